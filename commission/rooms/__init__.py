"""The rooms of the site, in the order of the life of an avis."""
