"""Where each value of an element comes from."""
