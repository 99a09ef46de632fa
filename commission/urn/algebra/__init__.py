"""The group, what is proved in it, and how it is written down."""
