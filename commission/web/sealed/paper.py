"""A key on paper: lines of sixteen digits, the last two of each telling a mistake in it, and where."""

import hashlib

LINES, ON_A_LINE, SUM = 9, 14, 10
DIGITS = LINES * ON_A_LINE - SUM  # 384 bits in 116 digits


class Mistyped(Exception):
    """A line has a wrong digit, or stands in the place of another; 0 is the whole."""

    def __init__(self, line: int):
        self.line = line


def lines(raw: bytes) -> list[str]:
    """A key of 48 bytes, as nine lines of sixteen digits."""
    digits = f"{int.from_bytes(raw):0{DIGITS}}{total(raw)}"
    parts = [digits[i:i + ON_A_LINE] for i in range(0, len(digits), ON_A_LINE)]
    return [part + check(n, part) for n, part in enumerate(parts, 1)]


def total(raw: bytes) -> str:
    return f"{int.from_bytes(hashlib.sha256(raw).digest()) % 10**SUM:0{SUM}}"


def check(n: int, part: str) -> str:
    """ISO 7064, modulo 97: any one digit, and any two that changed places, are seen; so is the place of the line."""
    return f"{98 - int(f'{n}{part}00') % 97:02}"


def read_line(n: int, digits: str) -> str:
    if check(n, digits[:ON_A_LINE]) != digits[ON_A_LINE:]:
        raise Mistyped(n)
    return digits[:ON_A_LINE]


def whole(typed: list[str]) -> bytes:
    """The key of nine lines of digits."""
    digits = "".join(read_line(n, line) for n, line in enumerate(typed, 1))
    value = int(digits[:DIGITS])
    if value.bit_length() > 384 or total(value.to_bytes(48)) != digits[DIGITS:]:
        raise Mistyped(0)
    return value.to_bytes(48)
