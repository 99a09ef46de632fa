"""What everyone may read of the follow-up, and what has changed since a day."""
