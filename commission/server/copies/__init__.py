"""Copies of the database: made every night and sealed, and put back on the day the server is gone."""
