"""What whoever keeps the server runs."""
