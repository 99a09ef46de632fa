"""Correcting what was entered of the follow-up: lines that take the place of others, and days set right."""
