"""What a reader sees of some words: two that look the same are the same."""

import unicodedata

# Signs that stand for one another on a keyboard or in a word processor, and letters of other scripts that look Latin.
ALIKE = {"'": "’‘ʼ′", "-": "‐‑‒–—−", "": "“”«»\""}
LETTERS = str.maketrans("асеіјорѕухһԁԛԝοανρι", "aceijopsyxhdqwoavpi")
LIKE = LETTERS | {ord(sign): one for one, signs in ALIKE.items() for sign in signs}


def look(words: str) -> str:
    """What words that look alike come to, whatever their capitals, blanks and forms."""
    return " ".join(unicodedata.normalize("NFKC", words).casefold().translate(LIKE).split())
