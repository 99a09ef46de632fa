"""Polls, and the urns of secret ones."""
