"""Polls, open, on paper or secret."""
