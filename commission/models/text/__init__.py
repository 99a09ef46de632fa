"""The text of an avis, and the avis."""
