"""Forty answers that public bodies really gave to such recommendations, told in our own words, and how each reads.

They were found on twenty public trackers and entered here with the acts of the site, with days of their own.
"""

import re
from datetime import date

import pytest
from flask import render_template_string

from commission.derived.outcome import summarise
from commission.models import (
    Addressee,
    Assessment,
    Basis,
    Body,
    Channel,
    Evidence,
    Implementation,
    Judgement,
    Progress,
    Recommendation,
    Response,
    Role,
)
from commission.rooms.followup import acts as followup
from commission.rooms.followup import tracking
from commission.web.language.marks import drop
from commission.web.language.messages import speaking
from stages import LATER, Story, a_letter

TODAY, SENT = date(2026, 11, 25), date(2022, 1, 10)
R, W, J = Response, Implementation, Judgement
PAGE = "{% from 'parts/word.html' import state with context %}{{ state(asked, today) }}"


class Situation:
    """A recommendation put to some bodies on one day, and what came of it."""

    def __init__(self, bodies: int = 1, associated: int = 0):
        self.story = Story().published()
        self.keeper, self.opinion = self.story.keeper, self.story.opinion
        self.asked: Recommendation = self.opinion.recommendations[0]
        roles = [Role.RESPONSIBLE] * bodies + [Role.ASSOCIATED] * associated
        self.rows = [followup.address(self.keeper, self.asked, Addressee(body=Body(slug=f"b{n}", name=f"B{n}"),
                                                                         role=role), LATER)
                     for n, role in enumerate(roles)]
        followup.send(self.keeper, self.opinion, self.rows, SENT, LATER)


def replies(response=None, on="2025-12-01", work=None, to=(0,), names=None, elsewhere="", channel=Channel.LETTER,
            **letter):
    """A reply that answers some rows, and may say what was done."""
    def do(it: Situation):
        said = [followup.Said(it.rows[n], response, "Les mots de l’organisme.", names and day(names), elsewhere, work)
                for n in to]
        followup.reply(it.keeper, it.opinion, a_letter(it.rows[to[0]].body, day(on), channel=channel, **letter), said,
                       LATER)
    return do


def shown(state, on="2025-12-01", basis=Basis.DOCUMENT, to=0, note="Ce que l’on sait."):
    """What is known of the work otherwise than by a reply."""
    return lambda it: followup.report(it.keeper, it.rows[to], Progress(
        implementation=state, basis=basis, stated_on=day(on), note=note, evidence=[Evidence(title="Pièce")]), LATER)


def says(judgement, on="2026-01-15"):
    return lambda it: followup.assess(it.keeper, it.asked, Assessment(judgement=judgement, adopted_on=day(on)), LATER)


def stops(on="2026-02-01"):
    return lambda it: tracking.stop_following(it.keeper, it.asked, "Une autre voie.", day(on), LATER)


def merges(on="2026-02-01"):
    return lambda it: tracking.follow_with(it.keeper, it.asked, it.opinion.recommendations[1], day(on), LATER)


def is_abolished(it: Situation):
    it.rows[0].body.successor = Body(slug="suivant", name="Suivant")


def day(text: str) -> date:
    return date.fromisoformat(text)


