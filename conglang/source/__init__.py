"""Doors in: each module reads one kind of thing and returns values with diagnostics; none raises on bad input."""
