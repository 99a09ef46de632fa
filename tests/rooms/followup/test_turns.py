"""What changed since a day and why; what was answered beside what was done; the sentence of numbers."""

from datetime import date

import pytest
from sqlalchemy import select

from commission.derived.gap import Headway, Stance, headline, table
from commission.derived.outcome_words import Word
from commission.derived.overview import Filter, bars, look
from commission.models import (
    Addressee,
    Answer,
    Assessment,
    Basis,
    Body,
    Implementation,
    Judgement,
    Opinion,
    Progress,
    Recommendation,
    Reply,
    Response,
    Revision,
    Role,
)
from commission.rooms.followup.public.turns import turns

TODAY = date(2026, 11, 25)
SENT, EARLY, SINCE, LATELY = date(2024, 1, 10), date(2024, 4, 2), date(2026, 1, 1), date(2026, 5, 4)
R, W = Response, Implementation


def row(body: str, answers=(), works=(), sent_on=SENT) -> Addressee:
    """A body's answers and works, each with its day."""
    return Addressee(
        body=Body(slug=body, name=body.title()), name_then=body.title(), sent_on=sent_on,
        answers=[Answer(response=each, quote=f"Mots de {body}.", reply=Reply(dated_on=day)) for each, day in answers],
        progress=[Progress(implementation=each, basis=Basis.STATED, stated_on=day) for each, day in works])


def asked(*rows: Addressee, said=(), **facts) -> Recommendation:
    opinion = Opinion(number="2024-01", adopted_on=date(2024, 1, 1))
    opinion.current = Revision.of("Titre", [])
    return Recommendation(opinion=opinion, n=1, addressees=list(rows), assessments=[
        Assessment(judgement=each, adopted_on=day) for each, day in said], **facts)


def changed(*recommendations: Recommendation, body=None):
    return turns(recommendations, SINCE, TODAY, body)


# --- what changed ----------------------------------------------------------------------------------------------------
def test_a_change_of_word_is_told_with_the_facts_since_and_no_older_one():
    promise = asked(row("ville", [(R.ACCEPTED, EARLY), (R.NOT_ACCEPTED, LATELY)]))
    (turn,) = changed(promise)
    assert (turn.before.word, turn.after.word) == (Word.ACCEPTED, Word.DROPPED)
    assert [(reason.day, reason.words) for reason in turn.reasons] == [(LATELY, "Mots de ville.")]


def test_what_has_not_changed_is_not_told_and_what_the_commission_said_is():
    still = row("ville", [(R.ACCEPTED, EARLY), (R.ACCEPTED, LATELY)])
    assert changed(asked(still)) == []
    (turn,) = changed(asked(still, said=[(Judgement.NOTHING_CHANGED, LATELY)]))
    assert (turn.before.contested, turn.after.contested) == (False, True)


def test_what_reads_otherwise_under_the_same_word_is_told():
    refused = row("police", [(R.NOT_ACCEPTED, LATELY)])
    refused.role = Role.ASSOCIATED
    (beside,) = changed(asked(row("ville", [(R.ACCEPTED, EARLY)], [(W.DONE, EARLY)]), refused))
    assert (beside.before.word, beside.after.word, beside.after.refusals) == (Word.TAKEN_UP, Word.TAKEN_UP, 1)
    shown = row("ville", [(R.ACCEPTED, EARLY)], [(W.DONE, EARLY), (W.DONE, LATELY)])
    shown.progress[1].basis = Basis.SEEN
    assert [turn.before.declared for turn in changed(asked(shown))] == [True]


def test_a_day_that_passed_in_silence_is_a_reason():
    (turn,) = changed(asked(row("ville", sent_on=date(2025, 12, 1))))
    assert (turn.before.word, turn.after.word) == (Word.AWAITED, Word.NO_REPLY)
    assert [reason.day for reason in turn.reasons] == [date(2026, 3, 2)]


def test_one_that_was_not_asked_yet_is_new():
    fresh = asked(row("ville", [(R.ACCEPTED, LATELY)], sent_on=date(2026, 2, 1)))
    fresh.opinion.adopted_on = date(2026, 1, 15)
    (turn,) = changed(fresh)
    assert (turn.before, turn.after.word, len(turn.reasons)) == (None, Word.ACCEPTED, 2)


def test_one_that_the_commission_lets_go_is_told_too():
    gone = asked(row("ville", [(R.ACCEPTED, EARLY)]), replaced_by=asked(), replaced_on=LATELY)
    closed = asked(row("ville", [(R.ACCEPTED, EARLY)]), closed_on=LATELY, closed_why="Assez.")
    assert [turn.reasons[-1].words for turn in changed(gone, closed)] == ["", "Assez."]


