"""From adoption to the public page, and what changes there afterwards."""
