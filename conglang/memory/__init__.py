"""What is remembered between builds (`.cache/`) and what was written (`output/`)."""
