"""VSM6xx: do the streams know of each other?"""
