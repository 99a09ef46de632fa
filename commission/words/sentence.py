"""Sentences the rules speak: marked for translation where written, translated only where shown."""

from dataclasses import dataclass, field


def N_(text: str) -> str:
    """Mark a text for the catalogs and return it unchanged."""
    return text


class Either(tuple):
    """Values of which one is enough: shown joined with « or », not with « and »."""


class Verbatim(str):
    """What a person wrote: shown as it is, never translated."""

    __slots__ = ()


@dataclass(frozen=True)
class Sentence:
    """A marked text and the values to put in it; a value that is a marked text is translated too."""

    text: str
    values: dict[str, object] = field(default_factory=dict)
