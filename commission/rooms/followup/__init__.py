"""What became of what was asked: sendings, replies, what was done, what the commission says of it."""