def test_as_far_as_one_body_goes_nothing_of_another_is_told():
    both = asked(row("ville", [(R.ACCEPTED, LATELY)]), row("police", [(R.NOT_ACCEPTED, LATELY)]))
    (turn,) = changed(both, body="ville")
    assert turn.after.word == Word.ACCEPTED and len(turn.reasons) == 1
    assert changed(both)[0].after.word == Word.MIXED


def test_a_state_corrected_to_another_day_is_known_from_that_day_only():
    made = row("ville", [(R.ACCEPTED, EARLY)], [(W.DONE, EARLY)])
    made.progress.append(Progress(implementation=W.DONE, basis=Basis.SEEN, stated_on=LATELY,
                                  corrects=made.progress[0]))
    (turn,) = changed(asked(made))
    assert (turn.before.word, turn.after.word) == (Word.ACCEPTED, Word.TAKEN_UP)


# --- a body is told by its own row -----------------------------------------------------------------------------------
def mixed():
    return asked(row("ville", [(R.ACCEPTED, EARLY)]), row("police", [(R.NOT_ACCEPTED, EARLY)]),
                 row("jamais", sent_on=None), row("muette"))


def test_a_body_never_written_to_is_not_one_that_refused_and_a_silent_one_did_not_accept():
    words = {bar.key: list(bar.counts) for bar in bars(look([mixed()], TODAY), "organisme")}
    assert words == {"ville": [Word.ACCEPTED], "police": [Word.NOT_ACCEPTED], "jamais": [Word.NOT_SENT],
                     "muette": [Word.NO_REPLY]}
    assert [list(bar.counts) for bar in bars(look([mixed()], TODAY), "avis")] == [[Word.MIXED]]


@pytest.mark.parametrize(("body", "word"), [("ville", Word.ACCEPTED), ("muette", Word.NO_REPLY)])
def test_what_one_chooses_of_a_body_is_told_by_its_own_row(body, word):
    found = look([mixed()], TODAY)
    assert [each.summary.word for each in Filter({"organisme": body}).among(found)] == [word]
    assert Filter({"organisme": body}, Word.MIXED).among(found) == []
    assert len(Filter({"organisme": body}, word).among(found)) == 1


# --- the numbers -----------------------------------------------------------------------------------------------------
def test_the_sentence_counts_what_is_taken_up_on_whose_word_and_the_oldest_promise():
    found = look([
        asked(row("a", [(R.ACCEPTED, EARLY)], [(W.DONE, EARLY)]), said=[(Judgement.DOES_NOT_MEET, LATELY)]),
        asked(row("b", [(R.ACCEPTED, LATELY)])), asked(row("c", [(R.IN_PRINCIPLE, EARLY)])), asked(row("d")),
        asked(row("e", [(R.UNDER_STUDY, EARLY)]))], TODAY)
    told = headline(found)
    assert (told.asked, told.taken_up, told.declared, told.contested) == (5, 1, 1, 1)
    assert (told.promised, told.promised_since, told.unanswered) == (2, EARLY, 1)


def test_the_oldest_promise_is_counted_from_the_day_it_was_made_however_often_it_is_repeated():
    found = look([asked(row("a", [(R.NOT_ACCEPTED, SENT), (R.ACCEPTED, EARLY), (R.ACCEPTED, LATELY)]))], TODAY)
    assert headline(found).promised_since == EARLY


def test_the_table_counts_each_answer_beside_the_work_once_for_each_body():
    found = look([mixed(), asked(row("a", [(R.ACCEPTED, EARLY)], [(W.UNDER_WAY, LATELY)])),
                  asked(row("b", [(R.ACCEPTED, EARLY)], [(W.MOOT, LATELY)]))], TODAY)
    assert table(found) == {
        Stance.YES: {Headway.NOTHING: 1, Headway.BEGUN: 1}, Stance.NO: {Headway.NOTHING: 1, Headway.BEGUN: 0},
        Stance.NOTHING: {Headway.NOTHING: 1, Headway.BEGUN: 0}}
    assert table(found, "police") == {Stance.NO: {Headway.NOTHING: 1}}


@pytest.mark.parametrize(("response", "stance"), [
    (R.ACCEPTED, "yes"), (R.ACCEPTED_IN_PART, "partly"), (R.IN_PRINCIPLE, "partly"), (R.ALREADY, "already"),
    (R.UNDER_STUDY, "later"), (R.NO_POSITION, "later"), (R.NOT_ACCEPTED, "no"), (R.NOT_THEIRS, "elsewhere"),
    (R.ACKNOWLEDGED, "nothing"), (R.AWAITED, "nothing")])
def test_each_answer_has_its_line_in_the_table(response, stance):
    assert table(look([asked(row("a", [(response, EARLY)]))], TODAY)) == {stance: {"nothing": 1}}


