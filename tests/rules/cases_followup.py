"""Each condition on what became of an avis: cases in which it holds, and in which it refuses."""

from datetime import date, timedelta

from commission.models import (
    Answer,
    Body,
    Channel,
    Height,
    Implementation,
    Opinion,
    Pause,
    Progress,
    Reminder,
    Reply,
    ReplyLink,
    Response,
    Rung,
    Status,
)
from plain import NOW, asked, avis, case, row

SENT = date(2025, 11, 1)
DUE = date(2026, 2, 1)  # three calendar months later
DAY = timedelta(days=1)


def noon(day: date):
    return NOW.replace(year=day.year, month=day.month, day=day.day)


def answered(response: Response, **facts):
    """A row that was sent, with one answer."""
    made = row(SENT, **facts)
    letter = Reply(body=made.body, channel=Channel.LETTER, dated_on=SENT, received_on=SENT)
    made.answers.append(Answer(reply=letter, response=response))
    return made


def paused(until_on=None):
    return row(SENT, pauses=[Pause(from_on=SENT + DAY, until_on=until_on)])


def passed_on():
    """A recommendation that another body is asked for already."""
    first = answered(Response.NOT_THEIRS)
    return asked(first, row(follows=first))


GONE = Body(slug="ddass", name="DDASS", successor=Body(slug="ars", name="ARS"))


def gone(*states: Implementation):
    """A row of a body that is no more, and what is known of its work."""
    return row(SENT, body=GONE, progress=[Progress(implementation=each, stated_on=SENT) for each in states])


def succeeded():
    """A recommendation that the body that took the place of another is asked for too."""
    return asked(gone(), row(body=GONE.successor))


def decided(opinion: Opinion, **facts) -> Opinion:
    """An avis of whose recommendations the last is no longer followed by itself."""
    for name, value in facts.items():
        setattr(opinion.recommendations[-1], name, value)
    return opinion


def stopped(*rows) -> Opinion:
    return decided(asked(*rows), closed_on=SENT, closed_why="assez")


def joined(*rows) -> Opinion:
    return decided(asked(*rows), replaced_on=SENT)


def dropped(*rows) -> Opinion:
    opinion = asked(*rows)
    return decided(opinion, last=opinion.current)


def one_of_two() -> Opinion:
    """The commission stopped following one recommendation, and follows the other."""
    opinion = stopped()
    opinion.recommendations += asked().recommendations
    return opinion


def linked(**facts) -> Opinion:
    """An avis with a link by which a body may answer."""
    opinion = asked(row(SENT))
    link(opinion=opinion, **facts)
    return opinion


def link(**facts) -> ReplyLink:
    return ReplyLink(**{"body": Body(slug="parquet", name="Parquet"), "shadow": "s", "made_on": SENT, "until_on": DUE,
                        "opinion": asked()} | facts)


def silent(*rungs: Rung, **facts):
    """A row of which two reminders have left, and what the commission did then."""
    return row(SENT, reminders=[Reminder(step=n, sent_on=DUE + n * DAY) for n in (1, 2)], rungs=list(rungs), **facts)


def above(done_on: date) -> Rung:
    return Rung(height=Height.ABOVE, decided_on=DUE, done_on=done_on, whom="le ministère")


SAID = Rung(height=Height.STATEMENT, decided_on=DUE, done_on=DUE + 5 * DAY, words="Rien.")
LETTER = Reply(channel=Channel.LINK, dated_on=SENT, received_on=SENT)

