"""The derived word of a recommendation."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from commission.derived import outcome
from commission.derived.clock import add_months, due_on, is_overdue, is_stale
from commission.derived.outcome import summarise
from commission.derived.outcome_words import Word, combine, word
from commission.models import Addressee, Answer, Basis, Implementation, Progress, Recommendation, Reply, Response, Role
from commission.server import demonstration
from commission.server.demonstration.followup import BASES, IMPLEMENTATIONS, RESPONSES

TODAY = date(2025, 3, 31)
LONG_AGO, LATELY = date(2024, 3, 29), date(2025, 3, 1)
WORDS = {
    "reprise": Word.TAKEN_UP, "reprise_en_partie": Word.TAKEN_UP_IN_PART, "engagee": Word.UNDER_WAY,
    "acceptee": Word.ACCEPTED, "partagee": Word.MIXED, "a_l_etude": Word.UNDER_STUDY, "non_retenue": Word.NOT_ACCEPTED,
    "abandonnee": Word.DROPPED, "a_readresser": Word.TO_READDRESS, "sans_reponse": Word.NO_REPLY,
    "attendue": Word.AWAITED, "non_transmise": Word.NOT_SENT, "sans_objet": Word.MOOT,
    "acceptee_en_partie_ou_condition": Word.ACCEPTED_PARTLY, "deja": Word.ALREADY, "sans_position": Word.NO_POSITION,
    "arretee": Word.STOPPED, "defaite": Word.UNDONE,
}


def row(response="attendue", implementation="inconnue", sent_on=LONG_AGO, role=Role.RESPONSIBLE, basis=Basis.SEEN,
        revisit_on=None) -> Addressee:
    made = Addressee(sent_on=sent_on, role=role, name_then="x")
    if response != "attendue":
        made.answers = [Answer(response=RESPONSES[response], revisit_on=revisit_on,
                               reply=Reply(dated_on=date(2024, 5, 30)))]
    if implementation != "inconnue":
        made.progress = [Progress(implementation=IMPLEMENTATIONS[implementation], basis=basis, stated_on=LATELY)]
    return made


def summed(*rows) -> outcome.Summary:
    return summarise(Recommendation(addressees=list(rows)), TODAY)


def told_row(line: dict) -> Addressee:
    """A row of the demonstration, with each state of the work it tells."""
    made = row(line["response"], "inconnue", date.fromisoformat(line["sent_on"]),
               Role.RESPONSIBLE if line["role"] == "responsable" else Role.ASSOCIATED,
               revisit_on=line.get("revisit_on") and date.fromisoformat(line["revisit_on"]))
    states = [each for each in line.get("states", [line]) if each["implementation"] != "inconnue"]
    made.progress = [Progress(implementation=IMPLEMENTATIONS[each["implementation"]], stated_on=LATELY,
                              basis=BASES.get(each.get("basis"))) for each in states]
    return made


def test_the_demonstration_gives_its_twenty_words_and_flags():
    told = json.loads((Path(demonstration.__file__).parent / "avis.json").read_text())
    asked = [each for avis in told["avis"] for each in avis["recommendations"]]
    assert len(asked) == 20
    for each in asked:
        got = summed(*map(told_row, each["addressees"]))
        flags = {"leads": got.leads, "declared": got.declared, "silent": got.silent, "stale": got.stale}
        assert (got.word, flags) == (WORDS[each["summary"]], each["flags"]), each["ref"]


@pytest.mark.parametrize(("facts", "word"), [
    ({"response": "acceptee", "implementation": "faite"}, Word.TAKEN_UP),
    ({"response": "acceptee_en_partie", "implementation": "faite"}, Word.TAKEN_UP_IN_PART),
    ({"response": "non_retenue", "implementation": "faite"}, Word.TAKEN_UP),
    ({"implementation": "faite_en_partie"}, Word.TAKEN_UP_IN_PART),
    ({"implementation": "en_cours"}, Word.UNDER_WAY),
    ({"response": "acceptee", "implementation": "abandonnee"}, Word.DROPPED),
    ({"response": "a_l_etude", "implementation": "abandonnee", "revisit_on": TODAY}, Word.NOT_ACCEPTED),
    ({"response": "acceptee_en_partie"}, Word.ACCEPTED_PARTLY),
    ({"response": "acceptee", "implementation": "pas_commencee"}, Word.ACCEPTED),
    ({"response": "non_retenue"}, Word.NOT_ACCEPTED),
    ({"response": "a_l_etude", "revisit_on": TODAY}, Word.UNDER_STUDY),
    ({"response": "a_l_etude"}, Word.UNDER_STUDY),
    ({"response": "hors_competence"}, Word.TO_READDRESS),
    ({"sent_on": None}, Word.NOT_SENT),
    ({}, Word.NO_REPLY),
    ({"response": "accusee"}, Word.NO_REPLY),
    ({"sent_on": LATELY}, Word.AWAITED),
    ({"implementation": "sans_objet"}, Word.MOOT),
])
def test_a_row_gets_its_word_by_the_first_line_that_fits(facts, word):
    assert summed(row(**facts)).word == word


def test_an_avis_without_addressee_has_not_been_sent():
    assert summed().word == Word.NOT_SENT


def test_rows_of_associated_bodies_count_only_when_nobody_is_responsible():
    ally = row("acceptee", "faite", role=Role.ASSOCIATED)
    assert summed(row("non_retenue"), ally).word == Word.NOT_ACCEPTED
    assert summed(ally).word == Word.TAKEN_UP


def test_rows_that_no_longer_apply_are_left_out_of_every_count():
    one = summed(row("acceptee"), row(implementation="sans_objet"))
    assert (one.word, one.leads, one.silent) == (Word.ACCEPTED, 1, 0)


@pytest.mark.parametrize(("words", "together"), [
    ({Word.TO_READDRESS, Word.NOT_SENT}, Word.TO_READDRESS),
    ({Word.TO_READDRESS, Word.AWAITED}, Word.AWAITED),
    ({Word.NOT_SENT, Word.TAKEN_UP}, Word.TAKEN_UP),
    ({Word.NOT_ACCEPTED, Word.DROPPED}, Word.NOT_ACCEPTED),
    ({Word.DROPPED, Word.NO_REPLY}, Word.MIXED),
    ({Word.TAKEN_UP, Word.NO_REPLY}, Word.TAKEN_UP_IN_PART),
    ({Word.TAKEN_UP_IN_PART, Word.UNDER_WAY}, Word.TAKEN_UP_IN_PART),
    ({Word.UNDER_WAY, Word.ACCEPTED}, Word.UNDER_WAY),
    ({Word.ACCEPTED, Word.UNDER_STUDY}, Word.ACCEPTED),
    ({Word.UNDER_STUDY, Word.NO_REPLY}, Word.UNDER_STUDY),
    ({Word.NO_REPLY, Word.AWAITED}, Word.NO_REPLY),
    ({Word.MOOT, Word.NO_REPLY}, Word.NO_REPLY),
    ({Word.TAKEN_UP, Word.ALREADY}, Word.TAKEN_UP),
    ({Word.TAKEN_UP, Word.ALREADY, Word.UNDER_WAY}, Word.TAKEN_UP_IN_PART),
    ({Word.UNDER_WAY, Word.STOPPED}, Word.UNDER_WAY),
    ({Word.STOPPED, Word.ACCEPTED_PARTLY}, Word.STOPPED),
    ({Word.ACCEPTED_PARTLY, Word.ACCEPTED}, Word.ACCEPTED_PARTLY),
    ({Word.ACCEPTED, Word.ALREADY}, Word.ACCEPTED),
    ({Word.ALREADY, Word.UNDER_STUDY}, Word.ALREADY),
    ({Word.UNDER_STUDY, Word.NO_POSITION}, Word.UNDER_STUDY),
    ({Word.NO_POSITION, Word.NO_REPLY}, Word.NO_POSITION),
    ({Word.UNDONE, Word.TAKEN_UP}, Word.MIXED),
    ({Word.UNDONE, Word.NOT_ACCEPTED}, Word.NOT_ACCEPTED),
])
def test_words_combine(words, together):
    assert combine(words) == together


def test_what_rests_on_the_bodys_word_alone_says_so():
    assert summed(row("acceptee", "en_cours", basis=Basis.STATED)).declared
    assert not summed(row("acceptee", "en_cours", basis=Basis.STATED), row("acceptee", "faite")).declared
    assert not summed(row("acceptee")).declared


@pytest.mark.parametrize(("day", "months", "later"), [
    (date(2024, 1, 31), 3, date(2024, 4, 30)), (date(2023, 11, 30), 3, date(2024, 2, 29)),
    (date(2024, 10, 18), 3, date(2025, 1, 18)), (date(2024, 12, 31), 12, date(2025, 12, 31)),
])
def test_months_are_calendar_months(day, months, later):
    assert add_months(day, months) == later


def test_a_reply_is_missed_only_from_the_day_after():
    asked = row(sent_on=date(2024, 12, 31))
    assert due_on(asked, TODAY) == date(2025, 3, 31)
    assert not is_overdue(asked, due_on(asked, TODAY))
    assert is_overdue(asked, due_on(asked, TODAY) + timedelta(days=1))
    assert word(asked, due_on(asked, TODAY)) == Word.AWAITED
    assert word(asked, due_on(asked, TODAY) + timedelta(days=1)) == Word.NO_REPLY


def test_an_announced_date_passes_the_day_after():
    studied = row("a_l_etude", revisit_on=TODAY)
    assert studied.response == Response.UNDER_STUDY
    assert not is_stale(studied, TODAY)
    assert is_stale(studied, TODAY + timedelta(days=1))


def test_a_state_of_the_work_is_the_last_one_reported():
    made = row("acceptee", "en_cours")
    made.progress.append(Progress(implementation=Implementation.DONE, basis=Basis.SEEN, stated_on=TODAY))
    assert summed(made).word == Word.TAKEN_UP
