"""The preview: the portal in memory, served on this machine, and browsers that follow what is saved."""