ROWS = {
    "R1: a body accepts, and says that it is done": ([replies(R.ACCEPTED, work=W.DONE)],
        "Reprise (selon l’organisme)", "Taken up (according to the office)"),
    "R3: it accepts the intent, and does it in another way": (
        [replies(R.IN_PRINCIPLE, "2024-05-02", W.UNDER_WAY)],
        "Mise en œuvre engagée (selon l’organisme) · sans nouvelle depuis 2024",
        "Action under way (according to the office) · without news since 2024"),
    "R5: it accepts a part, and has not begun": ([replies(R.ACCEPTED_IN_PART, "2024-05-02", W.NOT_STARTED)],
        "Acceptée en partie ou sous condition · sans nouvelle depuis 2024",
        "Accepted in part or on a condition · without news since 2024"),
    "R7: it studies the question, and the work is that study": ([replies(R.UNDER_STUDY, "2024-05-02", W.UNDER_WAY)],
        "À l’étude · sans nouvelle depuis 2024", "Under study · without news since 2024"),
    "R9: three governments sign one reply and say it is done, a fourth is silent": (
        [4, replies(R.IN_PRINCIPLE, "2024-05-02", W.DONE, (0, 1, 2), signed_by="Trois gouvernements")],
        "Reprise en partie (selon l’organisme) · 1 sans réponse sur 4",
        "Taken up in part (according to the office) · no reply from 1 of 4"),
    "R11: of eight governments three accept in principle, five consider further": (
        [8, replies(R.IN_PRINCIPLE, "2024-05-02", to=(0, 1, 2), signed_by="Trois"),
         replies(R.UNDER_STUDY, "2024-05-03", to=(3, 4, 5, 6, 7), signed_by="Cinq")],
        "Acceptée en partie ou sous condition · sans nouvelle depuis 2024 · 3 organismes sur 8",
        "Accepted in part or on a condition · without news since 2024 · 3 offices of 8"),
    "R13: it closes everything on its own website": (
        [replies(R.ACCEPTED, "2021-01-01"), shown(W.DONE, "2023-01-20", Basis.STATED)],
        "Reprise (selon l’organisme)", "Taken up (according to the office)"),
    "R15: it accepts, refuses, accepts again, and a law does it": (
        [replies(R.ACCEPTED, "2022-10-30"), replies(R.NOT_ACCEPTED, "2023-05-18"),
         replies(R.ACCEPTED, "2025-07-04", channel=Channel.STATEMENT), shown(W.DONE, "2026-04-06")],
        "Reprise", "Taken up"),
    "R17: it accepts, a law is needed, and it names its own year": (
        [replies(R.ACCEPTED, "2026-02-26", W.UNDER_WAY, names="2028-12-31")],
        "Mise en œuvre engagée (selon l’organisme)", "Action under way (according to the office)"),
    "R19: it was being done before anybody asked": ([replies(R.ALREADY, "2025-02-26")],
        "Déjà en place, dit l’organisme", "Already in place, the office says"),
    "R21: it accepts, then another ministry says in parliament that it goes no further": (
        [replies(R.ACCEPTED, "2023-05-22"), replies(
            R.NOT_ACCEPTED, "2025-04-09", signed_by="Un autre ministère", source_url="https://parlement.example/1")],
        "Acceptée puis abandonnée", "Accepted, then dropped"),
    "R23: it accepts the problem and not the answer, and the commission says so": (
        [replies(R.IN_PRINCIPLE, "2023-05-22"), says(J.DOES_NOT_MEET)],
        "Acceptée en partie ou sous condition · la commission n’est pas de cet avis · sans nouvelle depuis 2023",
        "Accepted in part or on a condition · the commission disagrees · without news since 2023"),
    "R25: a bill falls with an election, and the next government takes it up": (
        [replies(R.ACCEPTED, "2023-05-22", W.UNDER_WAY), replies(on="2024-05-30", work=W.STOPPED),
         replies(on="2025-01-06", work=W.UNDER_WAY, signed_by="Le gouvernement suivant")],
        "Mise en œuvre engagée (selon l’organisme) · sans nouvelle depuis 2025",
        "Action under way (according to the office) · without news since 2025"),
    "R27: it says that this is for parliament": ([replies(R.NOT_THEIRS, "2023-05-22", elsewhere="le parlement")],
        "À adresser ailleurs", "To be sent elsewhere"),
    "R29: nobody answers": ([], "Sans réponse à ce jour", "No reply to date"),
    "R31: it is brought together with another, which the body has accepted": (
        [replies(R.ACCEPTED), merges()],
        "Suivie désormais avec une autre : 2026-01/R2", "Followed from now on with another: 2026-01/R2"),
    "R33: it accepts the part that is its own, and says whose the rest is": (
        [replies(R.ACCEPTED_IN_PART, "2025-03-01", elsewhere="le ministère des Transports")],
        "Acceptée en partie ou sous condition · sans nouvelle depuis 2025",
        "Accepted in part or on a condition · without news since 2025"),
    "R35: it studies it with others, and names no day": ([replies(R.UNDER_STUDY, "2025-03-01")],
        "À l’étude · sans nouvelle depuis 2025", "Under study · without news since 2025"),
    "R37: it says it has enough, and asks to close it": ([replies(R.ALREADY, "2022-06-01")],
        "Déjà en place, dit l’organisme", "Already in place, the office says"),
    "R39: it says it is at work, and nine years later the commission stops": (
        [replies(R.ACCEPTED, "2022-06-01", W.UNDER_WAY), stops()],
        "Mise en œuvre engagée (selon l’organisme) · sans nouvelle depuis 2022 · suivi arrêté",
        "Action under way (according to the office) · without news since 2022 · no longer followed"),
    "R41: it refuses, and the commission goes on asking": ([replies(R.NOT_ACCEPTED, "2022-06-01")],
        "Non retenue", "Not accepted"),
    "R43: it would accept other words": ([replies(R.IN_PRINCIPLE, "2022-06-01")],
        "Acceptée en partie ou sous condition · sans nouvelle depuis 2022",
        "Accepted in part or on a condition · without news since 2022"),
    "R45: it says it did a part, which nobody has ever seen": (
        [replies(R.ACCEPTED_IN_PART, "2022-06-01", W.DONE)],
        "Reprise en partie (selon l’organisme)", "Taken up in part (according to the office)"),
    "R47: an associated body accepts in principle, whoever is responsible is silent": (
        [(1, 1), replies(R.IN_PRINCIPLE, "2022-06-01", to=(1,))],
        "Sans réponse à ce jour", "No reply to date"),
    "R49: it wants more work, and the commission stops following": (
        [replies(R.UNDER_STUDY, "2022-06-01"), stops()],
        "À l’étude · sans nouvelle depuis 2022 · suivi arrêté",
        "Under study · without news since 2022 · no longer followed"),
    "R51: the state and one region have done it, another region is silent": (
        [3, replies(R.ACCEPTED, "2023-06-01", to=(0, 1), signed_by="L’État et une région"), shown(W.DONE),
         shown(W.DONE, to=1)],
        "Reprise en partie · 1 sans réponse sur 3", "Taken up in part · no reply from 1 of 3"),
    "R53: it fights in court those it had promised to compensate": (
        [replies(R.ACCEPTED, "2022-06-01"), shown(W.STOPPED, "2024-02-01", note="Un procès est en cours.")],
        "À l’arrêt · sans nouvelle depuis 2024", "Stalled · without news since 2024"),
    "R55: it writes its answer anew, and leaves out what mattered": (
        [replies(R.ACCEPTED, "2022-06-01"), replies(R.ACCEPTED, "2024-09-01")],
        "Acceptée, suite attendue · sans nouvelle depuis 2024", "Accepted, action awaited · without news since 2024"),
    "R57: a plan exists, and it is called work": ([replies(R.ACCEPTED, "2022-06-01", W.UNDER_WAY)],
        "Mise en œuvre engagée (selon l’organisme) · sans nouvelle depuis 2022",
        "Action under way (according to the office) · without news since 2022"),
    "R59: the body that was at work is abolished": (
        [replies(R.ACCEPTED, "2023-06-01", W.UNDER_WAY), is_abolished],
        "Mise en œuvre engagée (selon l’organisme) · sans nouvelle depuis 2023 · organisme disparu : voir son "
        "successeur",
        "Action under way (according to the office) · without news since 2023 · this office no longer exists: see its "
        "successor"),
    "R61: it asks for more time": ([replies(R.ACKNOWLEDGED, "2022-03-01")],
        "Sans réponse à ce jour", "No reply to date"),
    "R63: it notes, as diplomats do": ([replies(R.NO_POSITION, "2023-09-29", channel=Channel.STATEMENT)],
        "Répondu sans se prononcer", "Replied without a position"),
    "R65: the head of state refuses it aloud": ([replies(R.NOT_ACCEPTED, "2022-12-14", channel=Channel.STATEMENT)],
        "Non retenue", "Not accepted"),
    "R67: a minister says in parliament that much of a plan comes from it, and names nothing": (
        [replies(R.NO_POSITION, "2023-03-08", channel=Channel.STATEMENT, signed_by="Cinq ministères",
                 source_url="https://parlement.example/2")],
        "Répondu sans se prononcer", "Replied without a position"),
    "R69: it gives itself a mark, and shows nothing": ([replies(R.ACCEPTED, "2025-10-01", W.DONE)],
        "Reprise (selon l’organisme)", "Taken up (according to the office)"),
    "R71: it studies it until a day, and is merged into another before": (
        [replies(R.UNDER_STUDY, "2022-06-01", names="2023-01-31"), is_abolished],
        "À l’étude · sans nouvelle depuis 2022 · date annoncée dépassée · organisme disparu : voir son successeur",
        "Under study · without news since 2022 · announced date passed · this office no longer exists: see its "
        "successor"),
    "R73: whoever leads does it, the associated body refuses": (
        [(1, 1), replies(R.ACCEPTED, work=W.DONE), replies(R.NOT_ACCEPTED, to=(1,))],
        "Reprise (selon l’organisme) · 1 refus", "Taken up (according to the office) · 1 refusal"),
    "F1: an article of the code covers it already, it says": ([replies(R.ALREADY, "2024-05-02")],
        "Déjà en place, dit l’organisme", "Already in place, the office says"),
    "F3: the same request is made five times, and the commission says that nothing came": (
        [replies(R.ACCEPTED, "2023-05-02", W.UNDER_WAY), says(J.NOTHING_CHANGED)],
        "Mise en œuvre engagée (selon l’organisme) · la commission n’est pas de cet avis · sans nouvelle depuis 2023",
        "Action under way (according to the office) · the commission disagrees · without news since 2023"),
    "F5: it declares it done, and an independent body counts otherwise": (
        [replies(R.ACCEPTED, "2022-10-01", W.DONE), shown(W.PARTLY_DONE, "2023-01-12")],
        "Reprise en partie", "Taken up in part"),
}


