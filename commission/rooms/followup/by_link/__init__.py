"""Offices that answer by themselves: a link each, what they type, what is read of it before everyone can."""
