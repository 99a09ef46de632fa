"""Writing, discussing and signing by their pages: nothing typed is lost, nothing is signed unseen."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from commission.models import Status
from pages import Page


@pytest.fixture
def desk(site):
    """Two members at the same draft, with what each one's page held when it was opened."""
    address = f"/atelier/texte/{site.opinion(Status.DRAFTING)}/ecrire"
    iris, jade = site.person("Iris"), site.person("Jade")
    return address, iris, jade, iris.page(address).fields, jade.page(address).fields


def save(visitor, address, fields, do="save", **typed):
    return visitor.post(address, data={**fields, **typed, "do": do})


def words(visitor, address) -> dict[str, str]:
    return {name: value for name, value in visitor.page(address).fields.items() if name.startswith("passages-")}


def test_adding_a_passage_while_words_collide_keeps_the_page_alive(desk):
    address, iris, jade, hers, mine = desk
    save(iris, address, hers, **{"passages-2-text": "Les mots d’Iris."})
    clash = save(jade, address, mine, f"add:paragraph:{mine['passages-1-passage']}",
                 **{"passages-2-text": "Les mots de Jade."})
    assert clash.status_code == 400
    kept = save(jade, address, Page(clash.text).fields)
    assert kept.status_code == 303
    assert words(jade, address)["passages-2-text"] == "Les mots de Jade."


def test_a_passage_removed_while_i_wrote_in_it_is_kept_or_let_go_as_i_choose(desk):
    address, iris, jade, hers, mine = desk
    gone = hers["passages-3-passage"]
    save(iris, address, hers, f"remove:{gone}")
    clash = save(jade, address, mine, **{"passages-3-text": "J’y tiens."})
    assert "J’y tiens." in clash.text
    fields = Page(clash.text).fields
    let_go = jade.post(address, data={**fields, f"choose:{gone}:text": "theirs", "do": "save"})
    assert let_go.status_code == 303 and gone not in words(jade, address).values()
    save(iris, address, iris.page(address).fields)
    again = save(jade, address, fields)
    assert again.status_code in (303, 400)


def test_what_someone_wrote_since_is_shown_before_it_can_be_removed(desk):
    address, iris, jade, hers, mine = desk
    save(iris, address, hers, **{"passages-2-text": "Les mots d’Iris."})
    save(jade, address, mine, f"remove:{mine['passages-2-passage']}")
    assert words(jade, address)["passages-2-text"] == "Les mots d’Iris."
    save(jade, address, jade.page(address).fields, f"remove:{mine['passages-2-passage']}")
    assert "Les mots d’Iris." not in words(jade, address).values()


def test_the_other_wording_is_checked_like_what_is_typed(desk):
    address, iris, _, hers, _ = desk
    chosen = {f"choose:{hers['passages-2-passage']}:text": "theirs"}
    for wrong in ("![](https://evil.example/x)", "x" * 10_001):
        forged = {**chosen, f"other:{hers['passages-2-passage']}:text": wrong}
        assert save(iris, address, hers, **forged).status_code == 400
    odd = {**chosen, "choose:x": "theirs", "choose:a:b:c": "theirs", "choose::title": "theirs"}
    assert save(iris, address, hers, **odd).status_code == 303
    assert words(iris, address)["passages-2-text"] == hers["passages-2-text"]


def test_a_row_sent_twice_is_refused(desk):
    address, iris, _, hers, _ = desk
    twice = {"passages-9-passage": hers["passages-2-passage"], "passages-9-kind": "paragraph", "passages-9-text": "bis"}
    assert save(plain(iris), address, hers, **twice).status_code == 400


def plain(visitor):
    """The same browser, whose pages are not checked: such ones have no form of ours."""
    other = FlaskClient(visitor.application, visitor.application.response_class)
    other._cookies = visitor._cookies
    return other


def test_a_text_takes_two_hundred_passages_and_says_so(desk, site):
    from commission import drafting
    from commission.merging import Draft
    from commission.models import Kind, Member, Opinion, Wording, random_id
    address, iris, *_ = desk
    with site.database.transaction() as session:
        opinion = session.query(Opinion).filter_by(status=Status.DRAFTING).one()
        drafting.edit(session.query(Member).filter_by(pseudonym="Jade").one(), opinion, opinion.current, Draft(
            opinion.title, [*opinion.wordings, *(Wording(random_id(), Kind.HEADING, "x") for _ in range(196))]),
            site.clock[0])
    reader = plain(iris)
    page = Page(reader.get(address).text)
    refused = reader.post(address, data={**page.fields, "do": "add:paragraph:"})
    assert refused.status_code == 409 and "200" in refused.text
    assert reader.get(address).status_code == 200


