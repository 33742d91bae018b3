"""Pure knowledge of written Vietnamese: clean spelling and comparison keys, slugs, and alphabetical order."""
