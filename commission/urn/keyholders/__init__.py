"""Who holds a part of the key, and how they make it."""
