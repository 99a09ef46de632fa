"""The keys of the site and of its secret votes, what is sealed for one that is elsewhere, and what is true today beside
older copies."""
