"""Words that name somebody are taken out of a published avis by two people, everywhere."""

import json
import re

import pytest
from sqlalchemy import JSON, Enum, String, inspect, select

from commission.models import (
    Assessment,
    Comment,
    Event,
    Judgement,
    Opinion,
    Phrase,
    Piece,
    Revision,
    Rung,
    Signature,
    Sitting,
)
from commission.models.base import canonical, fingerprint
from commission.models.sealed import wordy
from commission.rooms.publishing import queries
from commission.rooms.releasing import redacting
from commission.rooms.releasing.redacting import AS_JSON, MARK, NO_WORDS, Names
from commission.rules.journal import Deed, broken, record
from commission.rules.procedure import Refused
from documents import told
from further_stages import amended, corrected
from pages import Page
from stages import ENGLISH, LATER, NOW, Story, named

NAME = "Zéphyrine Kouaméla"
SPELLED = ("Zéphyrine Kouaméla", "ZEPHYRINE  KOUAMELA", "zephyrine-kouamela", "Zéphyrine\nKouaméla")


# --- words -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("spelled", SPELLED)
def test_a_name_is_found_whole_in_any_letters_and_whatever_joins_its_words(spelled):
    assert Names("zephyrine kouamela").out_of(f"Dit par {spelled}, à Lyon.") == f"Dit par {MARK}, à Lyon."


def test_a_name_is_found_as_a_keyboard_without_its_letters_writes_it_and_takes_its_marks_along():
    assert Names("Omo").out_of("Ọmọ́ l’a dit.") == f"{MARK} l’a dit."
    assert Names("木村\n김민지\nสมหญิง").out_of("木村さんと김민지는คุณสมหญิงมา") == f"{MARK}さんと{MARK}는คุณ{MARK}มา"
    for typed, written in (("Lucja Dang", "Łucja ĐẶNG"), ("Łucja Đặng", "Lucja Dang"), ("Isik", "Işık"),
                           ("Øystein", "OYSTEIN"), ("مريم", "مَرْيَم")):
        assert Names(typed).out_of(f"{written}, a dit.") == f"{MARK}, a dit.", written


@pytest.mark.parametrize(("one", "other"), [("Ana", "Ana María"), ("Ana María", "Ana"), ("木", "木村")])
def test_of_two_names_that_begin_alike_the_longer_one_goes_whole(one, other):
    assert Names(f"{one}\n{other}").out_of(f"{other}, {one}.") == f"{MARK}, {MARK}."


def test_other_words_stay():
    names = Names("Ana\n\n Li ")
    assert names.out_of("Anatole et Lise lisent. ANA, Li’s.") == f"Anatole et Lise lisent. {MARK}, {MARK}’s."
    assert Names("Ann").out_of("Une année, Ann et Joann.") == f"Une année, {MARK} et Joann."
    assert Names("\n .").out_of("Rien. N’est ôté. Recommandation 1.") == "Rien. N’est ôté. Recommandation 1."
    assert Names("Ana").out_of({"kind": "ana", "said": ["Ana", 3, None]}) == {"kind": "ana", "said": [MARK, 3, None]}


# --- an avis ---------------------------------------------------------------------------------------------------------
def redact(story: Story, names: str, rows, who=None) -> list:
    deed = Deed(who or story.keeper, "redact", story.opinion, LATER)
    return redacting.redact(deed, Names(names), rows, LATER.date())


def test_a_version_without_the_words_has_another_fingerprint_and_says_since_when():
    story = Story().published()
    revision, before = story.opinion.current, story.opinion.current.fingerprint
    voided = redact(story, "avocate", [story.opinion, revision])
    assert "avocate" not in revision.body.lower() and MARK in revision.wordings[2].title
    assert revision.fingerprint == fingerprint(revision.body) != before and revision.redacted_on == LATER.date()
    assert voided == story.opinion.signatures and len(voided) == 2, "whoever signed had read other words"
    assert not story.opinion.is_outdated("en", "title"), "what was translated well still is"


def test_what_is_translated_well_stays_so_without_the_words_and_what_was_outdated_stays_that():
    story = Story().published()
    story.opinion.translated = ENGLISH
    story.opinion.summary = "Vue autrement."
    redact(story, "entendue\nvue", [story.opinion, story.opinion.current])
    assert (story.opinion.title, story.opinion.summary) == (f"Être {MARK}", f"{MARK} autrement.")
    assert [story.opinion.is_outdated("en", each) for each in (Phrase.TITLE, Phrase.SUMMARY)] == [False, True]


