"""One's own place: the code on one's card, and the visits that are open."""
