"""VSM2xx: can the data get to where it is needed?"""
