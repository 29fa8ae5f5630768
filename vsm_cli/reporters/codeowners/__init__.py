"""Who answers for which file, for those who review changes."""
