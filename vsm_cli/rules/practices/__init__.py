"""VSM3xx: does every step rest on a practice, by its ITIL 4 name?"""
