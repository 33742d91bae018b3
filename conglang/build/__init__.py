"""The engine: the stages of a build in their order, and the shortcuts that skip stages.

It takes a request and the files of a portal, and leaves the output and the cache of the next build. The rules of what a
page shows are in `portal/`; nothing here prints.
"""
