"""`build.py localities`: a gazetteer made from a register of localities, and the articles checked against it."""
