"""What is public, for machines: files, a feed, and what leads to them."""
