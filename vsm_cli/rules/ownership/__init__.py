"""VSM1xx: does somebody answer for it?"""