def test_there_are_forty():
    assert len(ROWS) == 40


def situation(deeds) -> Situation:
    first = deeds[0] if deeds else 1
    many = first if isinstance(first, tuple) else (first if isinstance(first, int) else 1, 0)
    made = Situation(*many)
    for deed in deeds:
        if callable(deed):
            deed(made)
    return made


def read(site, asked: Recommendation, language: str) -> str:
    """What stands on the page, as a reader reads it."""
    with site.app.test_request_context(), speaking(language):
        page = render_template_string(PAGE, asked=asked, today=TODAY)
    return " ".join(re.sub(r"<[^>]*>", "", drop(page)).replace("\u00a0", " ").split())


@pytest.mark.parametrize("told", ROWS)
def test_what_really_happened_reads_truly_in_both_languages(shared_site, told):
    deeds, french, english = ROWS[told]
    asked = situation(deeds).asked
    assert read(shared_site, asked, "fr") == french
    assert read(shared_site, asked, "en") == english


def test_what_is_followed_with_another_leaves_the_counts_and_what_is_closed_stays():
    merged, closed = (situation(ROWS[told][0]).asked for told in ROWS if told[:3] in ("R31", "R39"))
    assert (merged.is_counted, closed.is_counted, closed.is_followed) == (False, True, False)


