"""Where everything on a stream map stands: grid, tracks, route plan and space."""
