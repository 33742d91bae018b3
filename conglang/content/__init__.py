"""The files that an editorial office writes: found, read, and made into values; everything wrong in them is a diagnostic."""
