"""What became of what was asked, in large type and short lines: the sheet that is read aloud in a sitting."""

from collections.abc import Iterator
from datetime import date

from commission.words.sentence import N_, Sentence
from commission.words.tongues import FIRST

from .blocks import Saying, block, document, heading
from .body import stated
from .marked import plain

LARGE = 16  # points: read at arm's length, by whoever reads with difficulty
NOTHING = N_("Nothing is known yet.")


def aloud(house: dict[str, str], day: date, asked: list[dict], saying: Saying) -> dict:
    """The sheet of a sitting: each recommendation it looks at again, told by its value."""
    title = saying.ours(Sentence(N_("Sitting of %(day)s"), {"day": day}))
    blocks = [block("eyebrow", saying.theirs(house)), block("title", title)]
    for each in asked:
        blocks += four_parts(each, saying)
    return {**document(saying, house, day.isoformat(), title["inside"][0], blocks), "size": LARGE}


def four_parts(asked: dict, saying: Saying) -> Iterator[dict]:
    """Four short parts, in the order one tells them."""
    yield heading(1, saying.theirs(asked["title"], f"{asked['ref']} – "))
    yield heading(2, saying.ours(N_("You asked")))
    yield block("prose", saying.typed(asked["text"]))
    yield heading(2, saying.ours(N_("They answered")))
    for row in asked["addressees"]:
        yield by_name(row, stated(row["response"], row["answers"], saying))
        if row["answers"] and row["answers"][-1]["words"]:
            yield block("prose", plain(f"« {row['answers'][-1]['words']} »", FIRST))
    yield heading(2, saying.ours(N_("What was done")))
    for row in asked["addressees"]:
        yield by_name(row, stated(row["implementation"], row["work"], saying))
    yield heading(2, saying.ours(N_("What we say of it")))
    said = asked["assessments"]
    yield block("prose", stated(said[-1]["judgement"], said, saying) if said else saying.ours(NOTHING))
    if said and said[-1]["text"]:
        yield block("prose", saying.typed(said[-1]["text"]))


def by_name(row: dict, words: dict) -> dict:
    return block("prose", {**words, "inside": [*plain(f"{row['name_then']} : ", FIRST)["inside"], *words["inside"]]})
