"""From what was read to the plan of all pages, in pure functions.

Articles, photos, configuration and gazetteer come in as values; pages go out as values that name their template and hold all
that it shows. No file is opened and no clock is read here.
"""
