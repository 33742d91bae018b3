"""Templates: the sandboxed engine, its filters, and the machine-readable forms of a page."""
