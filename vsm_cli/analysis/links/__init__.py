"""How streams start, await and use each other, and how much demand that brings."""
