"""Results into text: a format is a function, and only the command line writes."""
