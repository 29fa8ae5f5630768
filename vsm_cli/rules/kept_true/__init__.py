"""VSM9xx: is what is written still true, and does anybody act on it?"""
