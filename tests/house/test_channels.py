"""Nothing private leaks through what is made of what is public: a mark is planted in every private kind of thing, and
looked for in every page, file, feed, document, answer of the search and error that everyone can open."""

import re
from urllib.parse import quote, unquote_to_bytes

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Enum, String, select, update

from commission.models import (
    Amendment,
    Base,
    Comment,
    Commission,
    Document,
    Member,
    Opinion,
    ReplyLink,
    Revision,
    Status,
    Waiting,
)
from commission.models.sealed import SealedFacts, SealedFile, SealedWords, sealed
from commission.rooms.people import acts as people
from commission.rooms.writing import remarks
from documents import told
from lengths import at_length

MARK, LETTER = "QZXMARK", "a" * 24
# What everyone may read, by its table: the rest is marked.
PUBLIC = {
    "opinion": {"number", "reservation", "source_document", "summary", "withdrawal_why"},
    "referral": {"asked_by"}, "body": {"slug", "name"}, "recommendation": {"theme", "closed_why"},
    "addressee": {"name_then"}, "answer": {"quote", "redirected_to"}, "reply": {"source_url", "signed_by"},
    "rung": {"whom", "words"}, "echo": {"whose", "title", "url"},
    "progress": {"note"}, "evidence": {"title", "url"}, "assessment": {"text"}, "pause": {"why"},
    "document": {"says", "sha256"},
    "translation": {"words", "language", "source"}, "revision": {"body", "fingerprint", "reason"},
    "commission": {"name", "association", "place", "timezone", "number_prefix", "public_head",
                   "mandate", "funder", "charter", "publisher", "director", "host", "access_checked", "contact"}}
# What keeps its form: identifiers, fingerprints, what the journal is chained by.
FORMED = re.compile(r"uid|fingerprint|hash|index|link|head|commitment|salt|slug|language|^act$|installation|mark|step|"
                    r"neutral_site|archive|path|_key|^key$|secret|digest|shadow")


def is_private(column) -> bool:
    words = (isinstance(column.type, String | SealedWords)
             and not isinstance(column.type, Enum | SealedFacts | SealedFile))
    return (words and not column.foreign_keys
            and not FORMED.search(column.name) and column.name not in PUBLIC.get(column.table.name, ()))


def plant(site) -> list[str]:
    """Put the mark in every private word of the database, and in the texts that nobody has published."""
    private = [each for table in Base.metadata.sorted_tables for each in table.columns if is_private(each)]
    with site.database.engine.begin() as connection:
        for column in [each for each in private if not isinstance(each.type, SealedWords)]:
            connection.execute(update(column.table).where(column != "").values({column: column + MARK}))
    with site.database.transaction() as session:
        mark_sealed(session)
        unpublished = select(Opinion.id).where(Opinion.status != Status.PUBLISHED)
        for revision in session.scalars(select(Revision).where(Revision.opinion_id.in_(unpublished))):
            if revision.version is None:
                revision.body = revision.body.replace('"text":"', f'"text":"{MARK} ').replace(
                    '"title":"', f'"title":"{MARK} ')
        released = session.scalars(select(Document)).first()
        session.add(Document(uid=LETTER, opinion=released.opinion, body=released.body, came_on=released.came_on,
                             sha256=MARK, size=1, pages=1, says=MARK, file=f"%PDF-1.7 {MARK}".encode()))
        others = list(session.scalars(select(ReplyLink).where(ReplyLink.sent_on.is_not(None))))
        assert any(each.fields for each in others), "an answer that nobody has released"
        for typed in (*session.scalars(select(Waiting)), *others):
            typed.fields = [[name, f"{value} {MARK}"] for name, value in typed.fields]
        session.get(Commission, 1).proposed = {"mandate": MARK, "place": MARK}
    return [str(column) for column in private]


def mark_sealed(session) -> None:
    """The database can add nothing to words that it cannot read: the rows do."""
    for kind in [each.class_ for each in Base.registry.mappers if sealed(each)]:
        names = [name for name, column in kind.__mapper__.columns.items()
                 if isinstance(column.type, SealedWords) and is_private(column)]
        for row in session.scalars(select(kind)).unique():
            for name in names:
                if words := getattr(row, name):
                    setattr(row, name, f'{words[:-1]},"mark":"{MARK}"}}' if words.startswith("{") else words + MARK)


@pytest.fixture(scope="module")
def planted(shared_site):
    marked = plant(shared_site)
    assert {"member.pseudonym", "comment.text", "amendment.reason", "sitting.minutes", "referral.question"} <= {*marked}
    with shared_site.database.reading() as session:
        for private in (Member.pseudonym, Comment.text, Amendment.reason):
            assert MARK in session.scalar(select(private).where(private != ""))
    return shared_site


