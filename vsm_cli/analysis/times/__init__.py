"""How long it takes: of a step, of a stream, and where waiting costs most."""
