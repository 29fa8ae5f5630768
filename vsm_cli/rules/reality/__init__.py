"""What a log says that a definition does not."""
