"""Leaving, and taking one's words along: what is erased, what stays and why."""
