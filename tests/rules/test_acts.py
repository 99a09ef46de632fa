"""Each act on a text: what it writes in the journal, word for word, and that it asks the rules first."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from commission.derived.merge import Draft
from commission.models import Change, Commission, Manner, Opinion, Referral, Seat, Source, Subject
from commission.rooms.publishing import acts as publishing
from commission.rooms.publishing import versions
from commission.rooms.publishing.numbering import Numbering, Place
from commission.rooms.releasing import redacting
from commission.rooms.sittings import acts as sittings
from commission.rooms.voting import acts as voting
from commission.rooms.voting import paper
from commission.rooms.writing import acts as writing
from commission.rooms.writing import amendments, remarks
from commission.rules import procedure
from commission.rules.journal import Deed
from commission.rules.procedure import Refused
from further_stages import (
    FRESH,
    acts_asked_about,
    amended,
    corrected,
    counted,
    earlier,
    earlier_published,
    mended,
    numbering,
    on_paper,
    recorded,
    remarked,
    told_late,
    unwanted,
)
from stages import LATER, NOW, TODAY, WEEK, Story, added, person

LATE, NEXT = LATER.date(), TODAY + timedelta(days=1)


# --- what is done ----------------------------------------------------------------------------------------------------
def edit(s: Story, who):
    writing.edit(who, s.opinion, s.opinion.current, Draft("Autre titre", [FRESH]), NOW)


def put_aside(story: Story) -> Story:
    story.drafting()
    writing.set_aside(story.keeper, story.opinion, "hors sujet", NOW)
    return story


def step(act: str, why: str = ""):
    return lambda s, who: writing.step(who, act, s.opinion, NOW, *([why] if why else []))


def reword(s: Story, who):
    first = s.opinion.wordings[1]
    asked = amendments.Proposal(Change.REWORD, first.passage, "plus clair",
                                replace(first, text="Demander justice fait très peur."))
    amendments.amend(who, s.opinion, s.opinion.current, asked, NOW)


def prepare(s: Story, who):
    voting.prepare_poll(who, s.opinion, s.members, voting.Plan(NOW, NOW + WEEK, Subject.ARTICLES), NOW)


def stands(s: Story) -> dict:
    return {"text": s.opinion.current.fingerprint, "why": ""}


def because(why: str):
    return lambda s: {"text": s.opinion.current.fingerprint, "why": why}


PREPARED = {"poll": 1, "roll": 12, "quorum": 7, "majority": "simple", "subject": "articles", "secrecy": "open",
            "opens_at": "2026-03-02T09:00:00+00:00", "closes_at": "2026-03-09T09:00:00+00:00"}
SUMMED = {"summary": "Court.", "translated": {"en": {"title": "Title", "summary": "Short."}}}
ADOPTED = {"poll": 1, "verdict": "adopted", "number": "2026-01"}

# The act, where it can be done, by whom, how, what its line in the journal says, and of what day.
ACTS = [
    ("refer", lambda s: s, "keeper", lambda s, who: writing.refer(who, "Titre", NOW, Referral(
        source=Source.BODY, asked_by="un ministère", question="Que dire ?", received_on=TODAY)), {}, TODAY),
    ("enter_earlier", lambda s: s, "keeper", lambda s, who: writing.enter_earlier(who, "Titre", NOW), {}, None),
    ("take_up", Story.referred, "keeper", step("take_up"), stands, None),
    ("set_aside", Story.drafting, "keeper", lambda s, who: writing.set_aside(who, s.opinion, "hors sujet", NOW),
     because("hors sujet"), None),
    ("take_up_again", put_aside, "keeper", lambda s, who: writing.take_up_again(who, s.opinion, NOW),
     lambda s: {"text": s.opinion.current.fingerprint}, None),
    ("withdraw_remark", remarked, "member", lambda s, who: remarks.withdraw(who, remark(s), NOW), {}, None),
    ("hide_remark", remarked, "keeper", lambda s, who: remarks.hide(who, remark(s), "un nom", NOW), {"why": "un nom"},
     None),
    ("edit", Story.drafting, "member", edit, lambda s: {"n": 2, "text": s.opinion.current.fingerprint}, None),
    ("open_comments", Story.written, "keeper",
     lambda s, who: writing.discuss(Deed(who, "open_comments", s.opinion, NOW), NEXT),
     lambda s: stands(s) | {"until": "2026-03-03"}, None),
    ("comment", Story.deliberation, "member",
     lambda s, who: remarks.comment(who, s.opinion.passages[0], "Trop long.", NOW), {}, None),
    ("comment", remarked, "member",
     lambda s, who: remarks.reply(who, remark(s), "Non.", NOW), {}, None),
    ("resolve", remarked, "keeper", lambda s, who: remarks.resolve(who, remark(s), "fait", NOW), {}, None),
    ("amend", Story.deliberation, "member", reword,
     lambda s: {"amendment": 1, "fingerprint": s.opinion.amendments[0].fingerprint}, None),
    ("settle_amendment", amended, "keeper", lambda s, who: amendments.accept(who, s.opinion.amendments[0], "", NOW),
     {"amendment": 1, "fate": "accepted"}, None),
    ("settle_amendment", amended, "keeper", lambda s, who: amendments.reject(who, s.opinion.amendments[0], "non", NOW),
     {"amendment": 1, "fate": "rejected"}, None),
    ("settle_amendment", amended, "keeper",
     lambda s, who: amendments.put_to_vote(who, s.opinion.amendments[0], "", NOW),
     {"amendment": 1, "fate": "put_to_vote"}, None),
    ("ask_vote", amended, "member", lambda s, who: amendments.ask_vote(who, s.opinion.amendments[0], NOW),
     {"amendment": 1, "fate": "put_to_vote"}, None),
    ("take_back", amended, "member", lambda s, who: amendments.take_back(who, s.opinion.amendments[0], NOW),
     {"amendment": 1, "fate": "withdrawn"}, None),
    ("redraft", Story.deliberation, "keeper", step("redraft", "trop long"), because("trop long"), None),
    ("freeze", Story.deliberation, "keeper", step("freeze"), stands, None),
    ("set_discussion_end", Story.deliberation, "keeper",
     lambda s, who: writing.set_discussion_end(who, s.opinion, NEXT, NOW),
     {"until": "2026-03-03", "former": "2026-03-09"}, None),
    ("warn", Story.drafting, "member", lambda s, who: writing.warn(who, s.opinion, ["justice", "violence"], NOW),
     {"topics": ["violence", "justice"]}, None),
    ("reopen", Story.frozen, "keeper",
     lambda s, who: writing.discuss(Deed(who, "reopen", s.opinion, NOW), NEXT, "une faute"),
     lambda s: because("une faute")(s) | {"until": "2026-03-03"}, None),
    ("prepare_poll", Story.frozen, "keeper", prepare,
     lambda s: PREPARED | {"text": s.opinion.current.fingerprint}, None),
    ("open_poll", Story.prepared, "keeper", lambda s, who: voting.open_poll(who, s.opinion, NOW), {"poll": 1}, None),
    ("close_poll", Story.voted, "keeper",
     lambda s, who: voting.close_poll(who, s.opinion, numbering(s), LATER), ADOPTED, None),
    ("enter_count", on_paper, "keeper", lambda s, who: paper.enter_count(who, s.opinion, [[7, 2, 1]], LATER),
     {"poll": 1, "papers": 10}, None),
    ("drop_count", counted, "other", lambda s, who: paper.drop_count(who, s.opinion, LATER), {"poll": 1}, None),
    ("confirm_count", counted, "member",
     lambda s, who: paper.confirm_count(who, s.opinion, numbering(s), LATER), ADOPTED, None),
    ("give_up_count", on_paper, "keeper", lambda s, who: voting.give_up_count(who, s.opinion, "perdu", LATER),
     {"poll": 1, "why": "perdu"}, None),
    ("cancel_poll", Story.voting, "keeper", lambda s, who: voting.cancel_poll(who, s.opinion, "erreur", NOW),
     {"poll": 1, "why": "erreur"}, None),
    ("record_earlier", earlier, "keeper", lambda s, who: publishing.record_earlier(
        who, s.opinion, Numbering(s.register, house(), date(2024, 3, 21)), "l’original", NOW), {"number": "D-2026-01"},
     date(2024, 3, 21)),
    ("correct_adoption", recorded, "keeper", lambda s, who: publishing.correct_adoption(
        who, s.opinion, Numbering(s.register, house(), date(2024, 5, 2)), Place(s.register), LATER),
     {"number": "D-2026-01", "former": "2024-03-21"}, date(2024, 5, 2)),
    ("agree", Story.adopted, "keeper",
     lambda s, who: publishing.agree(who, s.opinion, publishing.Agreement(LATE, Manner.MAJORITY, "une réserve"), LATER),
     {"manner": "majority", "reservation": "une réserve"}, LATE),
    ("summarise", Story.adopted, "member",
     lambda s, who: publishing.summarise(who, s.opinion, *SUMMED.values(), LATER), SUMMED, None),
    ("classify", Story.adopted, "keeper",
     lambda s, who: publishing.classify(who, s.opinion.recommendations[1], "justice", {"en": {"title": "News"}}, LATER),
     {"recommendation": 2, "theme": "justice"}, None),
    ("sign", Story.ready, "other", lambda s, who: publishing.sign(who, s.opinion, LATER),
     lambda s: {"printed": s.opinion.printed}, None),
    ("publish", Story.ready, "keeper", lambda s, who: publishing.publish(who, s.opinion, LATE, LATER),
     lambda s: {"number": "2026-01", "printed": s.opinion.printed}, LATE),
    ("correct", Story.published, "keeper",
     lambda s, who: versions.correct(who, s.opinion, mended(s), "une lettre", LATER),
     lambda s: {"n": 3, "text": s.opinion.correction.fingerprint, "why": "une lettre"}, None),
    ("accept_correction", corrected, "member",
     lambda s, who: versions.accept_correction(who, s.opinion, LATE, LATER),
     lambda s: {"version": 2, "text": s.opinion.current.fingerprint, "why": "une lettre"}, LATE),
    ("drop_correction", corrected, "keeper", lambda s, who: versions.drop_correction(who, s.opinion, LATER),
     {"n": 3}, None),
    ("revise", Story.published, "keeper", lambda s, who: versions.revise(who, s.opinion, "tout a changé", LATER),
     {"why": "tout a changé"}, None),
    ("enter_version", earlier_published, "keeper", lambda s, who: versions.enter_version(who, s.opinion, LATER),
     {}, None),
    ("tell", told_late, "keeper", lambda s, who: versions.tell(who, s.opinion, LATE, LATER), {"version": 2}, LATE),
    ("ask_withdrawal", Story.published, "keeper",
     lambda s, who: publishing.ask_withdrawal(who, s.opinion, "une raison", LATER), {"why": "une raison"}, None),
    ("keep_published", unwanted, "keeper", lambda s, who: publishing.keep_published(who, s.opinion, LATER), {}, None),
    ("withdraw", unwanted, "member", lambda s, who: publishing.withdraw(who, s.opinion, LATE, LATER),
     {"number": "2026-01", "why": "une raison"}, LATE),
    ("redact", Story.published, "member",
     lambda s, who: redacting.redact(Deed(who, "redact", s.opinion, LATER), redacting.Names("AVOCATE"),
                                     [s.opinion.current], LATE), {"places": 1}, LATE),
    ("ask_agenda", Story.deliberation, "member", lambda s, who: sittings.ask_agenda(who, s.opinion, None, NOW),
     {}, None),
]


def remark(story: Story):
    return added(story.opinion.passages[0], "comments")[0]


def house() -> Commission:
    return Commission(name="C", founded_on=date(2026, 1, 1), number_prefix="D-")


def lines(story: Story) -> list:
    """What the journal says of these people, in order."""
    people = [story.keeper, story.other, *story.members]
    return sorted((line for each in people for line in added(each, "deeds")),
                  key=lambda line: line.born)

@pytest.mark.parametrize(("act", "stage", "seat", "do", "said", "day"), ACTS)
def test_an_act_asks_about_itself_and_writes_its_line(monkeypatch, act, stage, seat, do, said, day):
    story = stage(Story())
    actor = story.members[0] if seat == "member" else getattr(story, seat)
    before = len(lines(story))
    asked = acts_asked_about(monkeypatch)
    do(story, actor)
    assert asked[0] == act
    line = next(line for line in lines(story)[before:] if line.act == act)
    assert (line.actor, line.effective_on) == (actor, day)
    assert line.details == (said(story) if callable(said) else said)


@pytest.mark.parametrize(("act", "stage", "seat", "do", "said", "day"), ACTS)
def test_an_act_asks_the_rules_before_anything_else(act, stage, seat, do, said, day):
    story = stage(Story())
    gone = person("Partie", Seat.MEMBER if seat == "member" else Seat.FACILITATOR, left_on=TODAY)
    before, written = facts(story.opinion), len(lines(story))
    with pytest.raises(Refused, match="This can be done by"):
        do(story, gone)
    assert (facts(story.opinion), len(lines(story))) == (before, written)
    assert added(gone, "deeds") == []


def facts(opinion: Opinion | None) -> dict:
    """All that a text says of itself, and what is bound to it."""
    bound = ("current", "correction", "next", "poll", "amendments", "signatures", "wishes")
    return {name: getattr(opinion, name) if name != "amendments" else [each.fate for each in opinion.amendments]
            for name in [*Opinion.__table__.columns.keys(), *bound]} if opinion else {}


def test_every_act_on_a_text_is_here():
    """Those of secret votes and of the follow-up have files of their own."""
    elsewhere = {
        "lose_poll",  # with older copies, which the server puts back
        "cast", "check_key", "confirm_setup", "count", "ask_secrecy", "address", "unaddress", "send", "reply", "report",
        "assess", "pause", "resume", "remind", "readdress", "follow_with", "stop_following", "follow_again",
        "correct_sending", "correct_entry", "open_link", "pass_on", "hand_back", "close_link", "go_above",
        "declare_silence", "note_echo"}
    assert {act for act, *_ in ACTS} | elsewhere == set(procedure.ACTS) | {"refer", "enter_earlier"}
