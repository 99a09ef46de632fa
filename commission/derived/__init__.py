"""What follows from facts: computed, never stored."""
