"""What one body is asked, what it answered and what comes next: the sheet that whoever begins there is handed."""

from collections.abc import Iterator

from commission.words.sentence import N_, Sentence
from commission.words.tongues import FIRST

from .avis import DONE_WHEN
from .blocks import Saying, block, document, heading, labelled, listed
from .marked import plain

SHEET = N_("What is asked of this office, what it answered, and what comes next, on %(day)s.")
NEXT_REPLY = N_("A reply is wished for by %(day)s.")
NO_REPLY = N_("A reply was wished for by %(day)s: none has come.")
NAMED_A_DAY = N_("The office named a day: %(day)s.")
DAY_PASSED = N_("The day the office named has passed: %(day)s.")


def body(slug: str, found: list[dict], saying: Saying, address: str) -> dict:
    """The sheet of a body, told by the values of the avis that ask something of it, the newest first."""
    first, name = found[0], name_of(slug, found)
    blocks = [block("eyebrow", saying.theirs(first["commission"])), block("title", saying.theirs(name)),
              block("note", saying.ours(Sentence(SHEET, {"day": saying.on(first["as_of"])})))]
    for each in found:
        blocks += avis_on(slug, each, saying)
    foot = f"{saying.heard(name)} – {address}"
    return document(saying, first["commission"], first["as_of"], foot, blocks)


def name_of(slug: str, found: list[dict]) -> dict[str, str]:
    return next(row["name"] for each in found for _, row in rows_of(slug, each))


def rows_of(slug: str, value: dict) -> Iterator[tuple[dict, dict]]:
    """What an avis asks of a body: each recommendation, and its row."""
    return ((asked, row) for asked in value["recommendations"] for row in asked["addressees"] if row["body"] == slug)


def avis_on(slug: str, value: dict, saying: Saying) -> Iterator[dict]:
    yield heading(1, saying.theirs(value["title"], f"{value['number']} – "))
    yield block("note", saying.ours(Sentence(N_("adopted on %(day)s"), {"day": saying.on(value["adopted_on"])})))
    for asked, row in rows_of(slug, value):
        if asked["still_asked"]:
            yield from request(asked, row, value["as_of"], saying)


def request(asked: dict, row: dict, today: str, saying: Saying) -> Iterator[dict]:
    """One request, what the body said and did, what the commission says, and the next date."""
    yield heading(2, saying.theirs(asked["title"], f"R{asked['n']} – "))
    yield block("prose", saying.typed(asked["text"]))
    if asked["done_when"]:
        yield labelled(saying.ours(DONE_WHEN), saying.typed(asked["done_when"]))
    yield listed((saying.named(name), words) for name, words in known(asked, row, today, saying))


def known(asked: dict, row: dict, today: str, saying: Saying) -> Iterator[tuple[str, dict]]:
    """Its facts, each with its day."""
    if row["sent_on"]:
        yield N_("Sent on"), plain(saying.on(row["sent_on"]), saying.language)
    yield N_("What the office answered"), stated(row["response"], row["answers"], saying)
    if row["answers"] and row["answers"][-1]["words"]:
        yield N_("In its words"), plain(f"« {row['answers'][-1]['words']} »", FIRST)
    yield from said_besides(row, saying)
    yield N_("What was done"), stated(row["implementation"], row["work"], saying)
    if asked["assessments"]:
        said = asked["assessments"]
        yield N_("What the commission says"), stated(said[-1]["judgement"], said, saying)
    if coming := coming_next(asked, row, today):
        yield N_("What comes next"), saying.ours(Sentence(coming[0], {"day": saying.on(coming[1])}))


def said_besides(row: dict, saying: Saying) -> Iterator[tuple[str, dict]]:
    """What the office said besides, and what the commission did of its silence; only where it is there."""
    last = row["answers"][-1] if row["answers"] else {}
    for name, words in ((N_("It points to"), last.get("points_to")), (N_("Who leads"), last.get("leads")),
                        (N_("Next step"), last.get("next_step"))):
        if words:
            yield name, plain(words, FIRST)
    if row["former_days"]:
        yield N_("Days named before"), plain("; ".join(map(saying.on, row["former_days"])), saying.language)
    for each in row["letters"]:
        yield N_("What its letter says"), plain(each["says"], FIRST)
    for each in row["observations"][-1:]:
        yield N_("What it observes"), plain(each["words"], FIRST)
    for step in row["ladder"]:
        yield N_("After its silence"), stated(step["height"], [step], saying)


def stated(term: dict, facts: list[dict], saying: Saying) -> dict:
    """A state in our words, with the day of the last fact it rests on."""
    words = saying.theirs(term["label"])
    return {**words, "inside": [*words["inside"], f", {saying.on(facts[-1]['on'])}"]} if facts else words


def coming_next(asked: dict, row: dict, today: str) -> tuple[str, str] | None:
    """What is awaited of it, and when; nothing where nothing is dated, or nothing is awaited any more."""
    over = row["implementation"]["key"] in ("done", "dropped", "moot")
    if asked["followed_with"] or asked["closed_on"] or not row["sent_on"] or over:
        return None
    if row["response"]["key"] in ("awaited", "acknowledged"):
        return NO_REPLY if row["overdue"] else NEXT_REPLY, row["reply_wished_by"]
    named = row["answers"][-1]["names_a_day"]
    return (NAMED_A_DAY if named >= today else DAY_PASSED, named) if named else None
