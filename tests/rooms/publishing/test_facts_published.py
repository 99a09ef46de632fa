"""What each act of publishing and correcting sets down, fact by fact."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from commission.derived.merge import Draft
from commission.models import Choice, Commission, Kind, Manner, Register, Status, Wording
from commission.rooms.publishing import acts as publishing
from commission.rooms.publishing import versions
from commission.rooms.publishing.acts import Agreement
from commission.rooms.publishing.numbering import Numbering, Place, renumber
from commission.rooms.voting import acts as voting
from commission.rooms.writing import acts as writing
from commission.rules.procedure import Refused
from further_stages import FRESH, earlier, mended, numbering, unwanted
from stages import ENGLISH, LATER, NOW, WEEK, Story, added

LATE = LATER.date()
MUCH_LATER = LATER + 4 * WEEK


# --- the number ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("last", "prefix", "number"), [(0, "", "2026-01"), (8, "", "2026-09"), (9, "V-", "V-2026-10"),
                                                        (99, "", "2026-100")])
def test_a_number_is_the_next_of_its_year(last, prefix, number):
    story, register = Story().frozen(), Register(year=2026, last=last)
    Numbering(register, Commission(name="C", number_prefix=prefix), LATE).give(story.opinion)
    assert (story.opinion.number, story.opinion.adopted_on) == (number, LATE)
    assert (register.last, register.last_on) == (last + 1, LATE)
    assert [(each.n, each.passage.uid) for each in story.opinion.recommendations] == list(
        enumerate((w.passage for w in story.opinion.wordings if w.kind == Kind.RECOMMENDATION), 1))


def test_an_earlier_avis_is_recorded_with_its_document():
    story = earlier(Story())
    house = Commission(name="C", founded_on=date(2026, 1, 1), number_prefix="D-")
    publishing.record_earlier(story.keeper, story.opinion, Numbering(Register(year=2024), house, date(2024, 3, 21)),
                              "l’original", NOW)
    assert (story.opinion.status, story.opinion.number, story.opinion.adopted_on, story.opinion.source_document) == (
        Status.ADOPTED, "D-2024-01", date(2024, 3, 21), "l’original")


@pytest.mark.parametrize("day", [date(2025, 12, 31), date(2024, 3, 21)])
def test_an_avis_of_the_day_before_the_founding_is_earlier(day):
    story = earlier(Story())
    register, house = Register(year=day.year, last=1, last_on=day), Commission(name="C", founded_on=date(2026, 1, 1))
    publishing.record_earlier(story.keeper, story.opinion, Numbering(register, house, day), "l’original", NOW)
    assert story.opinion.number == f"{day.year}-02"


def recorded(day: date, register: Register) -> tuple[Story, Commission]:
    story, house = earlier(Story()), Commission(name="C", founded_on=date(2026, 1, 1))
    publishing.record_earlier(story.keeper, story.opinion, Numbering(register, house, day), "l’original", NOW)
    return story, house


@pytest.mark.parametrize(("place", "day", "number"), [
    ((None, None), date(2024, 7, 1), "2024-03"), ((date(2024, 3, 1), date(2024, 4, 1)), date(2024, 4, 1), "2024-03"),
    ((date(2024, 3, 1), None), date(2023, 5, 2), "2023-02")])
def test_the_day_of_an_earlier_avis_is_corrected_and_its_number_follows(place, day, number):
    y2024, y2023 = Register(year=2024, last=2), Register(year=2023, last=1, last_on=date(2023, 5, 2))
    story, house = recorded(date(2024, 3, 21), y2024)
    numbering = Numbering(y2024 if day.year == 2024 else y2023, house, day)
    assert numbering.coming(story.opinion) == number
    publishing.correct_adoption(story.keeper, story.opinion, numbering, Place(y2024, *place), NOW)
    assert (story.opinion.number, story.opinion.adopted_on) == (number, day)
    if day.year == 2023:
        assert (y2024.last, y2024.last_on, y2023.last, y2023.last_on) == (2, place[0], 2, day)
    else:
        assert (y2024.last, y2024.last_on) == (3, date(2024, 3, 21) if place[1] else day)


@pytest.mark.parametrize(("place", "day", "why"), [
    ((date(2024, 3, 1), None), date(2024, 2, 28), "Numbers follow the days"),
    ((None, date(2024, 4, 1)), date(2024, 4, 2), "Numbers follow the days"),
    ((None, date(2024, 4, 1)), date(2023, 6, 1), "Numbers follow the days"),
    ((None, None), date(2023, 5, 1), "has its number already"), ((None, None), date(2026, 1, 1), "before the site")])
def test_a_day_that_would_put_numbers_out_of_order_is_refused_and_nothing_is_changed(place, day, why):
    y2024, y2023 = Register(year=2024, last=2), Register(year=2023, last=1, last_on=date(2023, 5, 2))
    story, house = recorded(date(2024, 3, 21), y2024)
    numbering = Numbering({2023: y2023, 2024: y2024}.get(day.year, Register(year=day.year)), house, day)
    with pytest.raises(Refused, match=why):
        publishing.correct_adoption(story.keeper, story.opinion, numbering, Place(y2024, *place), NOW)
    assert (story.opinion.number, story.opinion.adopted_on, y2024.last) == ("2024-03", date(2024, 3, 21), 3)


# --- what is printed -------------------------------------------------------------------------------------------------
def test_an_agreement_a_summary_and_a_theme_are_kept():
    story = Story().adopted()
    publishing.agree(story.keeper, story.opinion, Agreement(LATE, Manner.MAJORITY, "Une réserve."), LATER)
    publishing.summarise(story.members[0], story.opinion, "Court.", ENGLISH, LATER)
    publishing.classify(story.keeper, story.opinion.recommendations[1], "justice", {"en": {"title": "News"}}, LATER)
    opinion = story.opinion
    assert (opinion.agreed_on, opinion.manner, opinion.reservation) == (LATE, Manner.MAJORITY, "Une réserve.")
    assert (opinion.summary, opinion.translated) == ("Court.", ENGLISH)
    assert [(each.theme, each.translated) for each in opinion.recommendations] == [
        ("", {}), ("justice", {"en": {"title": "News"}})]


def test_nothing_may_be_said_of_how_it_was_adopted():
    story = Story().adopted()
    publishing.agree(story.keeper, story.opinion, Agreement(LATE), LATER)
    assert (story.opinion.agreed_on, story.opinion.manner, story.opinion.reservation) == (LATE, None, "")


def test_a_signature_bears_its_person_what_is_signed_and_when():
    story = Story().ready()
    first, second = story.opinion.signatures
    assert (first.member, second.member) == (story.keeper, story.members[3])
    assert (first.fingerprint, first.at) == (story.opinion.printed, LATER)


def test_publishing_makes_the_first_public_version():
    story = Story().published()
    opinion, current = story.opinion, story.opinion.current
    assert (opinion.status, opinion.published_on) == (Status.PUBLISHED, LATE)
    assert (current.version, current.issued_on, current.adopted_on) == (1, LATE, LATE)


def test_a_withdrawal_is_asked_dropped_and_carried_out():
    story = unwanted(Story())
    opinion = story.opinion
    assert (opinion.withdrawal_why, opinion.withdrawal_asked_by) == ("une raison", story.keeper)
    publishing.keep_published(story.other, opinion, LATER)
    assert (opinion.withdrawal_why, opinion.withdrawal_asked_by, opinion.status) == (None, None, Status.PUBLISHED)
    publishing.ask_withdrawal(story.other, opinion, "une autre", LATER)
    publishing.withdraw(story.keeper, opinion, LATE, LATER)
    assert (opinion.status, opinion.withdrawn_on, opinion.withdrawal_why) == (Status.WITHDRAWN, LATE, "une autre")


# --- corrections -----------------------------------------------------------------------------------------------------
def test_a_correction_bears_its_author_its_note_and_two_signatures():
    story = Story().published()
    before = story.opinion.current
    fresh = versions.correct(story.keeper, story.opinion, mended(story), "une lettre", LATER)
    assert (fresh.author, fresh.at, fresh.reason, fresh.n) == (story.keeper, LATER, "une lettre", before.n + 1)
    assert story.opinion.current is before and story.opinion.correction is fresh
    sign = story.opinion.signatures[-1]
    assert (sign.member, sign.fingerprint, sign.at) == (story.keeper, story.opinion.printed_with(fresh), LATER)
    versions.accept_correction(story.members[0], story.opinion, LATE, MUCH_LATER)
    assert story.opinion.current is fresh and story.opinion.correction is None
    assert (fresh.version, fresh.issued_on, fresh.adopted_on) == (2, LATE, None)
    sign = story.opinion.signatures[-1]
    assert (sign.member, sign.fingerprint, sign.at) == (story.members[0], story.opinion.printed, MUCH_LATER)


def test_before_publication_nobody_signs_for_who_corrects():
    story = Story().ready()
    fresh = versions.correct(story.keeper, story.opinion, mended(story), "une lettre", LATER)
    assert story.opinion.current is fresh and story.opinion.correction is None and len(story.opinion.signatures) == 2
    assert (fresh.author, fresh.reason, fresh.version) == (story.keeper, "une lettre", None)


def test_a_correction_mends_each_part_of_a_passage_and_the_title():
    story = Story().published()
    wordings = [replace(w, **{part: f"{getattr(w, part)}!" for part in ("text", "title", "why", "sign")
                              if getattr(w, part)}) for w in story.opinion.wordings]
    versions.correct(story.keeper, story.opinion, Draft(story.opinion.title + "!", wordings), "partout", LATER)
    assert story.opinion.correction.title.endswith("!")


def test_passages_of_the_same_shape_do_not_change_places():
    story = Story().published()
    first = story.opinion.wordings[1]
    second = replace(first, passage="2" * 24)
    story.opinion.current = story.opinion.revise(story.title, [first, second], author=None, at=NOW)
    with pytest.raises(Refused, match="adds, moves and empties nothing"):
        versions.correct(story.keeper, story.opinion, Draft(story.title, [second, first]), "ordre", LATER)


def test_a_dropped_correction_leaves_the_text_as_it_is():
    story = Story().published()
    before = story.opinion.current
    versions.correct(story.keeper, story.opinion, mended(story), "une lettre", LATER)
    versions.drop_correction(story.other, story.opinion, LATER)
    assert story.opinion.correction is None and story.opinion.current is before
    with pytest.raises(Refused, match="must have written the correction"):
        versions.drop_correction(story.other, story.opinion, LATER)


# --- new versions ----------------------------------------------------------------------------------------------------
def begun(act=None) -> tuple[Story, Story]:
    """A published avis, and the text that is to replace its words."""
    story, fresh = Story().published(), Story()
    story.opinion.source_document = "" if act is None else "l’original"
    fresh.keeper, fresh.other, fresh.members = story.keeper, story.other, story.members
    fresh.opinion = act(story.keeper, story.opinion, LATER) if act else versions.revise(
        story.keeper, story.opinion, "tout a changé", LATER)
    return story, fresh


@pytest.mark.parametrize(("act", "status"), [(None, Status.DRAFTING), (versions.enter_version, Status.EARLIER)])
def test_a_new_version_begins_with_the_words_of_the_one_before(act, status):
    story, fresh = begun(act)
    copy = fresh.opinion
    assert (copy.status, copy.title, copy.wordings) == (status, story.opinion.title, story.opinion.wordings)
    assert (copy.translated, copy.summary) == (ENGLISH, "")
    assert (copy.current.author, copy.current.at, copy.current.n) == (story.keeper, LATER, 1)
    assert [p.uid for p in copy.passages] == [p.uid for p in story.opinion.passages]
    assert story.opinion.next is copy and copy.revises is story.opinion and copy.number is None
    line = added(copy, "events")[-1]
    assert (line.act, line.actor, line.details) == ("begin_version", story.keeper, {"status": status.value})


def test_a_version_that_replaced_an_avis_has_no_place_among_its_numbers():
    story, fresh = begun(versions.enter_version)
    house = Commission(name="C", founded_on=date(2030, 1, 1))
    day = [LATER.date() + timedelta(days=n) for n in range(9)]
    fresh.write(FRESH)
    publishing.record_earlier(story.keeper, fresh.opinion, Numbering(story.register, house, day[4]), "copie", LATER)
    known = story.register.last, story.register.last_on
    for place, right in ((Place(story.register, day[6], day[7]), day[2]), (Place(story.register), day[8])):
        publishing.correct_adoption(story.keeper, fresh.opinion, Numbering(story.register, house, right), place, LATER)
        assert fresh.opinion.adopted_on == right and (story.register.last, story.register.last_on) == known
    another, number = Numbering(Register(year=2027), house, date(2027, 1, 5)), fresh.opinion.number
    assert another.coming(fresh.opinion) == number
    publishing.correct_adoption(story.keeper, fresh.opinion, another, Place(story.register), LATER)
    assert (fresh.opinion.number, another.register.last, (story.register.last, story.register.last_on)) == (
        number, 0, known), "nor does it take one in another year"


def test_a_new_version_puts_all_that_is_printed_in_the_place_of_the_old():
    story, fresh = begun()
    opinion, draft = story.opinion, fresh.opinion
    first, second = opinion.recommendations
    third = Wording("3" * 24, Kind.RECOMMENDATION, "Un lieu sûr.", "Un lieu")
    fresh.title = "Être écoutée"
    before = opinion.current
    fresh.write(*[w for w in draft.wordings if w.passage != first.passage.uid], third)
    for act in ("open_comments", "freeze"):
        writing.step(fresh.keeper, act, draft, LATER)
    fresh.now_voting(LATER)
    for member in fresh.members:
        voting.cast(member, draft, [Choice.FOR], LATER)
    voting.close_poll(fresh.keeper, draft, numbering(fresh), MUCH_LATER)
    assert (draft.number, draft.recommendations, fresh.register.last) == ("2026-01 v2", [], 0)
    publishing.agree(fresh.keeper, draft, Agreement(date(2026, 4, 1), Manner.CONSENSUS, "Autre réserve."), MUCH_LATER)
    publishing.summarise(fresh.keeper, draft, "Nouveau.", {"en": {"summary": "New."}}, MUCH_LATER)
    for who in (fresh.keeper, fresh.other):
        publishing.sign(who, draft, MUCH_LATER)
    publishing.publish(fresh.keeper, draft, date(2026, 4, 2), MUCH_LATER)
    assert (draft.status, draft.published_on) == (Status.INCORPORATED, date(2026, 4, 2))
    assert (opinion.status, opinion.published_on, opinion.next) == (Status.PUBLISHED, LATE, None)
    assert (opinion.title, opinion.translated, opinion.summary, opinion.reservation, opinion.manner,
            opinion.agreed_on) == ("Être écoutée", {"en": {"summary": "New."}}, "Nouveau.", "Autre réserve.",
                                   Manner.CONSENSUS, date(2026, 4, 1))
    current = opinion.current
    assert (current.version, current.issued_on, current.adopted_on) == (2, date(2026, 4, 2), draft.adopted_on)
    assert (current.author, current.at, current.wordings) == (
        draft.current.author, draft.current.at, draft.current.wordings)
    assert [(each.n, each.last) for each in opinion.recommendations] == [(1, before), (2, None), (3, None)]
    line = next(line for line in added(opinion, "events") if line.act == "new_version")
    assert (line.actor, line.effective_on, line.details) == (
        fresh.keeper, date(2026, 4, 2), {"version": 2, "text": current.fingerprint})
    assert opinion.recommendations[2].passage.uid == third.passage and first.wording.title == "Une avocate"
    assert [p.uid for p in opinion.passages].count(third.passage) == 1 and len(opinion.passages) == 5


def test_a_correction_made_meanwhile_moves_the_number_of_the_version():
    story, fresh = begun()
    versions.correct(story.keeper, story.opinion, mended(story), "une lettre", LATER)
    versions.accept_correction(story.members[0], story.opinion, LATE, LATER)
    fresh.opinion.number, fresh.opinion.adopted_on = "2026-01 v2", LATE
    versions.incorporate(fresh.opinion, fresh.keeper, LATE, LATER)
    assert (story.opinion.current.version, fresh.opinion.number) == (3, "2026-01 v3")


def test_a_request_that_was_dropped_keeps_its_last_words_whatever_comes_after():
    story = Story().published()
    opinion, first = story.opinion, story.opinion.current
    kept = [w for w in opinion.wordings if w.kind != Kind.RECOMMENDATION]
    opinion.current = opinion.revise("Sans", kept, author=None, at=NOW)
    renumber(opinion, first)
    middle = opinion.current
    opinion.current = opinion.revise("Sans encore", kept, author=None, at=NOW)
    renumber(opinion, middle)
    assert [each.last for each in opinion.recommendations] == [first, first]


def test_the_bodies_are_told_of_the_version_that_stands():
    story = Story().sent()
    story.opinion.current.version = 2
    versions.tell(story.keeper, story.opinion, LATE, LATER)
    assert story.opinion.told_version == 2
