"""From what was read to the pages of the portal, in pure functions: no file is opened and no clock is read here."""
