"""Canonical JSON: each object of an archive has exactly one text, read and written from its class."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, get_args, get_origin, get_type_hints

from .group import P, Q

DECIMAL = re.compile(r"0|[1-9][0-9]{0,616}")


class Fault(Exception):
    """One sentence naming what is wrong with what was received.

    `trail` holds its parts, outermost first, each with the values to put in: `told` says them in another language by
    their English, and the verifier in a browser gives the same. Each is written where it is raised: catalogs find it.
    """

    def __init__(self, sentence: str, **values: object):
        super().__init__(sentence)
        self.trail = [(sentence, values)]

    def __str__(self) -> str:
        return self.in_words()

    def in_words(self, translate: Callable[[str], str] = str) -> str:
        """Say the whole trail, with what `translate` gives for each English sentence and for what joins them."""
        return translate(": ").join(translate(sentence).format(**values) for sentence, values in self.trail)


class Element(int):
    """A kind: an integer in [1, P), written as a decimal string (membership of the group is proved apart)."""


class Scalar(int):
    """A kind: an integer in [0, Q), written as a decimal string."""


RANGES = {Element: range(1, P), Scalar: range(Q)}


@contextmanager
def about(subject: str, **values: object) -> Iterator[None]:
    """Say which object a fault raised inside is about."""
    try:
        yield
    except Fault as fault:
        fault.trail.insert(0, (subject, values))
        raise


def write(kind: Any, value: Any) -> bytes:
    """Give the text of a value: no spaces, fields in the order of the class, absent ones left out."""
    return json.dumps(_pack(kind, value), separators=(",", ":"), ensure_ascii=False).encode()


def read(kind: Any, text: bytes) -> Any:
    """Read a value of this kind, or raise Fault unless its text is the one `write` gives."""
    value = parse(kind, text)
    if write(kind, value) != text:
        raise Fault("it is not in canonical form")
    return value


def parse(kind: Any, text: bytes) -> Any:
    """Read a value of this kind from any JSON that says it, or raise Fault."""
    try:
        value = _unpack(kind, json.loads(text.decode(), parse_constant=_refuse))
        write(kind, value)  # fails on what JSON can escape and UTF-8 cannot write
    except (ValueError, RecursionError):
        raise Fault("it is not readable JSON") from None
    return value


def _refuse(constant):
    raise ValueError(constant)  # NaN and Infinity, which are not JSON


def _pack(kind, value):
    if kind in RANGES:
        return str(value)
    if is_dataclass(kind):
        present = ((name, inner, getattr(value, name)) for name, inner, _ in _fields(kind))
        return {name: _pack(inner, item) for name, inner, item in present if item is not None}
    if get_origin(kind) is list:
        return [_pack(get_args(kind)[0], item) for item in value]
    if get_origin(kind) is UnionType:
        return [type(value).__name__, _pack(type(value), value)]
    return value


def _unpack(kind, value):
    if kind in RANGES:
        return _number(kind, value)
    if is_dataclass(kind):
        return _object(kind, value)
    if get_origin(kind) is list:
        return [_unpack(get_args(kind)[0], item) for item in _expect(list, value)]
    if get_origin(kind) is UnionType:
        return _tagged(kind, value)
    if get_origin(kind) is Literal:
        return _one_of(get_args(kind), value)
    return _natural(value) if kind is int else _expect(kind, value)


def _number(kind, value):
    if not DECIMAL.fullmatch(_expect(str, value)) or int(value) not in RANGES[kind]:
        raise Fault("a number is not a decimal text in the range of its kind, {kind}", kind=kind.__name__)
    return int(value)


def _object(kind, value):
    known = {name for name, _, _ in _fields(kind)}
    if unknown := _expect(dict, value).keys() - known:
        raise Fault("{kind} has {number} unknown field(s)", kind=kind.__name__, number=len(unknown))
    for name, _, optional in _fields(kind):
        if name not in value and not optional:
            raise Fault("{kind} has no field {name}", kind=kind.__name__, name=name)
    return kind(**{name: _unpack(inner, value[name]) for name, inner, _ in _fields(kind) if name in value})


@cache
def _fields(kind):
    hints = get_type_hints(kind)
    return [(field.name, *_optional(hints[field.name])) for field in fields(kind)]


def _optional(hint):
    kinds = get_args(hint)
    return (kinds[0], True) if NoneType in kinds else (hint, False)


def _tagged(kind, value):
    kinds = {member.__name__: member for member in get_args(kind)}
    match value:
        case [str(tag), inner] if tag in kinds:
            return _unpack(kinds[tag], inner)
    raise Fault("what should be one of {kinds} is something else", kinds=", ".join(kinds))


def _one_of(allowed, value):
    for literal in allowed:
        if type(value) is type(literal) and value == literal:
            return literal
    raise Fault("a value is none of {allowed}", allowed=", ".join(map(json.dumps, allowed)))


def _natural(value):
    if _expect(int, value) < 0:
        raise Fault("a count is negative")
    return value


def _expect(kind, value):
    if type(value) is not kind:
        raise Fault("what should be a JSON {kind} is something else", kind=kind.__name__)
    return value
