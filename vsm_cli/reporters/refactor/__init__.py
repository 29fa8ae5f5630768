"""What a refactoring does, in words."""
