"""One avis, from the first words to what became of it, by its pages, on both databases."""

from datetime import timedelta

from commission.models import Status
from commission.models.people import Member
from commission.rooms.people import queries as people_queries
from commission.rules import journal
from commission.site import create_app  # noqa: F401 - the journey goes through the whole site
from pages import Page


def follow(visitor, response) -> Page:
    assert response.status_code == 303, Page(response.text).texts
    return Page(visitor.get(response.location).text)


def step(visitor, place: str, act: str, **typed):
    response = visitor.send(f"{place}/etape/{act}", **typed)
    assert response.status_code == 303, (act, response.text)


def test_an_avis_is_taken_all_the_way(site):
    keeper, other, iris, jade = (site.person(name) for name in ("Cèdre", "Tilleul", "Iris", "Jade"))
    text = request_and_write(site, keeper, iris)
    discuss_and_freeze(keeper, iris, jade, text)
    vote(site, keeper, iris, text)
    publish(site, keeper, other, iris, text)
    hear_from_the_body(site, keeper, text)
    with site.database.reading() as session:
        assert journal.broken(session.scalars(people_queries.journal())) is None


def request_and_write(site, keeper, iris) -> str:
    text = keeper.send("/atelier/nouveau", title="Être payées pour former", source="body", asked_by="La Ville",
                       question="Que faut-il changer ?", received_on="2026-02-20").location
    assert "La Ville" in keeper.get(text).text
    assert iris.get(f"{text}/ecrire").status_code == 409, "nobody writes before the request is taken up"
    step(keeper, text, "take_up")
    for kind in ("heading", "paragraph", "recommendation"):
        last = [name for name in Page(iris.get(f"{text}/ecrire").text).fields if name.endswith("-passage")]
        after = Page(iris.get(f"{text}/ecrire").text).fields[last[-1]] if last else ""
        assert iris.send(f"{text}/ecrire", do=f"add:{kind}:{after}").status_code == 303
    saved = iris.send(f"{text}/ecrire", do="save", **{
        "passages-0-text": "Contexte", "passages-1-text": "Nous formons **sans être payées**.",
        "passages-2-title": "Payer les formatrices", "passages-2-text": "Chaque séance est payée au tarif commun.",
        "passages-2-why": "Le travail se paie.", "passages-2-sign": "le tarif est écrit."})
    assert "<strong>sans être payées</strong>" in iris.get(saved.location).text
    compared = iris.get(f"{text}/comparer?de=1&a=5").text
    assert "<ins>" in compared and "Payer les formatrices" in compared
    return text


def discuss_and_freeze(keeper, iris, jade, text) -> None:
    step(keeper, text, "open_comments")
    uid = text.split("/")[-1]
    passage = [a["href"] for a in Page(iris.get(text).text).all("a") if "/passage/" in a["href"]][-1]
    assert jade.send(passage, text="Et le trajet ?").status_code == 303
    thread = [a["href"] for a in Page(iris.get(passage).text).all("a") if "thread=" in a["href"]][0]
    iris.send(f"{passage}{thread.split('#')[0]}", text="Bonne idée.")
    assert "réponse à votre remarque" in jade.get("/atelier/").text
    resolve = [a["href"] for a in Page(keeper.get(passage).text).all("a") if f"{uid}/passage" in a["href"]][-1]
    keeper.send(resolve, answer="noté pour la suite")
    assert "noté pour la suite" in jade.get(passage).text
    step(keeper, text, "freeze")
    assert iris.get(f"{text}/ecrire").status_code == 409


