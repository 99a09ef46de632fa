"""What every table shares: names of constraints, instants in UTC, enumerations, fingerprints of what is written."""

import enum
import hashlib
import json
import secrets
from datetime import UTC, date, datetime

from sqlalchemy import Date, DateTime, Enum, MetaData, Text, TypeDecorator
from sqlalchemy.orm import DeclarativeBase

NAMES = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
}


class Instant(TypeDecorator):
    """A moment: aware in Python, UTC in the database. A naive datetime is refused."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value, dialect):
        if value is not None and value.tzinfo is None:
            raise ValueError("A moment must say its zone.")
        return value and value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value, dialect):
        return value and value.replace(tzinfo=UTC)


def values(kinds: type[enum.Enum]) -> list[str]:
    """The words an enumeration is stored as."""
    return [kind.value for kind in kinds]


class Base(DeclarativeBase):
    """A fact of the commission. Scalar defaults hold from construction, so that the domain needs no database."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {
        datetime: Instant,
        date: Date,
        str: Text,
        enum.StrEnum: Enum(enum.StrEnum, native_enum=False, length=32, create_constraint=True, values_callable=values),
    }

    keeper = None  # the person under whose key her own words in this row are; without one, the commission's
    is_published = False  # whether everyone reads the words of this row: they are sealed no more

    def __init__(self, **facts):
        for column in type(self).__table__.columns:
            if column.default is not None and column.key not in facts:
                facts[column.key] = column.default.arg(None) if column.default.is_callable else column.default.arg
        for name, value in facts.items():
            if not hasattr(type(self), name):
                raise TypeError(f"{type(self).__name__} has no {name!r}")
            setattr(self, name, value)


def random_id() -> str:
    """An identifier that tells nothing and cannot be guessed: 96 bits, fit for an address."""
    return secrets.token_hex(12)


def canonical(content) -> str:
    """The one JSON writing of a content, so that equal contents have equal fingerprints."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def fingerprint(text: str) -> str:
    """SHA-256 of a text's UTF-8 bytes, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()
