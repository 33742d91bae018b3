"""What `build.py` needs beside the generator itself: the making of its environment, and the run of all checks."""