def test_a_refused_page_gives_back_what_was_typed(desk, site):
    address, iris, _, hers, _ = desk
    site.person("Cèdre").send(address.replace("ecrire", "etape/open_comments"))
    refused = save(iris, address, hers, **{"passages-2-text": "Une heure de travail."})
    assert refused.status_code == 409 and "Une heure de travail." in refused.text


def test_remarks_come_by_twenty(site):
    uid = site.opinion(Status.DELIBERATION)
    passage, _ = site.remark(uid)
    address = f"/atelier/texte/{uid}/passage/{passage}"
    iris = site.person("Iris")
    for n in range(22):
        iris.send(address, text=f"Remarque numéro {n}.")
    first, second = iris.get(address).text, iris.get(f"{address}?page=2").text
    assert "numéro 21." in first and "numéro 1." not in first and "numéro 1." in second


# --- what will be published ------------------------------------------------------------------------------------------
@pytest.fixture
def earlier(any_site):
    """An avis adopted before the site existed, copied in by its pages, on each database."""
    site = any_site
    keeper = site.person("Cèdre")
    text = keeper.send("/atelier/avant", title="Avis de l’an passé", source="call", asked_by="un appel public").location
    keeper.send(f"{text}/ecrire", do="add:recommendation:")
    assert keeper.send(f"{text}/ecrire", do="save", **{
        "passages-0-title": "Une chose", "passages-0-text": "Que cela change."}).status_code == 303
    return site, keeper, text


def test_an_earlier_avis_is_copied_in_signed_twice_and_published(earlier):
    site, keeper, text = earlier
    other = site.person("Tilleul")
    late = keeper.send(f"{text}/etape/record_earlier", adopted_on="2026-03-02", source_document="original")
    assert late.status_code == 400, "what is adopted today is voted on"
    early = keeper.send(f"{text}/etape/record_earlier", adopted_on="2024-01-02", source_document="original")
    assert early.status_code == 409, "two avis of 2024 have their numbers already, and are later"
    assert keeper.send(f"{text}/etape/record_earlier", adopted_on="2025-11-20",
                       source_document="original signé").status_code == 303
    told = {"agree": {"agreed_on": "2025-12-01"}, "summarise": {"summary": "Une demande."}, "sign": {}}
    for act, typed in told.items():
        assert keeper.send(f"{text}/etape/{act}", **typed).status_code == 303, act
    assert keeper.get(f"{text}/etape/publish").status_code == 409
    other.send(f"{text}/etape/sign")
    assert keeper.send(f"{text}/etape/publish").status_code == 303
    page = site.visitor().get("/avis/DEMO-2025-01").text
    assert "Avis de l’an passé" in page and "original signé" in page and "un appel public" in page


def test_nobody_signs_what_has_changed_since_her_page_was_opened(earlier):
    site, keeper, text = earlier
    other = site.person("Tilleul")
    keeper.send(f"{text}/etape/record_earlier", adopted_on="2025-11-20", source_document="original")
    keeper.send(f"{text}/etape/summarise", summary="Une demande.")
    opened = other.page(f"{text}/etape/sign").fields
    assert "Une demande." in other.get(f"{text}/etape/sign").text
    keeper.send(f"{text}/etape/summarise", summary="Une femme de la rue X demande.")
    refused = other.post(f"{text}/etape/sign", data=opened)
    assert refused.status_code == 400 and "Une femme de la rue X demande." in refused.text
    assert other.post(f"{text}/etape/sign", data=Page(refused.text).fields).status_code == 303


def test_two_summaries_at_once_never_overwrite_each_other_unseen(earlier):
    site, keeper, text = earlier
    iris = site.person("Iris")
    keeper.send(f"{text}/etape/record_earlier", adopted_on="2025-11-20", source_document="original")
    opened = iris.page(f"{text}/etape/summarise").fields
    keeper.send(f"{text}/etape/summarise", summary="Le résumé de Cèdre.")
    refused = iris.post(f"{text}/etape/summarise", data={**opened, "summary": "Le résumé d’Iris."})
    assert refused.status_code == 400
    assert "Le résumé de Cèdre." in refused.text and "Le résumé d’Iris." in refused.text


