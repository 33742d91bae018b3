"""The cache folder: what one build keeps for the next, and whether it can still be used.

Everything in it can be deleted at any time: the next build is slower then, never different. Nothing here reads a file of the
portal or decides what a page shows.
"""
