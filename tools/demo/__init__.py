"""The pictures of the demo portal, drawn: see `tools/draw_demo.py`."""
