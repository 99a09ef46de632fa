"""What changed since a day and why."""

from datetime import date

import pytest
from sqlalchemy import select

from commission.derived.outcome_words import Word
from commission.models import Addressee, Basis, Body, Evidence, Judgement, Progress, Recommendation, Role
from commission.rooms.followup.public.turns import turns
from commission.rooms.publishing.history import TELL
from commission.rooms.publishing.queries import PUBLIC_ACTS
from commission.rules.procedure import FOLLOW_UP
from dated import EARLY, LATELY, SENT, SINCE, TODAY, R, W, asked, row


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


def test_each_fact_is_told_in_words_and_in_the_order_of_the_days():
    made = row("ville", [(R.ACCEPTED, date(2026, 3, 1))], [(W.DONE, date(2026, 4, 1)), (W.DONE, date(2026, 4, 2))],
               sent_on=date(2026, 2, 1))
    made.progress[0].evidence = [Evidence(title="Un arrêté"), Evidence(title="Une photo")]
    made.progress[1].note = "Vu sur place."
    late = row("police", [(R.UNDER_STUDY, date(2026, 3, 2))], sent_on=date(2026, 2, 1))
    late.answers[0].revisit_on = date(2026, 5, 31)
    (turn,) = changed(asked(
        made, late, row("muette", sent_on=date(2026, 2, 2)), said=[(Judgement.NOTHING_CHANGED, date(2026, 6, 2))],
        replaced_by=asked(), replaced_on=date(2026, 6, 3)))
    assert [(f"{each.day:%m-%d}", each.what.text % each.what.values, each.words) for each in turn.reasons] == [
        ("02-01", "Sent to: Ville", ""), ("02-01", "Sent to: Police", ""), ("02-02", "Sent to: Muette", ""),
        ("03-01", "Ville: Accepted", "Mots de ville."), ("03-02", "Police: Under study", "Mots de police."),
        ("04-01", "Ville: Done (stated by the office)", "Un arrêté, Une photo"),
        ("04-02", "Ville: Done (stated by the office)", "Vu sur place."),
        ("05-03", "Muette: the date wished for has passed, no reply", ""),
        ("06-01", "Police: the announced date has passed", ""),
        ("06-02", "The commission: Nothing has changed for us", ""),
        ("06-03", "The commission follows it with 2024-01/R1", "")]


def test_what_was_known_on_the_day_one_chooses_is_no_reason():
    row_of_both = row("ville", [(R.UNDER_STUDY, SENT), (R.ACCEPTED, SINCE), (R.NOT_ACCEPTED, LATELY)])
    (turn,) = changed(asked(row_of_both))
    assert (turn.before.word, [each.day for each in turn.reasons]) == (Word.ACCEPTED, [LATELY])
    fresh = asked(row("ville", [(R.ACCEPTED, LATELY)], sent_on=LATELY))
    fresh.opinion.adopted_on = SINCE
    assert changed(fresh)[0].before.word == Word.NOT_SENT


@pytest.mark.parametrize("day", [EARLY, SINCE])
def test_what_the_commission_said_before_tells_nothing_of_what_is_answered_again(day):
    again = row("ville", [(R.ACCEPTED, EARLY), (R.ACCEPTED, LATELY)])
    assert changed(asked(again, said=[(Judgement.MEETS, day)])) == []


def test_what_is_asked_no_longer_has_not_changed():
    gone = asked(row("ville", [(R.ACCEPTED, EARLY), (R.NOT_ACCEPTED, LATELY)]))
    gone.last = gone.opinion.current
    assert changed(gone) == []


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


def test_the_history_has_words_for_each_act_it_tells_and_tells_what_is_done_of_an_avis():
    """But for what is prepared before it leaves, and how a link comes and goes: what came by it is told as a reply."""
    assert set(PUBLIC_ACTS) == {*TELL, "reply"}
    assert FOLLOW_UP.keys() - set(PUBLIC_ACTS) == {
        "address", "unaddress", "open_link", "pass_on", "hand_back", "close_link"}


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
