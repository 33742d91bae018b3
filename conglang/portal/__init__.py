"""Thought: pure functions from what was read to the pages of the portal; no file is opened and no clock read here."""
