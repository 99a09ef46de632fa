"""How long what is long by nature lasts: `make test` has a short form of it, `make strain` the whole of it."""

import os

LONG = "STRAIN" in os.environ


def at_length(short: int, long: int) -> int:
    return long if LONG else short
