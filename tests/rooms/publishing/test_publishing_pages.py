"""What will be published, by its pages: nothing is signed unseen, nothing shows too early."""

import re
from datetime import timedelta

import pytest

from commission.models import Status
from pages import Page


@pytest.fixture
def earlier(site):
    """An avis adopted before the site existed, copied in by its pages."""
    keeper = site.person("Cèdre")
    text = keeper.send("/atelier/avant", title="Avis de l’an passé", source="call", asked_by="un appel public").location
    text = text.removesuffix("/coller")
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
    assert site.released(keeper.send(f"{text}/etape/agree", earlier_on="2025-12-01")).status_code == 303
    told = {"summarise": {"summary": "Une demande."}, "sign": {}}
    for act, typed in told.items():
        assert keeper.send(f"{text}/etape/{act}", **typed).status_code == 303, act
    assert keeper.get(f"{text}/etape/publish").status_code == 409
    other.send(f"{text}/etape/sign")
    assert keeper.send(f"{text}/etape/publish").status_code == 303
    page = site.visitor().get("/avis/DEMO-2025-01").text
    assert "Avis de l’an passé" in page and "original signé" in page and "un appel public" in page


def test_another_number_is_shown_before_the_day_of_adoption_is_corrected(earlier):
    site, keeper, text = earlier
    keeper.send(f"{text}/etape/record_earlier", adopted_on="2025-11-20", source_document="original")
    step = f"{text}/etape/correct_adoption"
    assert "DEMO-2025-01" in keeper.get(text).text and "Corriger le jour de l’adoption" in keeper.get(text).text
    shown = keeper.send(step, adopted_on="2023-05-02")
    assert shown.status_code == 400 and "Ce sera l’avis n°\u00a0DEMO-2023-01" in shown.text
    fields = {**Page(shown.text).fields, "adopted_on": "2023-05-02"}
    assert keeper.post(step, data=fields).status_code == 303
    assert "DEMO-2023-01" in keeper.get(text).text and "DEMO-2025-01" not in keeper.get(text).text
    assert keeper.send(step, adopted_on="2023-05-03").status_code == 303, "the same number needs no second look"
    assert keeper.send(step, adopted_on="2024-01-02").status_code == 400
    assert keeper.send(step, adopted_on="").status_code == keeper.send(step, adopted_on="2026-03-02").status_code == 400


def test_what_was_adopted_is_printed_whole_and_as_it_was_typed(earlier):
    site, keeper, text = earlier
    words = {"text": "1946. La loi.\nDe suite :\n- un\n- deux", "why": "[Mineures]: priorité",
             "sign": "Un toit\nun bail"}
    keeper.send(f"{text}/ecrire", do="save", **{f"passages-0-{part}": said for part, said in words.items()})
    keeper.send(f"{text}/etape/record_earlier", adopted_on="2025-11-20", source_document="original signé")
    site.released(keeper.send(f"{text}/etape/agree", earlier_on="2025-12-01"))
    keeper.send(f"{text}/etape/summarise", summary="Une idée.\nUne autre.")
    shown = ("1946. La loi.<br>De suite :</p><ul><li>un</li><li>deux</li></ul>", "<p>[Mineures]: priorité</p>",
             "<p>Un toit<br>un bail</p>", "Pourquoi", "Nous saurons que c’est fait quand")
    sheet = keeper.get(f"{text}/etape/sign").text
    other = site.person("Tilleul")
    for who in (keeper, other):
        who.send(f"{text}/etape/sign")
    keeper.send(f"{text}/etape/publish")
    pages = {each: site.visitor().get(f"/avis/DEMO-2025-01{each}").text for each in ("", "/v1", "/r1")}
    for name, page in {"sheet": sheet, **pages}.items():
        assert [part for part in shown if part not in page] == [], name
    assert "<p>Une idée.<br>Une autre.</p>" in pages[""] and "<p>Une idée.<br>Une autre.</p>" in sheet
    keeper.send(f"{text}/etape/correct", note="une lettre", **{"passages-0-why": "[Mineures]: la priorité"})
    difference = re.sub('<span class="hidden">[^<]*</span>', "", other.get(f"{text}/etape/accept_correction").text)
    assert [part for part in ("<strong>Pourquoi</strong>", "<ins>la </ins>", "Un toit<br>un bail")
            if part not in difference] == []


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
    (asked,) = Page(keeper.get(f"{text}/etape/address").text).fields["asked"]
    with site.database.reading() as session:
        from commission.models import Body
        discreet = str(session.query(Body).filter_by(slug="discret").one().id)
    assert keeper.send(f"{text}/etape/address", asked=asked, whom=discreet).status_code == 303
    reader = site.visitor()
    assert reader.get("/organismes/discret").status_code == 404
    for address in ("/organismes", "/avis", "/"):
        assert "discret" not in reader.get(address).text.lower() and "Une chose" not in reader.get(address).text
    assert reader.get("/avis/DEMO-2025-01").status_code == 404


def test_a_withdrawn_avis_is_gone_and_says_when_and_why(site):
    keeper, iris, reader = site.person("Cèdre"), site.person("Iris"), site.visitor()
    text = f"/atelier/texte/{site.opinion(Status.PUBLISHED)}"
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


def test_what_was_parked_can_be_erased_and_lasts_till_the_next_day(site):
    iris = site.person("Iris")
    for n in range(7):
        site.pass_time(timedelta(minutes=31))
        iris.post("/atelier/nouveau", data={"title": f"Une idée numéro {n}", "source": "own"})
    iris.sign_in(site.codes["Iris"])
    found = [a["href"] for a in iris.page("/atelier/").all("a") if "/repris/" in a["href"]]
    assert len(found) == 5
    assert iris.post(found[0], data={"token": iris.token(found[0])}).status_code == 303
    assert iris.get(found[0]).status_code == 404
    site.pass_time(timedelta(hours=48))
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
    assert "remarques ouvertes" not in keeper.get("/atelier/").text and "1 remarque" not in keeper.get("/atelier/").text


def test_the_public_page_keeps_the_order_of_the_text(earlier):
    site, keeper, text = earlier
    keeper.send(f"{text}/ecrire", do="add:heading:" + keeper.page(f"{text}/ecrire").fields["passages-0-passage"])
    keeper.send(f"{text}/ecrire", do="save", **{"passages-1-text": "Pour finir"})
    keeper.send(f"{text}/etape/record_earlier", adopted_on="2025-11-20", source_document="original")
    site.released(keeper.send(f"{text}/etape/agree", earlier_on="2025-12-01"))
    keeper.send(f"{text}/etape/summarise", summary="Une demande.")
    keeper.send(f"{text}/etape/sign")
    site.person("Tilleul").send(f"{text}/etape/sign")
    keeper.send(f"{text}/etape/publish")
    page = site.visitor().get("/avis/DEMO-2025-01").text
    assert 0 < page.index("Que cela change.") < page.index("Pour finir")
