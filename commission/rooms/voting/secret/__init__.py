"""Secret polls: voting codes, guardians, the urn. The protocol itself is in `urn/`."""