def test_nothing_private_stands_in_any_public_page_file_document_or_error(planted):
    reader = planted.anyone()
    listed = re.findall(r"<loc>https://localhost([^<]*)</loc>", reader.get("/sitemap.xml").text)
    number = "/avis/DEMO-2024-01"
    others = [f"{number}?tout=1", f"{number}/v1", f"{number}.json", f"{number}.pdf", f"{number}/v1.pdf",
              "/en/organismes/police.pdf", "/avis.json", "/avis/schema.json", "/avis/feed.atom", "/en/avis/feed.atom",
              "/suivi.csv", "/bilan/2024.csv", "/en/bilan/2024.pdf", "/donnees.zip", "/sitemap.xml", "/robots.txt",
              f"/chercher?q={MARK}", "/chercher?q=avocate",
              f"{number}/r99", "/rien", "/atelier/", "/entrer",
              f"/organismes/police/lettres/{LETTER}.pdf", f"/avis/{MARK.lower()[1:]}"]
    assert len(listed) > 40
    for path in [*(each for each in listed if not re.search("/r[2-9]|/en/(?!avis/|suivi)", each)), *others]:
        answer = reader.get(path)
        text = told(answer.data).replace(f'value="{MARK}"', "")
        assert answer.status_code < 500 and MARK not in text.replace(f"q={MARK}", ""), path


def test_req_17_who_holds_a_link_is_shown_no_mark_on_any_address(planted):
    """Whom to write to is told to offices alone. Before it has sent its answer and after, the members' side is shut."""
    office, place = planted.visitor(), f"/reponse/{planted.links()['word']}"
    with planted.database.reading() as session:
        contact = session.get(Commission, 1).contact

    def marked(answer) -> bool:
        return MARK in told(answer.data).replace(contact, "")
    office.send(place, **{"lines-0-response": "accepted", "lines-0-quote": "Oui."})
    again = office.get(f"{place}/relire")
    assert again.status_code == 200 and not marked(again) and contact in again.text
    office.send(f"{place}/relire")
    for path in [each for each in planted.routes() if re.match("/atelier|/reponse|/invitation|/entrer", each)]:
        answer = office.get(path)
        assert answer.status_code != 200 or not path.startswith("/atelier"), path
        assert not marked(answer), path


def test_no_letter_to_an_office_bears_a_mark(planted):
    """But for whom to write to, and the names of what was put to it: they are said to that office alone."""
    keeper, place = planted.person(f"Cèdre{MARK}"), f"/atelier/texte/{planted.opinion(Status.PUBLISHED)}"
    with planted.database.reading() as session:
        contact = session.get(Commission, 1).contact
    row = planted.row(place.rpartition("/")[2])
    for end in ("pdf", "txt"):
        letter = told(keeper.get(f"{place}/lettre/{row['body_id']}/open_link.{end}").data)
        assert contact in letter and MARK not in letter.replace(contact, ""), end


def test_req_22_no_log_holds_a_word_a_name_or_a_code_of_what_went_wrong(site, capfd, caplog, monkeypatch):
    """An error may quote what was typed, and an invitation whose joining failed still opens."""
    code = re.search(r"/invitation/(\d{16})", site.person("Cèdre").send("/atelier/inviter", seat="member").text)[1]
    second = site.person("Tilleul")
    second.send(re.search(r"/atelier/invitations/\w+/confirm_invitation", second.get("/atelier/personnes").text)[0])
    passage = site.passages(uid := site.opinion(Status.DELIBERATION))[0]
    site.app.config.update(TESTING=False, HTTPS=True, PROPAGATE_EXCEPTIONS=False, PREFERRED_URL_SCHEME="https")

    def fails(*given):
        raise ValueError(f"{MARK} {code} {given}")
    monkeypatch.setattr(people, "accept", fails)
    monkeypatch.setattr(remarks, "comment", fails)
    iris, stranger, wrong = site.person("Iris"), site.visitor(), "4321876521096543"
    answers = [stranger.send(f"/invitation/{code}", pseudonym=MARK, language="fr"),
               iris.send(f"/atelier/texte/{uid}/passage/{passage}", text=MARK),
               stranger.send("/entrer", code=wrong), iris.get(f"/{MARK}?{MARK}={MARK}"),
               iris.post("/atelier/nouveau", data={"title": MARK})]
    assert [each.status_code == 500 for each in answers] == [True, True, False, False, False]
    counted = "".join(each.read_text() for each in (site.app.config["VAR"] / "errors").iterdir())
    logged = f"{capfd.readouterr()} {caplog.text} {counted}"
    assert counted.count("ValueError") == 2
    assert [each for each in (MARK, code, code[:4] + " " + code[4:8], wrong, "Iris", uid) if each in logged] == []


@pytest.mark.strain
@settings(max_examples=at_length(15, 5_000), deadline=None)
@given(st.sampled_from(["/avis/{}", "/avis/{}.pdf", "/avis/{}.json", "/avis/DEMO-2024-01/v{}.pdf", "/organismes/{}.pdf",
                        "/organismes/police/lettres/{}.pdf", "/bilan/{}", "/bilan/{}.csv", "/chercher?q={}",
                        "/chercher?page={}&q=a", "/suivi?depuis={}", "/avis?page={}", "/{}"]),
       st.text(max_size=30) | st.text(alphabet="09/.%'\"<>(){}[]\\*-?&=#", max_size=20))
def test_no_hostile_address_breaks_a_public_page(shared_site, path, typed):
    for said in (quote(typed, safe="", errors="replace"), quote(typed, safe="%/?&=#", errors="replace")):
        place, _, asked = path.format(said).partition("?")
        sent = {"PATH_INFO": unquote_to_bytes(place).decode("latin-1"), "QUERY_STRING": asked}  # a client would mend it
        assert shared_site.anyone().get("/", environ_overrides=sent).status_code < 500, (path, said)
