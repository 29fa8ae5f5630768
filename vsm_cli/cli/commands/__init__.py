"""One file for each command, named as people type it."""
