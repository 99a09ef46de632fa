"""An avis as a document that is filed: the text of one version as it was adopted, and nothing that changes after it."""

from collections.abc import Iterator

from commission.words.sentence import N_, Sentence
from commission.words.tongues import FIRST

from .blocks import Saying, block, document, heading, labelled, listed
from .marked import plain

BINDING = N_("The French text is the adopted one.")
FICTIONAL = N_("Demonstration: all in it is invented.")
WHY, DONE_WHEN = N_("Why:"), N_("We will know it is done when…")
ADDRESSED = N_("Put to:")


def avis(value: dict, n: int, saying: Saying, address: str) -> dict:
    """The document of version `n` of an avis, told by its value. Its page is at `address`."""
    version = next(each for each in value["versions"] if each["version"] == n)
    blocks = [part for told in (beginning, text) for part in told(value, version, saying)]
    blocks += ending(value, version, saying, address)
    foot = saying.say(Sentence(N_("Avis no. %(number)s, version %(n)s"), {"number": value["number"], "n": n}))
    return document(saying, value["commission"], version["published_on"], f"{foot} – {address}", blocks)


def is_latest(value: dict, version: dict) -> bool:
    return version["version"] == value["version"]


def beginning(value: dict, version: dict, saying: Saying) -> Iterator[dict]:
    """Whose it is, its number, its day, and the summary of the version that stands."""
    yield block("eyebrow", saying.theirs(value["commission"]))
    adopted = saying.on(version["adopted_on"] or value["adopted_on"])
    yield block("eyebrow", saying.ours(Sentence(
        N_("Avis no. %(number)s, adopted on %(day)s"), {"number": value["number"], "day": adopted})))
    titles = value["title"] if is_latest(value, version) else {FIRST: version["title"]}
    yield block("title", saying.theirs(titles))
    if saying.language != FIRST:
        yield block("note", saying.ours(BINDING))
    if value["fictional"]:
        yield block("note", saying.ours(FICTIONAL))
    if not is_latest(value, version):
        yield block("note", saying.ours(N_("This is not the version that stands.")))
    elif value["summary"][FIRST]:
        yield heading(1, saying.ours(N_("In short")))
        yield block("prose", saying.typed_in(value["summary"]))
        yield {"is": "line"}


def text(value: dict, version: dict, saying: Saying) -> Iterator[dict]:
    """The passages in order, and the reservation."""
    asked = {each["n"]: each for each in value["recommendations"]}
    level = 1
    for each in version["text"]:
        if each["kind"] == "heading":
            yield heading(1, plain(each["text"], FIRST))
            level = 2
        elif each["kind"] == "paragraph":
            yield block("prose", saying.typed(each["text"]))
        else:
            told = asked.get(each["n"])
            title = told["title"] if told and is_latest(value, version) else {FIRST: each["title"]}
            yield heading(level, saying.theirs(title, f"R{each['n']} – " if each["n"] else ""))
            yield from request(each, told, saying)
    if value["reservation"] and is_latest(value, version):
        yield heading(1, saying.ours(N_("Reservation")))
        yield block("prose", saying.typed(value["reservation"]))


def request(passage: dict, told: dict | None, saying: Saying) -> Iterator[dict]:
    """What is asked, why, by which sign it will be known to be done, and of whom."""
    yield block("prose", saying.typed(passage["text"]))
    if passage["why"]:
        yield labelled(saying.ours(WHY), saying.typed(passage["why"]))
    if passage["done_when"]:
        yield labelled(saying.ours(DONE_WHEN), saying.typed(passage["done_when"]))
    bodies = [row["name_then"] for row in told["addressees"]] if told else []
    if bodies:
        yield labelled(saying.ours(ADDRESSED), plain("; ".join(bodies), FIRST))


def ending(value: dict, version: dict, saying: Saying, address: str) -> Iterator[dict]:
    """What a reader files it by."""
    yield {"is": "line"}
    who = value["origin"]
    name = who and value["asked_by"]
    asked_by = plain(name, FIRST) if name else saying.ours(N_("The commission itself"))
    lines = [(N_("Where the request comes from"), asked_by),
             (N_("Published on"), plain(saying.on(version["published_on"]), saying.language))]
    if value["copied_from"]:
        lines.append((N_("Copied from"), plain(value["copied_from"], FIRST)))
    if version["redacted_on"]:
        lines.append((N_("Words that named somebody were taken out on"),
                      plain(saying.on(version["redacted_on"]), saying.language)))
    lines += [(N_("Check number of the text"), plain(version["fingerprint"], "zxx")),
              (N_("What became of it, and where it is"), plain(address, "zxx"))]
    yield listed((saying.named(name), words) for name, words in lines)
