"""Photos, icons and drawn pictures: what a file holds, what is made of it, and the making."""
