"""Two pairs of eyes: what one person enters waits until a second one has read it."""
