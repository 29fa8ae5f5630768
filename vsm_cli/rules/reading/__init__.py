"""VSM0xx: what reading finds before any rule runs; never suppressed, never in a baseline."""