CASES = {
    "reminded_in_vain": (
        [case(subject=asked(*rows), now=noon(DUE + 3 * DAY)) for rows in ([silent()], [silent(), row(SENT)])],
        [case(subject=asked(silent()), now=noon(DUE + 2 * DAY)),
         case(subject=asked(row(SENT)), now=noon(DUE + 3 * DAY)),
         case(subject=asked(row(SENT, reminders=[Reminder(step=1, sent_on=DUE + DAY),
                                                 Reminder(step=2, why="au téléphone")])), now=noon(DUE + 3 * DAY)),
         case(subject=asked(silent(above(DUE + 3 * DAY))), now=noon(DUE + 4 * DAY)),
         case(subject=stopped(silent()), now=noon(DUE + 3 * DAY))]),
    "written_above_in_vain": (
        [case(subject=asked(silent(above(DUE + 3 * DAY)), *others), now=noon(DUE + 4 * DAY))
         for others in ([], [silent()])],
        [case(subject=asked(silent(above(DUE + 3 * DAY))), now=noon(DUE + 3 * DAY)),
         case(subject=asked(silent()), now=noon(DUE + 4 * DAY)),
         case(subject=asked(silent(above(DUE + 3 * DAY), SAID)), now=noon(DUE + 9 * DAY)),
         case(subject=stopped(silent(above(DUE + 3 * DAY))), now=noon(DUE + 4 * DAY))]),
    "has_addressees": ([case(subject=asked(row())), case(subject=asked(row(SENT)))], [case(subject=asked())]),
    "answer_came": ([case(subject=linked(sent_on=SENT))],
                    [case(subject=asked(row(SENT))), case(subject=linked()), case(subject=linked(fields=[["a", "b"]])),
                     case(subject=linked(sent_on=SENT, ended_on=SENT)),
                     case(subject=linked(sent_on=SENT, reply=LETTER))]),
    "has_links": ([case(subject=linked()), case(subject=linked(sent_on=SENT))],
                  [case(subject=asked(row(SENT))), case(subject=linked(ended_on=SENT)),
                   case(subject=linked(sent_on=SENT, reply=LETTER))]),
    "link_open": ([case(None, link(), noon(DUE))],
                  [case(None, link(), noon(DUE + DAY)), case(None, link(sent_on=SENT), noon(DUE)),
                   case(None, link(ended_on=SENT), noon(DUE))]),
    "avis_stands": ([case(None, link()), case(None, link(opinion=Opinion(status=Status.PUBLISHED)))],
                    [case(None, link(opinion=Opinion(status=each))) for each in Status
                     if each not in (Status.ADOPTED, Status.PUBLISHED)]),
    "has_recommendations": ([case(subject=asked())], [case(subject=avis("Texte."))]),
    "has_unsent": ([case(subject=asked(row())), case(subject=asked(row(SENT), row()))],
                   [case(subject=asked()), case(subject=asked(row(SENT)))]),
    "has_sent": ([case(subject=asked(row(SENT))), case(subject=asked(row(), row(SENT)))],
                 [case(subject=asked()), case(subject=asked(row()))]),
    "has_paused": ([case(subject=asked(row(SENT), paused()))],
                   [case(subject=asked(row(SENT))), case(subject=asked(paused(until_on=SENT + 2 * DAY)))]),
    "takes_reminder": ([case(subject=asked(row(), row(SENT)), now=noon(DUE + DAY))],
                       [case(subject=asked(row(SENT)), now=noon(DUE)), case(subject=asked(row()), now=noon(DUE + DAY)),
                      case(subject=asked(answered(Response.ACCEPTED)), now=noon(DUE + DAY))]),
    "has_misaddressed": (
        [case(subject=asked(answered(Response.NOT_THEIRS))), case(subject=asked(gone())),
         case(subject=asked(gone(Implementation.UNDER_WAY)))],
        [case(subject=passed_on()), case(subject=asked(row(SENT))),
         case(subject=asked(answered(Response.NOT_ACCEPTED))), case(subject=succeeded()),
         case(subject=asked(gone(Implementation.DONE))), case(subject=asked(gone(Implementation.MOOT))),
         *(case(subject=let_go(each)) for let_go in (stopped, joined, dropped)
           for each in (answered(Response.NOT_THEIRS), gone()))]),
    "has_followed": ([case(subject=asked()), case(subject=one_of_two())],
                     [case(subject=stopped()), case(subject=joined()), case(subject=dropped()),
                      case(subject=avis("Texte."))]),
    "has_let_go": ([case(subject=stopped()), case(subject=joined()), case(subject=one_of_two())],
                   [case(subject=asked()), case(subject=dropped()), case(subject=avis("Texte."))]),
}
