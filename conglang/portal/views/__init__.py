"""What templates may see: the values that `site` and `page` are made of."""
