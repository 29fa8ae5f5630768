"""What a rule is, and choosing, running and suppressing rules."""
