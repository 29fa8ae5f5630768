"""Who does the work: hand-offs, ping-pong, load of teams, practices."""
