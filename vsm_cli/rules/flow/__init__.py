"""VSM5xx: does the work get from the trigger to the value?"""
