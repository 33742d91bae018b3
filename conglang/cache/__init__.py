"""The cache folder: what builds keep of their work, and whether what is kept may still be believed."""
