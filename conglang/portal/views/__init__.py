"""The views: all values that templates may see as `site` and `page`.

They are types alone, with no code that makes them; the modules of page kinds do that.
"""
