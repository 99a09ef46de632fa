"""Sentences the rules speak: marked for translation where written, translated only where shown."""

from dataclasses import dataclass, field


def N_(text: str) -> str:
    """Mark a text for the catalogs and return it unchanged."""
    return text


def NN_(one: str, many: str) -> tuple[str, str]:
    """Mark a text that counts `num` things, for one and for several."""
    return one, many


class Either(tuple):
    """Values of which one is enough: shown joined with « or », not with « and »."""


class Verbatim(str):
    """What a person wrote: shown as it is, never translated."""

    __slots__ = ()


class Within(str):
    """A marked text that stands in a sentence: it loses its capital there."""

    __slots__ = ()


@dataclass(frozen=True)
class Sentence:
    """A marked text and the values to put in it; a value that is a marked text is translated too. A text that counts
    has two forms, and its number is `num`."""

    text: str | tuple[str, str]
    values: dict[str, object] = field(default_factory=dict)
