"""A stream as rows of boxes in reading order, which wrap to the shape of the page."""
