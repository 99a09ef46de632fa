"""Each condition on a text, its vote and its publication: cases in which it holds, and in which it refuses."""

from datetime import timedelta

from cases_seats import with_urn
from commission.models import Amendment, Change, Fate, Kind, Part, Secrecy, Sitting, Status, Wish, Wording
from plain import (
    CEDRE,
    ECORCE,
    GONE,
    IRIS,
    JADE,
    NOW,
    OVER,
    avis,
    case,
    opened,
    pair,
    polled,
    signed,
    text,
)
from stages import person

A_MOMENT, TODAY = timedelta(seconds=1), NOW.date()
ASK = Wording("r1", Kind.RECOMMENDATION, "Une avocate.", "Une avocate")


def amended(fate: Fate, written: str = "Texte.", stands: str = "Texte.", change: Change = Change.REWORD, count: int = 1,
            more: int = 0):
    """A text with amendments that were written when it said something, and that says something else now."""
    opinion = avis(written)
    for n in range(count):
        wanted = Wording(f"n{n}", Kind.PARAGRAPH, f"Ajout {n}.") if change == Change.ADD else Wording(
            "p1", Kind.PARAGRAPH, "Autres mots.")
        opinion.amendments.append(Amendment(
            n=n + 1, revision=opinion.current, change=change, passage=wanted.passage, fate=fate, words=wanted.written,
            after="p1" if change == Change.ADD else None, reason="plus clair", language="fr", at=NOW))
    fill = [Wording(f"q{n}", Kind.PARAGRAPH, "Suite.") for n in range(more)]
    opinion.current = opinion.revise(opinion.title, [Wording("p1", Kind.PARAGRAPH, stands), *fill], author=None, at=NOW)
    return opinion


def handed(*places: int):
    opinion = with_urn(CEDRE, ECORCE)
    opinion.poll.urn.parts = [Part(place=place, text="") for place in places]
    return opinion


def confirmed(*places: int):
    """A secret poll whose setup these guardians have found on their devices."""
    opinion = with_urn(CEDRE, ECORCE)
    opinion.poll.urn.confirmed = list(places)
    return opinion


def counted(by=CEDRE):
    return opened(Secrecy.PAPER, entered=[[1, 0, 0]], entered_by=by)


def wished(member, sitting=None):
    opinion = avis("Texte.")
    opinion.wishes.append(Wish(member=member, at=NOW, sitting=sitting))
    return opinion


def corrected(by):
    opinion = avis("Texte.", status=Status.PUBLISHED)
    opinion.correction = opinion.revise("Autre", opinion.wordings, author=by, at=NOW)
    return opinion


def revising(status: Status):
    return avis("Texte.", revises=avis("Texte.", status=status))


def replaced(by=None):
    opinion = avis("Texte.", status=Status.PUBLISHED)
    opinion.next = by or avis("Neuf.")
    return opinion


def versioned(version, told: int, adopted_on=TODAY):
    opinion = avis("Texte.", told_version=told)
    opinion.current.version, opinion.current.adopted_on = version, adopted_on
    return opinion


def by_one_gone(at):
    """Signed by one who sits, and by one who has gone since with her name."""
    opinion = signed(CEDRE, IRIS)
    signature = opinion.signatures[1]
    signature.member, signature.at = None, at
    return opinion


def signed_long_ago(*people):
    opinion = signed(*people)
    for each in opinion.signatures:
        each.at = NOW - timedelta(days=9)
    return opinion


def voided():
    """Two people signed words that have changed since."""
    opinion = signed(CEDRE, IRIS, summary="Court.")
    opinion.summary = "Plus long."
    return opinion


WAITING, VOTED = Fate.PROPOSED, Fate.PUT_TO_VOTE
CLOSED, CANCELLED = {"closed_at": OVER}, {"cancelled_at": NOW}

