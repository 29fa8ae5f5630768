"""VSM4xx: is every acceptance worth its wait?"""
