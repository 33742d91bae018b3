"""The body of an article: from Markdown with photos and links to safe HTML with places for what is resolved later."""
