"""The files that an editorial office writes are listed, read and parsed into values; every mistake in them is a diagnostic."""
