"""Erasing what one wrote: what is hers alone goes, what is the commission's stays, and every count holds."""

from concurrent.futures import ThreadPoolExecutor, wait

import pytest
from sqlalchemy import select

from commission.models import (
    Comment,
    Event,
    Factor,
    Item,
    Member,
    Opinion,
    Parked,
    Referral,
    Sitting,
    Source,
    Status,
    Waiting,
)
from commission.rooms.people.leaving import erasing, queries
from commission.rules import journal
from stages import NOW, Story, named, person

MARK = "zq-7"


def write(site) -> dict[str, str]:
    """What Iris writes everywhere one can, with what others answer: the addresses of what stays and what goes."""
    uid = site.opinion(Status.DELIBERATION)
    passage = site.passages(uid)[0]
    iris, place = site.person("Iris"), f"/atelier/texte/{uid}/passage/{passage}"
    iris.send(place, text=f"{MARK} une remarque seule")
    iris.send(place, text=f"{MARK} une remarque")
    with site.database.reading() as session:
        remark = session.scalars(select(Comment).order_by(Comment.id.desc())).first().uid
    site.person("Jade").send(f"{place}?thread={remark}", text="Une réponse de Jade.")
    iris.send(f"{place}/amendement/remove".replace("remove", "retrait"), reason=f"{MARK} une raison")
    iris.send(f"{place}/amendement/paragraphe", reason=f"{MARK} une autre", text=f"{MARK} des mots")
    iris.send("/atelier/nouveau", title=f"{MARK} un titre", source="own")
    with site.database.transaction() as session:
        herself, now = named(session, "Iris"), site.clock[0]
        text = session.scalars(select(Opinion).where(Opinion.uid == uid)).one()
        session.add(Waiting(opinion=text, author=herself, act="report", at=now, fields=[["text", f"{MARK} un fait"]]))
        herself.parked = [Parked(path="/atelier/nouveau", typed="{}", typed_on=now.date())]
    return {"text": uid, "passage": place}


def words(site) -> str:
    """All that another process reads, which has never known a key of hers."""
    site.database.engine.dialect.keys.hers.clear()
    return str(site.snapshot())


def test_what_is_hers_alone_goes_and_she_goes_on_sitting(site):
    where = write(site)
    iris = site.person("Iris")
    page = iris.get("/atelier/effacer").text
    assert "Ce qui part" in page and "Ce qui reste, et pourquoi" in page
    assert iris.send("/atelier/effacer", code=site.codes["Jade"]).status_code == 400 and MARK in words(site)
    before = key_of(site, "Iris")
    assert iris.send("/atelier/effacer", code=site.codes["Iris"]).status_code == 303
    assert MARK not in words(site) and key_of(site, "Iris") != before
    with site.database.reading() as session:
        proposing = session.scalars(select(Event).where(Event.act == "amend").order_by(Event.seq.desc())).all()
        assert [each.details for each in proposing[:2]] == [{}, {}], "nor can words be tried against a check number"
        assert not session.scalars(select(Parked)).all()
    for address in (where["passage"], f"/atelier/texte/{where['text']}/amendements", "/atelier/", "/atelier/textes",
                    "/atelier/journal", f"/atelier/texte/{where['text']}/amendement/1"):
        assert MARK not in iris.get(address).text, address
    said = site.person("Jade").get(where["passage"]).text
    assert "Une réponse de Jade." in said and "Annulée par son autrice" in said
    assert holds(site) and "Iris" in site.person("Jade").get("/atelier/personnes").text


def test_a_remark_that_somebody_answered_stays_without_its_words():
    iris, jade = person("Iris"), person("Jade")
    alone, closed, replied, by_herself = (Comment(author=iris, text=each) for each in "abcd")
    closed.answer = "C’est fait."
    replied.replies, by_herself.replies = [Comment(author=jade, text="e")], [Comment(author=iris, text="f")]
    hers = erasing.Written([alone, closed, replied, by_herself], [], {}, [], [])
    assert erasing.erased(hers, iris, NOW, erasing.Instead()) == [alone, by_herself]
    assert closed.text == replied.text == "" and closed.answer == "C’est fait."


def test_no_version_of_an_erased_text_says_why_it_was_saved():
    text = Story().drafting().opinion
    first = text.current
    first.reason, text.topics = f"{MARK} pourquoi", [MARK]
    text.translated = {"en": {"title": f"{MARK} a title"}}
    erasing.go_blank(text, [first], erasing.Instead())
    assert (first.reason, text.translated, text.topics, MARK in first.body) == ("", {}, [], False)
    assert (text.status, text.set_aside_from) == (Status.SET_ASIDE, "drafting")
    erasing.go_blank(text, [first], erasing.Instead())
    assert text.set_aside_from == "drafting", "one that was set aside already is taken up where it was"


def test_a_text_that_somebody_else_has_touched_is_not_hers_alone(site):
    iris, cedre = site.person("Iris"), site.person("Cèdre")
    for title in ("seule", "pour un organisme", "en séance", "à deux"):
        iris.send("/atelier/nouveau", title=f"{MARK} {title}", source="own")
    with site.database.transaction() as session:
        last, in_sitting, asked = session.scalars(select(Opinion).order_by(Opinion.id.desc()).limit(3))
        uid = last.uid
        asked.referral = Referral(source=Source.BODY, asked_by="La mairie")
        session.add(Sitting(held_on=site.clock[0].date(), items=[Item(opinion=in_sitting)]))
    assert cedre.send(f"/atelier/texte/{uid}/etape/take_up").status_code == 303
    iris.send("/atelier/effacer", code=site.codes["Iris"])
    left = words(site)
    stays = [title for title in ("seule", "pour un organisme", "en séance", "à deux") if f"{MARK} {title}" in left]
    assert stays == ["pour un organisme", "en séance", "à deux"]
    assert f"{MARK} à deux" in site.person("Jade").get(f"/atelier/texte/{uid}").text
    assert "Texte effacé" in cedre.get("/atelier/mis-de-cote").text