def test_what_was_seen_to_be_done_is_not_only_declared_once_the_body_says_it_too(shared_site):
    seen = [replies(R.ACCEPTED, "2023-01-01"), shown(W.DONE, "2024-02-01", Basis.SEEN)]
    assert read(shared_site, situation([*seen, replies(work=W.DONE)]).asked, "fr") == "Reprise"
    undone = [*seen, shown(W.DROPPED, "2024-06-01", Basis.SEEN), replies(work=W.DONE)]
    assert read(shared_site, situation(undone).asked, "fr") == "Reprise (selon l’organisme)"


@pytest.mark.parametrize(("then", "late"), [(R.ACCEPTED, True), (R.UNDER_STUDY, False), (R.NOT_ACCEPTED, False)])
def test_a_day_that_was_named_stands_though_the_same_is_said_again_without_it(then, late):
    asked = situation([replies(R.ACCEPTED, "2024-01-01", names="2025-06-01"), replies(then, "2025-12-01")]).asked
    assert summarise(asked, TODAY).stale == late


def test_of_two_bodies_one_has_done_it_and_the_other_has_time_to_answer():
    asked = situation([2, replies(R.ACCEPTED, "2022-02-01", W.DONE)]).asked
    assert [each.agree for each in (summarise(asked, date(2022, 3, 1)), summarise(asked, TODAY))] == [1, 0]


def test_a_body_says_it_is_already_in_place_and_the_commission_is_content(shared_site):
    asked = situation([replies(R.ALREADY), says(J.MEETS)]).asked
    assert read(shared_site, asked, "fr") == "Déjà en place, dit l’organisme · la commission s’en satisfait"
    assert read(shared_site, asked, "en") == "Already in place, the office says · the commission is satisfied with it"
