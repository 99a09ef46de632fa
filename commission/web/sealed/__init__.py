"""The keys of the site, what is sealed for one that is elsewhere, and what is true today beside older copies."""
