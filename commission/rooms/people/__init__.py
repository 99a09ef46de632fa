"""Who sits, how one comes in and leaves, what the commission sets for itself."""
