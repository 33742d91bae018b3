"""Doors out: pixels and pages, made from values alone."""
