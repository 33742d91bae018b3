"""The command `localities`: printing a gazetteer, looking for its names in articles, and writing the first one."""
