"""The folder that is published: what it holds of ours, and how a build changes it in one step."""
