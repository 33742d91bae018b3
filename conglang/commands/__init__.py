"""The commands that people type, their options, and what is said to the person who typed them."""
