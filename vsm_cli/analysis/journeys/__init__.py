"""What a customer meets on the way through several streams."""
