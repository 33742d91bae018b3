"""The project's own benchmark: made-up portals of any size, timed from outside, beside other generators."""