def test_an_unpublished_avis_shows_on_no_public_page(earlier):
    site, keeper, text = earlier
    keeper.send(f"{text}/etape/record_earlier", adopted_on="2025-11-20", source_document="original")
    keeper.send("/atelier/organismes", name="Organisme discret", slug="discret")
    form = Page(keeper.get(f"{text}/etape/address").text)
    bodies = [facts["value"] for tag, facts in form.tags if tag == "option"]
    with site.database.reading() as session:
        from commission.models import Body
        discreet = str(session.query(Body).filter_by(slug="discret").one().id)
    assert keeper.send(f"{text}/etape/address", recommendation=bodies[0], body=discreet).status_code == 303
    reader = site.visitor()
    assert reader.get("/organismes/discret").status_code == 404
    for address in ("/organismes", "/avis", "/"):
        assert "discret" not in reader.get(address).text.lower() and "Une chose" not in reader.get(address).text
    assert reader.get("/avis/DEMO-2025-01").status_code == 404


def test_a_withdrawn_avis_is_gone_and_says_when_and_why(any_site):
    keeper, iris, reader = any_site.person("Cèdre"), any_site.person("Iris"), any_site.visitor()
    text = f"/atelier/texte/{any_site.opinion(Status.PUBLISHED)}"
    number = "DEMO-2024-01"
    assert keeper.send(f"{text}/etape/ask_withdrawal", why="").status_code == 400
    keeper.send(f"{text}/etape/ask_withdrawal", why="On peut reconnaître quelqu’un.")
    assert keeper.get(f"{text}/etape/withdraw").status_code == 409
    assert reader.get(f"/avis/{number}").status_code == 200
    assert f"{text}/etape/withdraw" in iris.get("/atelier/").text
    assert iris.send(f"{text}/etape/withdraw").status_code == 303
    for address in (f"/avis/{number}", f"/avis/{number}/r1", f"/en/avis/{number}"):
        gone = reader.get(address)
        assert gone.status_code == 410 and "On peut reconnaître quelqu’un." in gone.text
        assert "Être reconnue" not in gone.text and "Direction de la police" not in gone.text
    for address in ("/", "/avis", "/organismes", "/organismes/police", "/organismes/barreau"):
        assert number not in reader.get(address).text


def test_the_themes_of_one_recommendation_leave_the_others_alone(earlier):
    site, keeper, text = earlier
    keeper.send(f"{text}/etape/record_earlier", adopted_on="2025-11-20", source_document="original")
    keeper.send(f"{text}/etape/classify", **{"lines-0-theme": "justice", "lines-0-translated-en-title": "One thing"})
    fields = keeper.page(f"{text}/etape/classify").fields
    assert (fields["lines-0-theme"], fields["lines-0-translated-en-title"]) == ("justice", "One thing")


def test_what_is_typed_after_the_session_ended_is_found_again(site):
    iris, jade = site.person("Iris"), site.person("Jade")
    address = f"/atelier/texte/{site.opinion(Status.DRAFTING)}/ecrire"
    opened = iris.page(address).fields
    site.pass_time(timedelta(minutes=31))
    jade.sign_in(site.codes["Jade"])
    jade.send(address, **{"passages-1-text": "Ce que nous disons", "do": "save"})
    assert iris.get(address).location == "/entrer"
    late = iris.post(address, data={**opened, "passages-2-text": "Une demi-heure de travail.", "do": "save"})
    assert late.location == "/entrer?kept=1" and "gardé" in iris.get(late.location).text
    iris.sign_in(site.codes["Iris"])
    (found,) = [a["href"] for a in iris.page("/atelier/").all("a") if "/repris/" in a["href"]]
    assert jade.get(found).status_code == 404
    page = iris.page(found)
    assert iris.post(address, data={**page.fields, "title": ""}).status_code == 400
    assert iris.get(found).status_code == 200, "nothing was saved: it stays"
    assert iris.post(address, data=page.fields).status_code == 303
    text = iris.get(address.replace("/ecrire", "")).text
    assert "Une demi-heure de travail." in text and "Ce que nous disons" in text
    assert iris.get(found).status_code == 404 and "/repris/" not in iris.get("/atelier/").text


def test_what_was_parked_can_be_erased_and_lasts_a_day(site):
    iris = site.person("Iris")
    for n in range(7):
        site.pass_time(timedelta(minutes=31))
        iris.post("/atelier/nouveau", data={"title": f"Une idée numéro {n}", "source": "own"})
    iris.sign_in(site.codes["Iris"])
    found = [a["href"] for a in iris.page("/atelier/").all("a") if "/repris/" in a["href"]]
    assert len(found) == 5
    assert iris.post(found[0], data={"token": iris.token(found[0])}).status_code == 303
    assert iris.get(found[0]).status_code == 404
    site.pass_time(timedelta(hours=25))
    iris.sign_in(site.codes["Iris"])
    assert "/repris/" not in iris.get("/atelier/").text


