"""The command line: what people type comes in here, and what they read goes out."""