CASES = {
    # --- the text
    "has_title": ([case(subject=avis())], [case(subject=avis(title=""))]),
    "has_text": ([case(subject=avis("Texte.")), case(subject=avis("", "Texte."))],
                 [case(subject=avis()), case(subject=avis("", ""))]),
    "whole_requests": (
        [case(subject=text(ASK)), case(subject=avis("Sans titre, mais ce n’est pas une recommandation."))],
        [case(subject=text(ASK, Wording("r2", Kind.RECOMMENDATION, "Sans titre."))),
         case(subject=text(Wording("r2", Kind.RECOMMENDATION, title="Sans texte"), ASK))]),
    "amendment_waiting": (
        [case(subject=amended(WAITING)), case(subject=amended(VOTED, stands="Tout autre chose, et rien d’avant"))],
        [case(subject=avis("Texte.")), case(subject=amended(VOTED)), case(subject=amended(Fate.REJECTED)),
         case(subject=amended(Fate.ACCEPTED)), case(subject=amended(Fate.REJECTED, stands="Tout autre chose"))]),
    "amendments_settled": (
        [case(subject=avis("Texte.")), *(case(subject=amended(fate)) for fate in Fate if fate != WAITING)],
        [case(subject=amended(WAITING))]),
    "amendments_fit": (
        [case(subject=avis("Texte.")), case(subject=amended(VOTED)), case(subject=amended(WAITING, stands="Autre")),
         case(subject=amended(VOTED, change=Change.ADD, count=2, more=197)),
         case(subject=amended(VOTED, count=2, more=199))],
        [case(subject=amended(VOTED, stands="Tout autre chose, et rien d’avant")),
         case(subject=amended(VOTED, stands="Autres mots.")),
         case(subject=amended(VOTED, change=Change.ADD, count=2, more=198))]),
    # --- the vote
    "no_poll_yet": ([case(subject=avis()), case(subject=polled(**CLOSED)), case(subject=polled(**CANCELLED))],
                    [case(subject=polled()), case(subject=opened())]),
    "can_come_back": ([case(subject=avis(set_aside_from="drafting"))], [case(subject=avis(set_aside_from=""))]),
    "secrecy_open": ([case(subject=avis())], [case(subject=avis(secrecy_asked=True))]),
    "has_poll": ([case(subject=polled()), case(subject=opened())],
                 [case(subject=avis()), case(subject=polled(**CLOSED)), case(subject=polled(**CANCELLED))]),
    "in_time": ([case(subject=polled(), now=OVER - A_MOMENT)],
                [case(subject=polled(), now=OVER), case(subject=avis())]),
    "still_sits": ([case(IRIS)], [case(GONE)]),
    "polling": ([case(subject=opened()), case(subject=opened(), now=OVER - A_MOMENT)],
                [case(subject=opened(), now=NOW - A_MOMENT), case(subject=opened(), now=OVER), case(subject=polled()),
                 case(subject=avis())]),
    "polling_over": ([case(subject=opened(), now=OVER)],
                     [case(subject=opened(), now=OVER - A_MOMENT), case(subject=avis(), now=OVER)]),
    "not_on_paper": ([case(subject=opened()), case(subject=opened(Secrecy.SECRET))],
                     [case(subject=opened(Secrecy.PAPER)), case(subject=avis())]),
    "not_entered": ([case(subject=opened(Secrecy.PAPER))], [case(subject=counted())]),
    "nothing_entered": ([case(subject=opened(Secrecy.PAPER))], [case(subject=counted())]),
    "entered": ([case(subject=counted())], [case(subject=opened(Secrecy.PAPER))]),
    "second_to_count": pair(counted),
    "not_handed": ([case(CEDRE, handed()), case(CEDRE, handed(2)), case(CEDRE, avis())],
                   [case(CEDRE, handed(1)), case(ECORCE, handed(1, 2))]),
    "not_over": ([case(subject=polled(), now=OVER), case(subject=opened(), now=OVER - A_MOMENT)],
                 [case(subject=opened(), now=OVER), case(subject=avis())]),
    "not_confirmed": ([case(CEDRE, confirmed()), case(CEDRE, confirmed(2)), case(CEDRE, avis())],
                      [case(CEDRE, confirmed(1)), case(ECORCE, confirmed(1, 2))]),
    "setup_confirmed": ([case(subject=confirmed(1, 3)), case(subject=confirmed(1, 2, 3)), case(subject=opened()),
                         case(subject=polled(Secrecy.PAPER)), case(subject=avis())],
                        [case(subject=confirmed()), case(subject=confirmed(2))]),
    # --- publication
    "agreed_to_publish": ([case(subject=avis(agreed_on=NOW.date()))], [case(subject=avis())]),
    "has_summary": ([case(subject=avis(summary="Court."))], [case(subject=avis())]),
    "not_signed": ([case(IRIS, signed(CEDRE)), case(IRIS, voided())], [case(IRIS, signed(CEDRE, IRIS))]),
    "two_signatures": ([case(subject=signed(CEDRE, IRIS)), case(subject=by_one_gone(NOW - timedelta(days=1)))],
                       [case(subject=signed(CEDRE)), case(subject=signed(CEDRE, CEDRE)), case(subject=voided()),
                        case(subject=signed_long_ago(CEDRE)),
                        case(subject=signed(CEDRE, person("Nouvelle", seated_at=NOW))),
                        case(subject=by_one_gone(NOW - timedelta(hours=23)))]),
    "still_published": ([case(subject=avis()), case(subject=revising(Status.PUBLISHED))],
                        [case(subject=revising(Status.WITHDRAWN))]),
    "nothing_asked": ([case(subject=avis())], [case(subject=avis(withdrawal_why="une raison"))]),
    "withdrawal_asked": ([case(subject=avis(withdrawal_why="une raison"))], [case(subject=avis())]),
    "second_to_withdrawal": pair(lambda first: avis(withdrawal_why="r", withdrawal_asked_by=first)),
    "no_correction": ([case(subject=avis())], [case(subject=corrected(CEDRE))]),
    "correction_asked": ([case(subject=corrected(CEDRE))], [case(subject=avis())]),
    "second_to_correction": pair(corrected),
    "replacement_not_voted": (
        [case(subject=avis()), case(subject=replaced()), case(subject=replaced(polled(**CLOSED)))],
        [case(subject=replaced(polled())), case(subject=replaced(opened()))]),
    "no_revision": ([case(subject=avis())], [case(subject=replaced())]),
    "copied_in": ([case(subject=avis(source_document="original"))], [case(subject=avis())]),
    "news_to_tell": ([case(subject=versioned(2, told=1)), case(subject=versioned(3, told=1))],
                     [case(subject=versioned(1, told=1)), case(subject=versioned(2, told=2)),
                      case(subject=versioned(2, told=1, adopted_on=None)), case(subject=versioned(None, told=1)),
                      case(subject=versioned(None, told=0))]),
    "not_wished": ([case(IRIS, avis()), case(IRIS, wished(JADE)), case(IRIS, wished(IRIS, Sitting(held_on=TODAY)))],
                   [case(IRIS, wished(IRIS))]),
}
