"""The rooms of the site: one for each part of the life of an avis, and those beside it."""