def test_where_the_words_stand_nowhere_nothing_is_done_and_nothing_said():
    story = Story().published()
    before = story.opinion.current.fingerprint
    with pytest.raises(Refused, match="nowhere"):
        redact(story, "Kouaméla", [story.opinion, story.opinion.current])
    assert story.opinion.current.fingerprint == before and not story.opinion.current.redacted_on


def test_a_line_of_the_journal_goes_for_what_somebody_typed_and_not_for_where_it_stands_or_what_was_chosen():
    story = Story().published()
    typed, sent, chosen = (record(story.keeper, "send", story.opinion, NOW, NOW.date(), **said) for said in (
        {"bodies": ["police"], "why": "Police l’a demandé."}, {"bodies": ["mairie-police"]},
        {"body": "police", "answers": [["police", 1, "accepted"]], "number": "POLICE-2024-01"}))
    found = redacting.places([typed, sent, chosen], Names("police"))
    assert (found.lines, found.public, found.kept) == ([typed], [], 0)
    redact(story, "police", [typed, sent, chosen])
    assert (typed.details, sent.details) == ({}, {"bodies": ["mairie-police"]}) and chosen.details


@pytest.mark.parametrize("chosen", [
    "answers", "basis", "bodies", "body", "entered", "fate", "implementation", "instead_of", "judgement", "majority",
    "number", "other", "recommendation", "seat", "secrecy", "slug", "status", "subject", "successor", "topics",
    "verdict"])
def test_no_line_goes_for_what_was_chosen_from_a_list(chosen):
    lines = [Event(act="send", details={name: "police"}) for name in (chosen, "why")]
    assert redacting.places(lines, Names("police")).lines == lines[1:]


def test_what_is_written_down_in_one_piece_stays_so_without_the_words():
    asked = amended(Story()).opinion.amendments[0]
    held = Sitting(held_on=NOW.date(), minutes=canonical({"texts": ["Une peur."]}))
    redact(Story().published(), "peur", [asked, held])
    assert asked.wording.text == f"Demander justice fait très {MARK}."
    assert (held.minutes, held.fingerprint) == ('{"texts":["Une […]."]}', fingerprint('{"texts":["Une […]."]}'))


def test_forty_signs_are_shown_on_either_side():
    assert list(redacting.glimpses("a" * 50 + "[…]" + "b" * 50)) == ["a" * 40 + "[…]" + "b" * 40]
    assert list(redacting.glimpses("Dit par […], hier.")) == ["Dit par […], hier."]


def test_it_is_told_what_everyone_reads_what_is_kept_and_which_lines_go():
    row = Story().published().opinion.current
    rung = Rung(whom="l’avocate d’État")
    read, kept = [row, rung, Rung(whom=rung.whom)], [Comment(text="Mon avocate."), Comment(text="Et l’avocate ?")]
    lines, others = [Event(act="send", details={"why": "avocate"})], [Comment(text="Rien."), Rung(whom="le ministère")]
    found = redacting.places([*read, *kept, *lines, *others], Names("avocate"))
    assert found.public.count("l’[…] d’État") == 1 and len(found.public) > 1
    assert all(MARK in each for each in found.public)
    assert (found.kept, found.lines) == (2, lines)
    for rows in ([row], [kept[0]], lines):
        assert redacting.places(rows, Names("avocate"))
    assert not redacting.places(others, Names("avocate"))


def test_a_correction_that_waits_keeps_the_signature_of_who_wrote_it():
    story = corrected(Story())
    assert [each.fingerprint for each in redact(story, "permanence", [story.opinion, Assessment(
        judgement=Judgement.MEETS, text="Une permanence.", adopted_on=NOW.date())])] == []


def test_the_urn_of_a_vote_that_asked_with_these_words_is_emptied_and_another_stays():
    story, other = Story().published(), Piece(height=0, raw=b"{}")
    asked = [Piece(height=0, raw=said.encode()) for said in (
        "« Avocate »", r"""{"name":"Dit\nAvocate"}""", r"""{"name":"La\ndéfense"}""")]
    redact(story, "avocate\nla défense", [story.opinion.current, *asked, other])
    assert [each.raw for each in (*asked, other)] == [b"", b"", b"", b"{}"]


def test_a_member_asks_for_it_too_and_not_while_a_vote_is_on_the_text_that_comes():
    story = Story().published()
    redact(story, "avocate", [story.opinion.current], story.members[0])
    story.opinion.next = Story().prepared().opinion
    with pytest.raises(Refused, match="to replace"):
        redact(story, "audition", [story.opinion.current])


