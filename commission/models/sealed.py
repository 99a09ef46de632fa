"""Words that only the keys open: one kind of column, and under whose key each of them is written.

`Ours` are words under the key of the commission, which is outside the database: whoever steals the database reads
none; `OurFile` is a file under the same key. `Hers` are under the key of the person whose row it is: it stands in her
own row, under the commission's, and in no copy; where it is gone, her words are gone from every copy too. What a row
publishes is written as it is.

An engine bears the keys (`dialect.keys`). Nothing is derived a row: a word costs its cipher, some microseconds.
"""

import base64
import hmac
import json
import secrets
from collections.abc import Callable, Iterable
from functools import cache
from operator import eq, ne
from typing import Annotated

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from sqlalchemy import LargeBinary, Text, TypeDecorator, event, inspect
from sqlalchemy.orm import Mapper, mapped_column, object_session
from sqlalchemy.orm.attributes import flag_modified
from sqlalchemy.sql.operators import is_, is_not

from .base import Base

MARK, NONCE = "sealed:", 12


# --- keys ------------------------------------------------------------------------------------------------------------
class Keys:
    """The keys of an installation: the commission's, of the pepper, and those of its people, read in their rows (`rows`
    gives each with its person's identifier) when a word of theirs is met."""

    def __init__(self, pepper: str, rows: Callable[[], Iterable[tuple[str, str]]] = tuple):
        self.pepper, self.ours, self.rows, self.hers = pepper, box(pepper, "words"), rows, {}

    def seal(self, words: str) -> str:
        """The words as the database has them; under whose key, they say themselves."""
        whose, key = (words.whose, words.key) if isinstance(words, Under) else ("", "")
        if whose is None and not words.startswith(MARK):
            return str(words)
        box, nonce = self.own(whose, key) if whose else self.ours, secrets.token_bytes(NONCE)
        return f"{MARK}{whose or ''}:{base64.b64encode(nonce + box.encrypt(nonce, words.encode(), None)).decode()}"

    def open(self, raw: str) -> str:
        """The words; none where the key they were under is no more. ValueError where the commission's is another."""
        if not raw.startswith(MARK):
            return raw
        whose, _, sealed = raw.removeprefix(MARK).partition(":")
        whole = base64.b64decode(sealed)
        if not whose:
            return self.of_ours(whole).decode()
        words = opened(self.known(whose), whole)  # another process may have given her another key since
        return (words if words is not None else opened(self.read().get(whose), whole) or b"").decode()

    def of_ours(self, whole: bytes) -> bytes:
        """What is under the commission's key."""
        found = opened(self.ours, whole)
        if found is None:
            raise ValueError("These words are sealed under another key.")
        return found

    def seal_file(self, file: bytes) -> bytes:
        """A file as the database has it."""
        if isinstance(file, InClear):
            return bytes(file)
        nonce = secrets.token_bytes(NONCE)
        return MARK.encode() + nonce + self.ours.encrypt(nonce, file, None)

    def open_file(self, raw: bytes) -> bytes:
        return self.of_ours(raw.removeprefix(MARK.encode())) if raw.startswith(MARK.encode()) else raw

    def own(self, whose: str, key: str) -> ChaCha20Poly1305:
        """The key of a person, known from now on: her row may not be committed yet."""
        self.hers[whose] = ChaCha20Poly1305(bytes.fromhex(key))
        return self.hers[whose]

    def known(self, whose: str) -> ChaCha20Poly1305 | None:
        """The key of a person, if she has one: somebody else may have come in since they were read."""
        return self.hers[whose] if whose in self.hers else self.read().get(whose)

    def read(self) -> dict[str, ChaCha20Poly1305]:
        """The keys of people, as their rows have them now."""
        self.hers = {uid: ChaCha20Poly1305(bytes.fromhex(self.open(key))) for uid, key in self.rows() if key}
        return self.hers


def opened(box: ChaCha20Poly1305 | None, whole: bytes) -> bytes | None:
    """What this key opens; none where there is no key, or it is another one."""
    try:
        return box and box.decrypt(whole[:NONCE], whole[NONCE:], None)
    except InvalidTag:
        return None


class AsTheyAre:
    """No keys are needed: what is sealed stays so, from one database to another."""

    def seal(self, words):
        return words

    open = seal_file = open_file = seal


class Lost:
    """The keys are not where they should be."""

    def seal(self, words):
        raise ValueError("The keys of these words are not here: commission keys restore")

    open = seal_file = open_file = seal


