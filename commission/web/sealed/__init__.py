"""What is sealed for a key that is elsewhere, and what is true today beside older copies."""
