"""Photos, icons and drawn pictures: how files are read, named, made and kept."""
