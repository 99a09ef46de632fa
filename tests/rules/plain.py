"""Plain objects in the state a condition looks at, so that each condition is seen to hold and to refuse."""

from datetime import timedelta

from commission.models import (
    Addressee,
    Body,
    Entry,
    Kind,
    Opinion,
    Passage,
    Poll,
    Recommendation,
    Seat,
    Secrecy,
    Signature,
    Status,
    Wording,
)
from commission.rules.case import Case
from stages import NOW, WEEK, person

OVER = NOW + WEEK  # when the polls of these cases close
IRIS, JADE = person("Iris"), person("Jade")
CEDRE, TILLEUL = person("Cèdre", Seat.FACILITATOR), person("Tilleul", Seat.FACILITATOR)
ECORCE = person("Écorce", Seat.GUARDIAN)
GONE = person("Partie", left_on=NOW.date())
GONE_KEEPER = person("Partie aussi", Seat.FACILITATOR, left_on=NOW.date())


def case(who=IRIS, subject=None, now=NOW) -> Case:
    return Case(who, subject, now)


def pair(about) -> tuple[list[Case], list[Case]]:
    """Who is a second person beside who asked for something, and who is not; `about` says what a person asked for."""
    def newcomer(ago: timedelta):
        return person("Nouvelle", Seat.FACILITATOR, seated_at=NOW - ago)
    day, instant = timedelta(days=1), timedelta(microseconds=1)
    return ([case(TILLEUL, about(CEDRE)), case(IRIS, about(CEDRE)), case(newcomer(day), about(CEDRE)),
             case(CEDRE, about(newcomer(day)))],
            [case(CEDRE, about(CEDRE)), case(CEDRE, about(None)), case(newcomer(day - instant), about(CEDRE)),
             case(CEDRE, about(newcomer(day - instant)))])


def avis(*texts: str, title: str = "Être entendue", **facts) -> Opinion:
    """An avis with these paragraphs."""
    return text(*(Wording(f"p{n}", Kind.PARAGRAPH, words) for n, words in enumerate(texts, 1)), title=title, **facts)


def text(*wordings: Wording, title: str = "Être entendue", **facts) -> Opinion:
    opinion = Opinion(**facts)
    opinion.current = opinion.revise(title, list(wordings), author=None, at=NOW)
    return opinion


def polled(secrecy: Secrecy = Secrecy.OPEN, roll=(IRIS,), **facts) -> Opinion:
    """An avis with a poll that is prepared, or what these facts say."""
    opinion = avis("Texte.", status=Status.FROZEN)
    opinion.polls.append(Poll(**{"n": 1, "quorum": 1, "revision": opinion.current, "opens_at": NOW, "closes_at": OVER,
                                 "secrecy": secrecy, "roll": [Entry(member=each) for each in roll]} | facts))
    return opinion


def opened(secrecy: Secrecy = Secrecy.OPEN, **facts) -> Opinion:
    return polled(secrecy, opened_at=NOW, **facts)


def signed(*people, **facts) -> Opinion:
    """An avis with signatures that hold."""
    opinion = avis("Texte.", **facts)
    opinion.signatures = [Signature(member=each, fingerprint=opinion.printed, at=NOW) for each in people]
    return opinion


def asked(*rows: Addressee) -> Opinion:
    """An adopted avis with one recommendation, put to bodies."""
    opinion = text(Wording("r1", Kind.RECOMMENDATION, "Une avocate.", "Une avocate"), status=Status.ADOPTED)
    opinion.recommendations.append(Recommendation(
        n=1, passage=Passage(uid="r1", kind=Kind.RECOMMENDATION), addressees=list(rows)))
    return opinion


def row(sent_on=None, **facts) -> Addressee:
    return Addressee(**{"body": Body(slug="parquet", name="Parquet"), "name_then": "Parquet", "sent_on": sent_on}
                     | facts)
