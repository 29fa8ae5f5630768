"""What is drawn on a stream map, a part in each module: boxes, lanes, routes, ladder, legend."""
