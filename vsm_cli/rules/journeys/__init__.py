"""VSM7xx: what does the customer meet on the way through several streams?"""