def vote(site, keeper, iris, text) -> None:
    step(keeper, text, "prepare_poll", opens_at="2026-03-02T09:00", closes_at="2026-03-09T18:00")
    assert keeper.get(f"{text}/etape/close_poll").status_code == 409
    step(keeper, text, "open_poll")
    assert f"{text}/vote" in iris.get("/atelier/").text
    known = site.app.config
    from commission.web.codes import Codes, new_code
    codes = Codes(known["PEPPER"], **known["ARGON2"])
    fresh = {}
    with site.database.transaction() as session:
        for member in session.query(Member).filter_by(seat="member").order_by(Member.id):
            fresh[member.pseudonym] = new_code()
            member.code_index, member.code_hash = codes.hint(fresh[member.pseudonym]), codes.shadow(
                fresh[member.pseudonym])
    for n, code in enumerate(fresh.values()):
        if n < 9:
            member = site.visitor().sign_in(code)
            assert member.send(f"{text}/vote", choice_1="for" if n < 6 else "against").status_code == 303
    assert keeper.get(f"{text}/vote").status_code == 409
    site.pass_time(timedelta(days=8))
    keeper.sign_in(site.codes["Cèdre"])
    step(keeper, text, "close_poll")
    page = keeper.get(text).text
    assert "DEMO-2026-01" in page and "<b>6</b>" in page and "<b>3</b>" in page


def publish(site, keeper, other, iris, text) -> None:
    other.sign_in(site.codes["Tilleul"])
    assert keeper.get(f"{text}/etape/publish").status_code == 409
    held = site.sitting_held("2026-03-10", "Tilleul", "Iris")
    site.released(keeper.send(f"{text}/etape/agree", sitting=held, manner="majority", reservation=""))
    step(keeper, text, "summarise", **{
        "summary": "Former est un travail. Il se paie.", "translated-en-title": "Paid to train",
        "translated-en-summary": "Training is work."})
    step(keeper, text, "classify", **{
        "lines-0-theme": "formation", "lines-0-translated-en-title": "Pay the trainers"})
    step(keeper, text, "sign")
    assert keeper.get(f"{text}/etape/sign").status_code == 409
    step(other, text, "sign")
    assert site.visitor().get("/avis/DEMO-2026-01").status_code == 404
    step(keeper, text, "publish")
    for address, words in {"/avis/DEMO-2026-01": "Être payées pour former", "/en/avis/DEMO-2026-01": "Paid to train",
                           "/avis/DEMO-2026-01/r1": "le tarif est écrit.", "/avis": "DEMO-2026-01",
                           "/en/avis/DEMO-2026-01/r1": "Pay the trainers"}.items():
        assert words in site.visitor().get(address).text, address


def hear_from_the_body(site, keeper, text) -> None:
    keeper.send("/atelier/organismes", slug="academie", **{
        "name": "Académie (fictive)", "translated-en-name": "Academy"})
    form = Page(keeper.get(f"{text}/etape/address").text)
    (choice,) = form.fields["asked"]
    academy = next(each["value"] for each in form.all("input") if each["name"] == "whom")
    assert keeper.send(f"{text}/etape/address", asked=choice, whom=academy).status_code == 303
    asked = Page(keeper.get(f"{text}/etape/send").text)
    box = next(facts["value"] for facts in asked.all("input") if facts.get("type") == "checkbox")
    step(keeper, text, "send", sent_on="2026-03-10", rows=box)
    reply = [a["href"] for a in Page(keeper.get(f"{text}/suites").text).all("a") if "/reponse/" in a["href"]][0]
    assert site.released(keeper.send(reply, channel="letter", dated_on="2026-03-10", received_on="2026-03-10", **{
        "lines-0-response": "accepted_in_part", "lines-0-quote": "Oui, une séance."})).status_code == 303
    done = [a["href"] for a in Page(keeper.get(f"{text}/suites").text).all("a") if "/mise-en-oeuvre/" in a["href"]][0]
    site.released(keeper.send(done, implementation="under_way", basis="document", stated_on="2026-03-10",
                              evidence="Programme de l’année"))
    fields = Page(keeper.get(f"{text}/etape/assess").text)
    held = next(facts["value"] for tag, facts in fields.tags if tag == "option" and len(facts["value"]) == 24)
    site.released(keeper.send(f"{text}/etape/assess", recommendation=choice, judgement="meets_in_part",
                              text="Ce n’est pas tout.", sitting=held))
    page = site.visitor().get("/avis/DEMO-2026-01").text
    for words in ("Oui, une séance.", "Programme de l’année", "Ce n’est pas tout.", "Répond en partie",
                  "Acceptée en partie", "En cours", "Mise en œuvre engagée"):
        assert words in page, words
    assert site.opinion(Status.PUBLISHED, 2)
