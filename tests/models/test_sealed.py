"""What lies in the database: words that only the keys open, and whose they are."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import JSON, String, select

from commission.models import Base, Body, Comment, Event, Member, Opinion, Parked, Revision, Status
from commission.models.sealed import MARK, Keys, Lost, SealedWords, Under, new_key
from sites import PEPPER
from stages import NOW, named

HERS = {"amendment.reason", "amendment.words", "comment.text", "factor.secret", "member.pseudonym", "parked.path",
        "parked.typed"}
OURS = {
    "amendment.answer", "comment.answer", "comment.gone_why", "document.file", "document.says", "event.details",
    "member.key", "opinion.reservation",
    "opinion.set_aside_why", "opinion.source_document", "opinion.summary", "opinion.withdrawal_why",
    "poll.cancelled_why", "question.asked", "question.options", "referral.asked_by", "referral.question",
    "reply_link.fields", "reply_link.handed_back_why", "revision.body", "revision.reason", "sitting.minutes",
    "translation.words", "waiting.fields", "waiting.place", "waiting.sent_back_why",
}
# What is in clear, and why: identifiers and proofs of the chain; shadows; what everyone reads once it is released.
CLEAR = {
    "uid slug number language act commitment link salt fingerprint sha256 source passage after set_aside_from uuid",
    "code_index code_hash token_hash installation keys_mark journal_head public_head tap.key tap.place",
    "commission.name association place timezone languages number_prefix neutral_site proposed body.name name_then",
    "theme closed_why quote redirected_to erratum note assessment.text evidence.title evidence.url source_url",
    "signed_by pause.why reminder.why tally carried",
    "voting_key.key entry.key choices entered digits confirmed proofs part.text certificate contribution credential",
    "verification_key spent mark said hour_salt hour shadow heard",
    "helplines contact topics mood lead next_step observation answer.url rung.whom rung.words",
    "echo.whose echo.title echo.url",
    "mandate funder charter publisher director host access_checked figures",
}


def test_each_column_of_words_is_under_a_key_or_in_clear_for_a_reason():
    columns = {f"{column.table.name}.{column.name}": column.type
               for table in Base.metadata.sorted_tables for column in table.columns}
    sealed = {name: kind for name, kind in columns.items() if isinstance(kind, SealedWords)}
    assert {name for name, kind in sealed.items() if kind.hers} == HERS
    assert {name for name, kind in sealed.items() if not kind.hers} == OURS
    known = {name for line in CLEAR for name in line.split()}
    words = [name for name, kind in columns.items() if isinstance(kind, (JSON, String)) and not hasattr(kind, "enums")]
    assert [name for name in words if not {name, name.partition(".")[2]} & known] == []


# --- keys ------------------------------------------------------------------------------------------------------------
def test_words_are_opened_by_the_key_they_are_under_and_by_no_other():
    ours, key = Keys(PEPPER), new_key()
    raw = ours.seal("un secret")
    assert ours.open(raw) == "un secret" and "secret" not in raw and ours.seal("un secret") != raw
    with pytest.raises(ValueError, match="another key"):
        Keys("another").open(raw)
    hers = ours.seal(Under("ses mots", "iris", key))
    assert ours.open(hers) == "ses mots"
    elsewhere = Keys(PEPPER, lambda: [("iris", ours.seal(key)), ("jade", "")])
    assert elsewhere.open(hers) == "ses mots", "another process finds her key in her row"
    assert Keys(PEPPER, lambda: [("iris", "")]).open(hers) == "", "erased, it opens nothing"


def test_what_everyone_reads_is_written_as_it_is_and_never_taken_for_sealed():
    ours = Keys(PEPPER)
    assert ours.seal(Under("un avis", None)) == "un avis"
    assert ours.open(ours.seal(Under(f"{MARK}x:y", None))) == f"{MARK}x:y"


def test_where_the_keys_are_lost_nothing_is_sealed_and_nothing_is_opened():
    lost = Lost()
    for of_it in (lost.seal, lost.open, lost.seal_file, lost.open_file):
        with pytest.raises(ValueError, match="keys"):
            of_it(f"{MARK}:")


def test_the_database_is_never_asked_to_compare_sealed_words():
    for asked in (lambda: Member.pseudonym == "Iris", lambda: Comment.text.like("%a%"), lambda: Member.pseudonym.desc(),
                  lambda: Member.pseudonym.in_(["Iris"])):
        with pytest.raises(TypeError, match="sealed"):
            asked()


def test_a_row_that_was_touched_in_name_only_is_not_written_anew(site):
    before = site.as_it_lies()["member"]
    with site.database.transaction() as session:
        named(session, "Iris").parked = [Parked(path="/", typed="", typed_on=NOW.date())]
    assert site.as_it_lies()["member"] == before


# --- a year ----------------------------------------------------------------------------------------------------------
def test_of_a_year_nothing_that_was_not_published_is_read_in_the_database(site):
    """The demonstration is a commission’s year, played by its acts; what is typed besides is marked as no cipher is."""
    uid = site.opinion(Status.DELIBERATION)
    passage = site.passages(uid)[0]
    iris, place = site.person("Iris"), f"/atelier/texte/{uid}/passage/{passage}"
    iris.send(place, text="zq-7 une remarque")
    iris.send(f"{place}/amendement/remove", reason="zq-7 une raison")
    site.person("Cèdre").send("/atelier/nouveau", title="zq-7 un titre", source="body", asked_by="zq-7 un office")
    lie, read, stolen = site.as_it_lies(), site.snapshot(), site.stolen()
    assert "zq-7" in str(read) and "zq-7" not in stolen
    clear = {word for table in lie.values() for row in table for word in strings(row) if not word.startswith(MARK)}
    public = " ".join(clear)
    secrets = {word for table, rows in read.items() for n, row in enumerate(rows)
               for word, raw in zip(row, lie[table][n], strict=True)
               if isinstance(word, str) and str(raw).startswith(MARK) and len(word) > 12 and word not in public}
    assert len(secrets) > 60 and [word for word in secrets if word in stolen] == []
    with site.database.reading() as session:
        names = set(session.scalars(select(Member.pseudonym))) - {"Source"}  # which is a word of many texts
    assert len(names) > 10 and [name for name in names if re.search(rf"\b{name}\b", members_tables(lie))] == []
    assert [code for code in site.codes.values() if code in stolen] == []


def strings(row) -> list[str]:
    return [each for each in row if isinstance(each, str)]


def members_tables(lie: dict) -> str:
    """Where a name could lie: everywhere but in what is published, for a name is also a word."""
    return str([lie[table] for table in lie if table not in ("revision", "opinion", "evidence", "body")])


def test_what_is_published_is_opened_with_it_and_what_was_drafted_before_stays_sealed(site):
    with site.database.reading() as session:
        opinion = session.scalars(select(Opinion).where(Opinion.status == Status.PUBLISHED)).first()
        one, n = opinion.id, session.scalar(select(Revision.body).where(Revision.id == opinion.current_id))
    rows = [row for row in site.as_it_lies()["revision"] if row[1] == one]
    assert [row for row in rows if n in row] and any(row[3].startswith(MARK) for row in rows if row[8] is None)


def test_a_name_that_everyone_reads_is_written_in_clear_in_every_language(site):
    with site.database.transaction() as session:
        session.scalars(select(Body)).first().translated = {"en": {"name": "zq-8 a body"}}
        draft = session.scalars(select(Opinion).where(Opinion.status == Status.DRAFTING)).first()
        draft.translated = {"en": {"title": "zq-9 a draft"}}
    assert "zq-8" in site.stolen() and "zq-9" not in site.stolen()


def test_words_that_lose_their_author_go_under_the_key_of_the_commission(site):
    with site.database.transaction() as session:
        remark = session.scalars(select(Comment).where(Comment.author_id.is_not(None), Comment.text != "")).first()
        words, one, hers = remark.text, remark.id, remark.author.uid
        assert (MARK + hers) in str([row for row in site.as_it_lies()["comment"] if row[0] == one])
        remark.author = None
    lies, = (row for row in site.as_it_lies()["comment"] if row[0] == one)
    assert hers not in str(lies) and f"{MARK}:" in str(lies)
    with site.database.reading() as session:
        assert session.get_one(Comment, one).text == words


def test_two_people_whose_codes_have_one_index_both_come_in(site):
    with site.database.transaction() as session:
        named(session, "Jade").code_index = named(session, "Iris").code_index
        assert len(named(session, "Iris").code_index) == 4
    for name in ("Iris", "Opale"):
        assert site.visitor().send("/entrer", code=site.codes[name]).status_code == 303
    with site.database.transaction() as session:
        iris, jade = named(session, "Iris"), named(session, "Jade")
        iris.code_hash, jade.code_hash = jade.code_hash, iris.code_hash
    assert site.visitor().send("/entrer", code=site.codes["Iris"]).status_code == 303, "the second one it may be of"


def test_a_line_of_the_journal_says_what_was_done_to_who_has_the_keys(site):
    with site.database.reading() as session:
        said = [words for line in session.scalars(select(Event)) if (words := line.details.get("summary"))]
    lies = str(site.as_it_lies()["event"])
    assert said and not any(words in lies for words in said)
    site.pass_time(timedelta(days=1))
    assert "the chain holds" in site.app.test_cli_runner().invoke(args=["journal", "verify"]).output
