"""Taking out words that name somebody: of every version of a published avis, and of all that is kept about it.

Two people do it, as they release an entry. A text without them has another fingerprint; whoever kept the one before can
try names against it, which both read first. Of the journal, lines that hold the words are erased; of a secret vote, the
first piece of its urn, where they stood in what was asked: who holds a copy of that file verifies it still.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import inspect

from commission.models import Amendment, Base, Event, Opinion, Piece, Revision, Signature, Sitting
from commission.models.base import canonical, fingerprint
from commission.models.sealed import wordy
from commission.models.text.translations import Translated, Translation
from commission.rules.journal import Deed, erase, record
from commission.rules.procedure import Refused, require
from commission.words.folding import WORD, folded, standing
from commission.words.sentence import N_, Sentence

MARK = "[…]"  # what stands in the place of the words
BETWEEN = r"[\W_]{1,5}"  # two words of a name: a space, a hyphen, the end of a line, what joins them in an address
# Thai to Burmese, Khmer, Korean as it is folded and as it is typed, Japanese, Chinese: no space stands beside a name.
UNSPACED = "[\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]"
BEGINS = rf"(?:(?<![^\W_])|(?<={UNSPACED})|(?={UNSPACED}))"
ENDS = rf"(?:(?![^\W_])|(?<={UNSPACED})|(?={UNSPACED}))"
BESIDE = 40  # signs shown on either side
NOWHERE = N_("These words stand nowhere in this avis, nor in what is kept about it.")
AS_JSON = {Revision: "body", Amendment: "words", Sitting: "minutes"}  # what is written down in one piece
NO_WORDS = {"kind", "passage"}  # of what is so written
# What a line of the journal holds that nobody typed: where something stands, what was chosen from a list. Who is named
# as a town is does not take along every letter of its town hall.
CHOSEN = {"answers", "basis", "bodies", "body", "entered", "fate", "implementation", "instead_of", "judgement",
          "majority", "number", "other", "recommendation", "seat", "secrecy", "slug", "status", "subject", "successor",
          "topics", "verdict"}


class Names:
    """Words that name somebody, one name a line: found whole, in any letters, with or without accents."""

    def __init__(self, typed: str):
        # A name that goes on where another ends is looked for before it.
        names = sorted(filter(None, (WORD.findall(folded(line)) for line in typed.splitlines())), reverse=True)
        wanted = "|".join(BETWEEN.join(map(re.escape, words)) for words in names)
        self.pattern = re.compile(f"{BEGINS}(?:{wanted}){ENDS}") if names else re.compile(r"(?!)")

    def stand_in(self, text: str) -> list[tuple[int, int]]:
        return standing(text, self.pattern)

    def out_of(self, said):
        """A text without them, or facts that JSON holds."""
        if isinstance(said, str):
            return self.out_of_text(said)
        if isinstance(said, list):
            return [self.out_of(each) for each in said]
        if isinstance(said, dict):
            return {key: each if key in NO_WORDS else self.out_of(each) for key, each in said.items()}
        return said

    def out_of_text(self, text: str) -> str:
        for begin, end in reversed(self.stand_in(text)):
            text = text[:begin] + MARK + text[end:]
        return text


# --- where they stand ------------------------------------------------------------------------------------------------
def changes(row: Base, names: Names) -> dict[str, object]:
    """What a row says without them where it says them, by attribute."""
    if isinstance(row, Piece):
        return {"raw": b""} if names.stand_in(row.raw.decode().replace("\\n", "\n")) else {}
    said = {name: read(row, name) for name in wordy(inspect(type(row)))}
    return {name: fresh for name, words in said.items() if (fresh := names.out_of(words)) != words}


def read(row: Base, name: str):
    """What an attribute says: a text, or facts."""
    said = getattr(row, name)
    if isinstance(row, Event):
        return {key: each for key, each in said.items() if key not in CHOSEN}
    return json.loads(said) if said and AS_JSON.get(type(row)) == name else said


@dataclass
class Places:
    """Where words would be taken out: the public sentences, as they will be read; how many rows nobody else reads; the
    lines of the journal that go whole."""

    public: list[str] = field(default_factory=list)
    kept: int = 0
    lines: list[Event] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.public or self.kept or self.lines)


def places(rows: Iterable[Base], names: Names) -> Places:
    found = Places()
    for row in rows:
        changed = changes(row, names)
        if not changed:
            continue
        if isinstance(row, Event):
            found.lines.append(row)
        elif is_read(row):
            found.public += [each for fresh in changed.values() for each in glimpses(fresh)]
        else:
            found.kept += 1
    found.public = list(dict.fromkeys(found.public))
    return found


def is_read(row: Base) -> bool:
    """Whether everyone reads the words of this row."""
    return row.is_published or any(each.info.get("words") == "told" for each in row.__table__.columns)


def glimpses(said) -> Iterator[str]:
    """What stands around each mark."""
    if isinstance(said, str):
        for each in re.finditer(re.escape(MARK), said):
            yield said[max(0, each.start() - BESIDE):each.end() + BESIDE]
    elif isinstance(said, list | dict):
        for each in said.values() if isinstance(said, dict) else said:
            yield from glimpses(each)


# --- taken out -------------------------------------------------------------------------------------------------------
def redact(deed: Deed, names: Names, rows: list[Base], today: date) -> list[Signature]:
    """Take them out of all these rows, which hang on the avis; give the signatures that are of words of before."""
    require(*deed)
    if not (changed := {row: found for row in rows if (found := changes(row, names))}):
        raise Refused([Sentence(NOWHERE)])
    fresh = list(up_to_date(rows))
    for row, found in changed.items():
        if not isinstance(row, Event):  # its chain commits to what it says: it is erased whole
            put(row, found, today)
    for translation, whole in fresh:
        translation.source = fingerprint(getattr(whole, translation.phrase))
    if lines := [row for row in changed if isinstance(row, Event)]:
        erase(lines, deed.actor, deed.now)
    record(*deed, today, places=len(changed))
    return [each for row in rows if isinstance(row, Opinion) for each in voided(row)]


def voided(opinion: Opinion) -> list[Signature]:
    """The signatures of words that stand no more, nor in a correction that waits."""
    standing = {opinion.printed_with(each) for each in (opinion.current, opinion.correction) if each}
    return [each for each in opinion.signatures if each.fingerprint not in standing]


def put(row: Base, found: dict, today: date) -> None:
    for name, fresh in found.items():
        if AS_JSON.get(type(row)) != name:
            setattr(row, name, fresh)
        elif isinstance(row, Amendment):
            row.words = canonical(fresh)
        else:
            row.rewrite(canonical(fresh), today)


def up_to_date(rows: Iterable[Base]) -> Iterator[tuple[Translation, Translated]]:
    """The translations that are of the words as they stand: they stay so."""
    for whole in rows:
        if isinstance(whole, Translated):
            for (language, phrase), each in whole.standing.items():
                if not whole.is_outdated(language, phrase):
                    yield each, whole
