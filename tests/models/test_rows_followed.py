"""What a row of the follow-up, of the people and of what is sealed tells of itself."""

from datetime import date, timedelta
from types import SimpleNamespace as Facts

import pytest
from sqlalchemy import inspect

from commission.models import (
    Addressee,
    Answer,
    Assessment,
    Commission,
    Document,
    Implementation,
    Invitation,
    Judgement,
    Multilingual,
    Opinion,
    Parked,
    Progress,
    Recommendation,
    Reply,
    ReplyLink,
    Response,
    Revision,
)
from commission.models.followup import documents
from commission.models.sealed import AsTheyAre, InClear, Keys, SealedFacts, SealedFile, SealedWords, under, wordy
from stages import NOW, WEEK, person

DAY, TODAY = timedelta(days=1), date(2026, 3, 2)


def test_a_document_is_known_by_what_it_holds_and_public_with_its_reply():
    one = documents.of(b"PDF", 2, says="Oui.")
    assert (one.file, one.pages, one.size, one.says, one.is_published) == (b"PDF", 2, 3, "Oui.", False)
    assert one.sha256 == "1d393b0081b632c54654eb08c345ff76b92ae4efe0768b4c0f64b9ebbe920492"
    assert Document(reply=Reply()).is_published and Document().read_at == ""


@pytest.mark.parametrize(("facts", "to_read", "is_open"), [
    ({}, False, True), ({"ended_on": TODAY}, False, False), ({"sent_on": TODAY}, True, False),
    ({"sent_on": TODAY, "reply": Reply()}, False, False), ({"sent_on": TODAY, "ended_on": TODAY}, False, False)])
def test_a_link_is_open_till_its_last_day_and_to_be_read_till_it_is_released(facts, to_read, is_open):
    link = ReplyLink(until_on=TODAY, **facts)
    assert link.is_to_read == to_read
    assert [link.is_open(day) for day in (TODAY, TODAY + DAY)] == [is_open, False]


def test_what_was_said_stands_in_the_order_of_its_days_without_what_was_entered_by_mistake():
    late, early, wrong = (Reply(dated_on=TODAY + n * DAY) for n in (2, 1, 0))
    struck = Answer(response=Response.ACCEPTED, reply=wrong, observation="non")
    row = Addressee(answers=[
        Answer(response=Response.ALREADY, reply=late, observation="tard"),
        Answer(response=Response.NOT_ACCEPTED, reply=early, observation="tôt"), struck,
        Answer(response=Response.AWAITED, reply=wrong, corrects=struck)])
    assert [each.reply for each in row.answered] == [early, late]
    assert [each.observation for each in row.observed] == ["tôt", "tard"]
    late.document, early.document = Document(), Document()
    assert row.letters == [early, late], "the one by mistake has no document"
    row.progress = [Progress(implementation=each, stated_on=TODAY + n * DAY) for each, n in (
        (Implementation.DONE, 2), (Implementation.UNDER_WAY, 1), (Implementation.UNKNOWN, 3))]
    assert [each.implementation for each in row.known] == ["under_way", "done"]
    asked = Recommendation(assessments=[Assessment(judgement=each, adopted_on=TODAY + n * DAY) for each, n in (
        (Judgement.MEETS, 2), (Judgement.CANNOT_TELL, 1), (Judgement.NOT_REVIEWED, 3))])
    assert [each.judgement for each in asked.said] == ["cannot_tell", "meets"] and asked.judgement == "meets"
    assert Recommendation().judgement == "not_reviewed"


@pytest.mark.parametrize(("facts", "dropped", "counted", "followed"), [
    ({}, False, True, True), ({"last": Revision()}, True, False, False), ({"replaced_on": TODAY}, False, False, False),
    ({"closed_on": TODAY}, False, True, False)])
def test_what_is_let_go_is_not_waited_for_and_what_is_closed_is_counted(facts, dropped, counted, followed):
    asked = Recommendation(n=3, opinion=Opinion(number="2026-01"), **facts)
    assert (asked.ref, asked.is_dropped, asked.is_counted, asked.is_followed) == (
        "2026-01/R3", dropped, counted, followed)


# --- people ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("facts", "is_open"), [
    ({}, True), ({"accepted_at": NOW}, False), ({"card": True, "person": person("Iris")}, True),
    ({"card": True, "person": person("Iris", left_on=TODAY)}, False),
    ({"person": person("Iris", left_on=TODAY)}, True)])
def test_an_invitation_is_taken_once_in_time_and_a_card_by_one_who_sits(facts, is_open):
    one = Invitation(expires_at=NOW + WEEK, **facts)
    last = NOW + WEEK - timedelta(microseconds=1)
    assert [one.is_open(now) for now in (NOW, last, NOW + WEEK)] == [is_open, is_open, False]


def test_a_commission_says_of_itself_what_is_not_empty():
    house = Commission(name="C", mandate="Dire.", publisher="P", director="D", contact="c")
    assert house.presentation == {each: Multilingual(said) for each, said in (
        ("mandate", "Dire."), ("publisher", "P"), ("director", "D"), ("contact", "c"))}
    assert not house.notice_is_whole and house.journal_end is None
    house.host, house.journal_length, house.journal_head = "H", 3, "tête"
    assert house.notice_is_whole and house.journal_end == (3, "tête")
    house.funder, house.charter, house.access_checked = "F", "Ch", "A"
    assert list(house.presentation) == [
        "mandate", "funder", "charter", "access_checked", "publisher", "director", "host", "contact"]


def test_what_was_typed_comes_back_as_it_was_and_is_hers():
    iris = person("Iris")
    one = Parked(member=iris, fields={"texte": "été"})
    assert (one.typed, one.fields, one.keeper) == ('{"texte": "été"}', {"texte": "été"}, iris)


# --- what is sealed --------------------------------------------------------------------------------------------------
def test_words_of_nobody_or_of_one_whose_key_is_gone_are_under_the_commissions():
    iris = person("Iris")
    assert (under("mots", iris).whose, under("mots", iris).key) == (iris.uid, iris.key)
    assert under("mots", person("Jade", key="")).whose == under("mots", None).whose == ""


@pytest.mark.parametrize(("kind", "said"), [
    (SealedWords(), "mots"), (SealedFacts(), {"é": [1]}), (SealedFile(), b"PDF")])
def test_what_is_sealed_is_opened_as_it_was_and_nothing_stays_nothing(kind, said):
    bears = Facts(keys=Keys("pepper"))
    raw = kind.process_bind_param(said, bears)
    assert raw[:7] in ("sealed:", b"sealed:") and kind.process_result_value(raw, bears) == said
    assert kind.process_result_value(raw, Facts(keys=AsTheyAre())) == raw
    assert kind.process_result_value(None, bears) is None


def test_a_file_that_everyone_reads_is_kept_as_it_is_and_is_no_words():
    bears = Facts(keys=Keys("pepper"))
    assert SealedFile().process_bind_param(InClear(b"PDF"), bears) == b"PDF"
    assert SealedFile().process_result_value(b"PDF", bears) == b"PDF"
    assert wordy(inspect(Document)) == ["says"] and wordy(inspect(Reply)) == ["source_url", "signed_by"]


def test_the_database_is_asked_only_whether_there_are_words():
    words = Opinion.summary
    assert all("summary" in str(each) for each in (words == "", words != "", words.is_(None), words.is_not(None)))
    with pytest.raises(TypeError, match="compare what it says"):
        words == "mots"  # noqa: B015 - to ask is enough
    with pytest.raises(TypeError, match="compare what it says"):
        words < ""  # noqa: B015 - nor which comes first