def box(pepper: str, use: str) -> ChaCha20Poly1305:
    """The cipher of a use, under the key that is outside the database."""
    return ChaCha20Poly1305(hmac.digest(pepper.encode(), use.encode(), "sha256"))


def new_key() -> str:
    """A key of a person, from the system's secure source."""
    return secrets.token_hex(32)


# --- columns ---------------------------------------------------------------------------------------------------------
class Under(str):
    """Words on their way to the database, and whose key they go under: a person's, or none where everyone reads them.
    """

    def __new__(cls, words: str, whose: str | None, key: str = ""):
        made = super().__new__(cls, words)
        made.whose, made.key = whose, key
        return made


class InClear(bytes):
    """A file on its way to the database, that everyone reads."""


def under(words: str, person) -> Under:
    """Words under a person's key, or the commission's where there is nobody."""
    return Under(words, person.uid, person.key) if person and person.key else Under(words, "")


class SealedWords(TypeDecorator):
    """Words that are sealed in the database, under the commission's key; no words are no words there too. The database
    can compare none of them."""

    impl = Text
    cache_ok = True
    hers = False  # else under the key of the row's `keeper`

    def process_bind_param(self, words, dialect):
        return words and dialect.keys.seal(words)

    def process_result_value(self, raw, dialect):
        return raw and dialect.keys.open(raw)

    class comparator_factory(TypeDecorator.Comparator):
        """Whether there are words, and nothing else."""

        def operate(self, op, *other, **options):
            if op in (is_, is_not) or op in (eq, ne) and other == ("",):
                return super().operate(op, *other, **options)
            raise TypeError(f"{self.expr} is sealed: compare what it says, once it is read.")


class HerWords(SealedWords):
    """Words under the key of the row's `keeper`."""

    cache_ok = True
    hers = True


class SealedFacts(SealedWords):
    """Facts that JSON holds, sealed; none are none there too. What is not opened on the way stays as it is."""

    cache_ok = True

    def process_bind_param(self, facts, dialect):
        written = facts if isinstance(facts, str) else json.dumps(facts)
        return super().process_bind_param(written, dialect) if facts else written

    def process_result_value(self, raw, dialect):
        written = super().process_result_value(raw, dialect)
        return written if not written or written.startswith(MARK) else json.loads(written)


class SealedFile(SealedWords):
    """A file that is sealed in the database."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, file, dialect):
        return dialect.keys.seal_file(file)

    def process_result_value(self, raw, dialect):
        return raw and dialect.keys.open_file(raw)


Ours = Annotated[str, mapped_column(SealedWords())]
Hers = Annotated[str, mapped_column(HerWords())]
Told = Annotated[str, mapped_column(info={"words": "told"})]  # in clear: everyone reads them once they are released
OurFile = Annotated[bytes, mapped_column(SealedFile(), deferred=True)]  # read by the page that gives it, and no other


# --- under which key -------------------------------------------------------------------------------------------------
@cache
def sealed(mapper: Mapper) -> dict[str, SealedWords]:
    """The sealed words of a kind of row, by the names of their attributes."""
    kinds = {each.key: each.columns[0].type for each in mapper.column_attrs}
    return {name: kind for name, kind in kinds.items() if isinstance(kind, SealedWords)}


@cache
def wordy(mapper: Mapper) -> list[str]:
    """The attributes of a kind of row in which people wrote words, whoever reads them."""
    typed = [name for name, kind in sealed(mapper).items() if not isinstance(kind, SealedFile)]
    return [*typed, *(each.name for each in mapper.local_table.columns if "words" in each.info)]


@event.listens_for(Base, "before_insert", propagate=True)
@event.listens_for(Base, "before_update", propagate=True)
def put_under_keys(mapper: Mapper, connection, row: Base) -> None:
    """Whatever is written of a row, its words go under the keys that they are to be under from now on. Of a row touched
    in name only nothing is written: PostgreSQL would keep the order of the touches, and so that of the voters."""
    if not object_session(row).is_modified(row, include_collections=False):
        return
    for name, kind in sealed(mapper).items():
        words = getattr(row, name) if kind.hers or row.is_published else None
        if words:
            setattr(row, name, under(words, row.keeper) if kind.hers else in_clear(words))
            flag_modified(row, name)


def seal_anew(row: Base) -> None:
    """Have her words in a row be written anew, changed or not: under the keys they are to be under now, or no more."""
    for name, kind in sealed(inspect(row).mapper).items():
        if kind.hers:
            flag_modified(row, name)


def in_clear(words: str | bytes) -> Under | InClear:
    return InClear(words) if isinstance(words, bytes) else Under(words, None)