def test_what_is_written_in_an_erased_text_that_was_taken_up_again_is_of_who_writes_it(site):
    cedre = site.person("Cèdre")
    cedre.send("/atelier/nouveau", title=f"{MARK} un", source="own")
    cedre.send("/atelier/effacer", code=site.codes["Cèdre"])
    with site.database.reading() as session:
        uid = session.scalars(select(Opinion).order_by(Opinion.id.desc())).first().uid
    for again in ("take_up_again", "take_up"):
        assert cedre.send(f"/atelier/texte/{uid}/etape/{again}").status_code == 303
    assert cedre.send(f"/atelier/texte/{uid}/ecrire", title=f"{MARK} deux").status_code == 303
    site.person("Iris").send("/atelier/effacer", code=site.codes["Iris"])
    assert f"{MARK} deux" in words(site), "of nobody else"
    site.person("Cèdre").send("/atelier/effacer", code=site.codes["Cèdre"])
    assert MARK not in words(site) and holds(site)


def test_an_amendment_is_not_taken_in_while_its_author_erases_it(site, monkeypatch):
    """Two at once: she has read what is hers, and before it is erased somebody takes a part of it into the text."""
    uid, read, taking = site.opinion(Status.DELIBERATION), queries.written_by, []
    place = f"/atelier/texte/{uid}/passage/{site.passages(uid)[0]}/amendement/paragraphe"
    iris, cedre = site.person("Iris"), site.person("Cèdre")
    made = iris.send(place, reason=f"{MARK} une raison", text=f"{MARK} des mots").location.partition("?")[0]
    taken_in = {"token": cedre.token(f"{made}/decision"), "decision": "accepted"}
    with ThreadPoolExecutor(1) as pool:
        def read_and_wait(*asked):
            hers = read(*asked)
            taking.append(pool.submit(cedre.post, f"{made}/decision", data=taken_in))
            wait(taking, timeout=0.4)
            return hers
        monkeypatch.setattr(queries, "written_by", read_and_wait)
        assert iris.send("/atelier/effacer", code=site.codes["Iris"]).status_code == 303
    assert taking[0].result().status_code == 409, "it was erased first"
    assert MARK not in words(site) and holds(site)


def test_the_last_facilitator_who_cannot_leave_keeps_her_words(site):
    site.person("Cèdre").send("/atelier/depart", code=site.codes["Cèdre"])
    last = site.person("Tilleul")
    last.send("/atelier/nouveau", title=f"{MARK} un titre", source="own")
    assert last.send("/atelier/depart", code=site.codes["Tilleul"], rest="erased").status_code == 409
    assert MARK in words(site) and "Tilleul" in site.person("Iris").get("/atelier/personnes").text


def test_a_facilitator_who_erases_her_words_still_comes_in_with_her_second_key(site):
    keeper, secret = site.person("Cèdre"), "JBSWY3DPEHPK3PXP"
    with site.database.transaction() as session:
        named(session, "Cèdre").factor = Factor(secret=secret, since=NOW.date())
    before = key_of(site, "Cèdre")
    assert keeper.send("/atelier/effacer", code=site.codes["Cèdre"]).status_code == 303
    with site.database.reading() as session:
        person = named(session, "Cèdre")
        assert person.key != before and person.factor.secret == secret


def key_of(site, name: str) -> str:
    with site.database.reading() as session:
        return named(session, name).key


def holds(site) -> bool:
    with site.database.reading() as session:
        lines = session.scalars(select(Event).order_by(Event.seq)).all()
        erasing = [line for line in lines if line.act == journal.ERASING]
        return bool(erasing) and journal.broken(lines, erasing) is None and (
            "the chain holds" in site.app.test_cli_runner().invoke(args=["journal", "verify"]).output)


@pytest.mark.parametrize("rest", ["erased", "unnamed"])
def test_who_leaves_takes_her_name_along_and_her_words_if_she_wants(site, rest):
    where = write(site)
    iris = site.person("Iris")
    with site.database.reading() as session:
        hers = f"sealed:{named(session, 'Iris').uid}:"
    assert hers in str(site.as_it_lies())
    assert "vos mots sont perdus si une ancienne copie du site est remise" in iris.get("/atelier/depart").text
    assert iris.send("/atelier/depart", code=site.codes["Iris"], rest=rest).status_code == 303
    with site.database.reading() as session:
        assert "Iris" not in {each.pseudonym for each in session.scalars(select(Member))}
        assert (MARK in words(site)) == (rest == "unnamed")
        assert not session.scalars(select(Comment).join(Comment.author).where(Member.left_on.is_not(None))).all()
    assert hers not in str(site.as_it_lies()), "no words are left under the key that is no more"
    jade = site.person("Jade")
    for address in (where["passage"], f"/atelier/texte/{where['text']}/amendements", "/atelier/", "/atelier/journal",
                    "/atelier/personnes", "/atelier/textes", f"/atelier/texte/{where['text']}/amendement/1"):
        page = jade.get(address)
        assert page.status_code == 200 and "Iris" not in page.text, address
    assert (MARK in jade.get(where["passage"]).text) == (rest == "unnamed")
    assert site.visitor().send("/entrer", code=site.codes["Iris"]).status_code == 400


def test_who_leaves_and_says_nothing_else_leaves_her_words_and_her_name(site):
    where = write(site)
    site.person("Iris").send("/atelier/depart", code=site.codes["Iris"])
    assert f"{MARK} une remarque" in (page := site.person("Jade").get(where["passage"]).text) and "Iris" in page