def test_a_code_is_never_parked(site):
    iris = site.person("Iris")
    site.pass_time(timedelta(minutes=31))
    assert iris.post("/atelier/carte", data={"code": site.codes["Iris"]}).status_code == 401
    assert site.codes["Iris"] not in str(site.snapshot()["parked"])


def test_what_a_stranger_posts_is_not_parked(site):
    stranger = site.visitor()
    assert stranger.post("/atelier/nouveau", data={"title": "Une idée"}).status_code == 401
    assert site.snapshot()["parked"] == []


def test_a_facilitator_is_told_of_remarks_to_resolve(site):
    keeper, uid = site.person("Cèdre"), site.opinion(Status.DELIBERATION)
    assert "3 remarques" in keeper.get("/atelier/").text
    for _ in range(3):
        passage, remark = site.remark(uid)
        keeper.send(f"/atelier/texte/{uid}/passage/{passage}/{remark}", answer="noté")
    assert "remarques à lever" not in keeper.get("/atelier/").text and "1 remarque" not in keeper.get("/atelier/").text


def test_the_public_page_keeps_the_order_of_the_text(earlier):
    site, keeper, text = earlier
    keeper.send(f"{text}/ecrire", do="add:heading:" + keeper.page(f"{text}/ecrire").fields["passages-0-passage"])
    keeper.send(f"{text}/ecrire", do="save", **{"passages-1-text": "Pour finir"})
    keeper.send(f"{text}/etape/record_earlier", adopted_on="2025-11-20", source_document="original")
    keeper.send(f"{text}/etape/agree", agreed_on="2025-12-01")
    keeper.send(f"{text}/etape/summarise", summary="Une demande.")
    keeper.send(f"{text}/etape/sign")
    site.person("Tilleul").send(f"{text}/etape/sign")
    keeper.send(f"{text}/etape/publish")
    page = site.visitor().get("/avis/DEMO-2025-01").text
    assert 0 < page.index("Que cela change.") < page.index("Pour finir")


# --- leaving quickly while writing -----------------------------------------------------------------------------------
def ticket(page: str) -> str:
    from html import unescape
    return unescape(page.split('data-ticket="')[1].split('"')[0])


def test_what_was_typed_when_she_left_is_offered_when_she_comes_back_whichever_request_comes_first(site):
    address = f"/atelier/texte/{site.opinion(Status.DRAFTING)}/ecrire"
    for leave_first in (True, False):
        iris = site.person("Iris")
        page = iris.get(address).text
        typed = {**Page(page).fields, "passages-2-text": "Des mots pas encore envoyés.", "ticket": ticket(page)}
        if leave_first:
            iris.get("/quitter")
        assert site.anyone().post("/quitter", data=typed).status_code == 204
        iris.get("/quitter")
        back = site.person("Iris")
        link = next(each["href"] for each in Page(back.get("/atelier/").text).all("a") if "/repris/" in each["href"])
        assert "Des mots pas encore envoyés." in back.get(link).text
        assert "/repris/" not in site.person("Jade").get("/atelier/").text, "nobody else is shown it"
        back.post(link, data={"token": Page(back.get(link).text).token})


def test_a_ticket_is_of_ours_for_one_person_and_one_page_and_does_not_last(site):
    from datetime import timedelta
    iris = site.person("Iris")
    page = iris.get("/atelier/nouveau").text
    good = ticket(page)
    uid, path, until, seal = good.split("|")
    for forged in ("", "|||", f"{uid}|/atelier/carte|{until}|{seal}", f"{'0' * 24}|{path}|{until}|{seal}",
                   f"{uid}|{path}|9999999999|{seal}", f"{uid}|{path}|{until}|é"):
        assert site.anyone().post("/quitter", data={"ticket": forged, "title": "x y"}).status_code == 404
    site.pass_time(timedelta(hours=13))
    assert site.anyone().post("/quitter", data={"ticket": good, "title": "x y"}).status_code == 404
    assert site.snapshot()["parked"] == []


def test_pages_where_a_code_is_typed_have_no_ticket(site):
    for address in ("/entrer", "/atelier/sortie", "/atelier/reglages", "/atelier/"):
        assert "data-ticket" not in site.person("Iris").get(address).text