@pytest.mark.parametrize(("work", "headway"), [
    (W.NOT_STARTED, "nothing"), (W.UNKNOWN, "nothing"), (W.UNDER_WAY, "begun"), (W.STOPPED, "halted"),
    (W.DROPPED, "halted"), (W.PARTLY_DONE, "in_part"), (W.DONE, "done")])
def test_each_state_of_the_work_has_its_column_in_the_table(work, headway):
    assert table(look([asked(row("a", [(R.ACCEPTED, EARLY)], [(work, EARLY)]))], TODAY)) == {"yes": {headway: 1}}


def test_what_is_already_in_place_is_no_promise():
    found = look([asked(row("a", [(R.ALREADY, EARLY)])), asked(row("b", [(R.ACCEPTED_IN_PART, LATELY)]))], TODAY)
    assert (headline(found).promised, headline(found).promised_since) == (1, LATELY)
    assert headline(look([], TODAY)).promised_since is None


def test_the_oldest_promise_of_a_body_is_its_own_and_only_of_what_nothing_has_come():
    (both,) = look([asked(row("a", [(R.ACCEPTED, LATELY)]), row("b", [(R.ACCEPTED, EARLY)]),
                          row("c", [(R.ACCEPTED, SENT)], [(W.MOOT, LATELY)]))], TODAY)
    assert [headline([each]).promised_since for each in (both, both.by("a"), both.by("b"))] == [EARLY, LATELY, EARLY]


def test_nothing_sent_gives_no_table():
    assert table(look([asked(row("a", sent_on=None))], TODAY)) == {}


# --- the page --------------------------------------------------------------------------------------------------------
def test_the_page_opens_with_the_numbers_then_the_gap_then_what_changed(shared_site):
    page = shared_site.visitor().get("/suivi").text
    places = [page.index(words) for words in (
        "20 recommandations", "Ce qui a été répondu", "Ce qui a changé depuis", "Par avis", "Une par une")]
    assert places == sorted(places)
    assert "dont 1 que la commission conteste" in page and "la plus ancienne depuis" in page


def test_one_chooses_since_when_and_each_change_has_its_reason(shared_site):
    reader = shared_site.visitor()
    page = reader.get("/suivi?depuis=2025-03-12").text
    changes = page.split("Ce qui a changé depuis")[1].split("Par avis")[0]
    assert "Orienter sans dénoncer" in changes and "lettre du 14 mars 2025" in changes
    assert "Un lieu où l" not in changes
    assert reader.get("/suivi?depuis=hier").status_code == 404
    assert "Rien n’a changé." in reader.get("/suivi?depuis=2026-01-01").text


def test_the_history_says_on_whose_word_a_state_of_the_work_rests(shared_site):
    page = shared_site.visitor().get("/avis/DEMO-2024-03").text
    assert "faite (déclaré par l’organisme)" in page and "faite (constaté par l’association)" in page


def test_what_the_commission_no_longer_asks_has_no_word_on_the_page_of_a_body(site):
    with site.database.transaction() as session:
        row = session.scalars(select(Addressee).join(Addressee.body).where(Body.slug == "barreau")).first()
        row.recommendation.last = row.recommendation.opinion.current
    assert "n’est plus demandée" in site.visitor().get("/organismes/barreau").text


def test_a_body_is_told_by_its_own_answers_on_its_page(shared_site):
    page = shared_site.visitor().get("/organismes/hebergement").text
    assert "Non retenue" in page and "Réponses divergentes" not in page


def test_what_changed_last_comes_first_and_what_is_of_the_day_itself_was_known_then():
    early, late = (asked(row("police", [(R.ACCEPTED, day)])) for day in (LATELY, date(2026, 9, 1)))
    found = turns([early, late], SINCE, TODAY)
    assert [each.recommendation for each in found] == [late, early]
    assert [each.recommendation for each in turns([early, late], LATELY, TODAY)] == [late]


def test_what_the_commission_said_is_a_reason_whatever_it_said_and_that_it_said_nothing_is_none():
    still = row("ville", [(R.ACCEPTED, EARLY)])
    for judgement in Judgement:
        told = changed(asked(still, said=[(judgement, LATELY)]))
        assert [each.day for turn in told for each in turn.reasons] == (
            [] if judgement == Judgement.NOT_REVIEWED else [LATELY]), judgement


def test_the_day_after_the_one_a_body_announced_is_a_reason():
    late = row("ville", [(R.UNDER_STUDY, EARLY)])
    late.answers[0].revisit_on = date(2026, 5, 31)
    (turn,) = changed(asked(late))
    assert [each.day for each in turn.reasons] == [date(2026, 6, 1)]
    assert turns([asked(late)], SINCE, date(2026, 5, 31)) == []
