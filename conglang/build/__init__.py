"""The engine: the stages of a build in order, and what decides which of them may be passed over."""