# Columns in clear that hold no words of anybody: identifiers, proofs, places, what one chooses from a list.
TECHNICAL = {
    "uid", "number", "language", "act", "mark", "commitment", "link", "salt", "said", "hour", "hour_salt",
    "fingerprint", "passage", "after", "source", "sha256", "uuid", "digits", "confirmed", "proofs", "shadow", "tally",
    "carried", "choices", "entered", "key", "topics", "set_aside_from"}


def test_each_column_about_an_avis_holds_words_that_can_be_taken_out_or_none():
    """A column that is new says which: `Told`, or sealed, or here."""
    kinds = {kind for each in queries.hanging_on(Opinion(id=1, number="1")) if (
        kind := each.column_descriptions[0]["entity"]) is not Piece}
    left = {f"{kind.__table__.name}.{column.name}" for kind in kinds for column in kind.__table__.columns
            if isinstance(column.type, JSON | String) and not isinstance(column.type, Enum)
            and column.name not in {*wordy(inspect(kind)), *TECHNICAL}}
    assert left == set() and {"revision", "comment", "answer", "rung", "reply", "sitting", "translation"} <= {
        kind.__table__.name for kind in kinds}


# --- everywhere ------------------------------------------------------------------------------------------------------
def planted(said):
    """The same with the name in each of its words."""
    if isinstance(said, str):
        return f"{said} {NAME}" if said else said
    if isinstance(said, list):
        return [planted(each) for each in said]
    if isinstance(said, dict):
        return {key: each if key in NO_WORDS else planted(each) for key, each in said.items()}
    return said


def plant(site) -> str:
    """Put the name in all that is kept about the first avis, by the rows themselves; and in a line of its journal."""
    with site.database.transaction() as session:
        opinion = session.scalars(select(Opinion).where(Opinion.number == "DEMO-2024-01")).one()
        keeper = named(session, "Cèdre")
        for each in [row for kind in queries.hanging_on(opinion) for row in session.scalars(kind).unique()]:
            for name in wordy(inspect(type(each))) if not isinstance(each, Event) else ():
                said = getattr(each, name)
                whole = AS_JSON.get(type(each)) == name
                fresh = planted(json.loads(said)) if whole and said else planted(said)
                setattr(each, name, canonical(fresh) if whole and said else fresh)
            if isinstance(each, Revision):
                each.rewrite(each.body, None)
        record(keeper, "stop_following", opinion, NOW, NOW.date(), recommendations=[1], title=NAME, why=NAME)
        return opinion.uid


def test_after_two_people_have_taken_it_out_a_name_is_nowhere(site):
    uid = plant(site)
    cedre, reader = site.person("Cèdre"), site.anyone()
    signed = select(Signature).join(Signature.opinion).where(Opinion.uid == uid)
    with site.database.reading() as session:
        assert session.scalars(signed).all()
    channels = ["/avis", "/avis/DEMO-2024-01?tout=1", "/avis/DEMO-2024-01/v1", "/avis/DEMO-2024-01/r1", "/donnees.zip",
                "/avis/DEMO-2024-01.pdf", "/avis/feed.atom", "/suivi", "/chercher?q=kouamela", "/organismes/police"]
    assert sum("ouam" in told(reader.get(path).data) for path in channels) > 6
    asked = cedre.send(f"/atelier/texte/{uid}/etape/redact", names="zephyrine kouamela")
    page = Page(cedre.get(asked.location).text)
    assert "essayer des noms" in cedre.get(asked.location).text and "[…]" in str(page.texts)
    gone = cedre.get(asked.location).text.partition("Lignes du journal qui partent</h3>")[2].partition("</ul>")[0]
    assert "Arrêter de suivre une recommandation" in gone, "the second person reads which lines go"
    assert "Les lettres jointes restent telles quelles" in cedre.get(asked.location).text, "no program reads them"
    assert "ouam" in reader.get("/avis/DEMO-2024-01?tout=1").text, "nothing is done before a second person"
    site.released(asked)
    for path in channels:
        assert "ouam" not in told(reader.get(path).data).replace("q=kouamela", "").replace('value="kouamela"', ""), path
    assert "ouam" not in str(site.snapshot()).lower()
    assert not re.search(r"ouam(?:e|é|\\u00e9)la", site.stolen().lower())  # four letters stand in what is sealed too
    said = reader.get("/avis/DEMO-2024-01?tout=1").text
    assert "Des mots qui nomment une personne ont été retirés" in said
    with site.database.reading() as session:
        lines = session.scalars(select(Event).order_by(Event.seq)).all()
        assert broken(lines, [each for each in lines if each.act == "erase_words"]) is None
        assert not session.scalars(signed).all(), "they were of the words of before"
