"""Cổng Làng: a static site generator for locality news portals."""

__version__ = "0.1.0"
