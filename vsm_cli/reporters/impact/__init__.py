"""What rests on one element, for people and as data."""
