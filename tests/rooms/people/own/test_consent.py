"""Consent: read before one's first word, in plain sentences, and the day of the yes is kept."""

import re

from pages import Page
from stages import named


def offered(site) -> str:
    """The address of an invitation that two people gave."""
    code = re.search(r"/invitation/(\d{16})", site.person("Cèdre").send("/atelier/inviter", seat="member").text)[1]
    second = site.person("Tilleul")
    second.send(re.findall(r"/atelier/invitations/\w+/confirm_invitation", second.get("/atelier/personnes").text)[-1])
    return f"/invitation/{code}"


def agreed(site, name: str):
    with site.database.reading() as session:
        return named(session, name).agreed_on


def test_a_newcomer_reads_what_is_kept_before_her_first_word_and_the_day_of_her_yes_is_kept(site):
    address, newcomer = offered(site), site.visitor()
    page = newcomer.get(address).text
    order = [page.index(f"<h2>{each}</h2>") for each in (
        "Ce qui est gardé", "Qui peut le lire", "Pendant combien de temps", "Ce qui peut être effacé",
        "Ce qui ne peut pas être effacé")]
    assert [*order, page.index('name="pseudonym"')] == sorted([*order, page.index('name="pseudonym"')])
    assert "rien de vous n’est gardé" in page
    assert newcomer.send(address, pseudonym="Neige", language="fr").location == "/atelier/sortie"
    assert agreed(site, "Neige") == site.clock[0].date()
    newcomer.send("/atelier/sortie")
    assert newcomer.get("/atelier/").status_code == 200, "she is not asked twice"


def test_who_sat_before_is_asked_before_anything_else_may_say_no_and_leave(site):
    with site.database.transaction() as session:
        for name in ("Iris", "Opale"):
            named(session, name).agreed_on = None
    iris, opale = (site.visitor().sign_in(site.codes[name]) for name in ("Iris", "Opale"))
    for address in ("/atelier/", "/atelier/nouveau", "/atelier/journal", "/atelier/reglages"):
        assert iris.get(address).location == "/atelier/accord", address
    sent = iris.post("/atelier/nouveau", data={
        "token": iris.token("/atelier/accord"), "title": "Un mot", "source": "own"})
    assert sent.location == "/atelier/accord" and "Un mot" not in str(site.snapshot())
    assert "/atelier/depart" in iris.get("/atelier/accord").text
    read = Page(iris.send("/atelier/ma-copie", code=site.codes["Iris"]).text)
    assert iris.post("/atelier/ma-copie/fichier", data=read.fields).headers["Content-Disposition"].startswith("attach")
    assert iris.send("/atelier/accord").location == "/atelier/" and agreed(site, "Iris") == site.clock[0].date()
    assert iris.get("/atelier/").status_code == 200
    assert "Vous avez dit oui le" in iris.get("/atelier/accord").text
    assert opale.send("/atelier/depart", code=site.codes["Opale"]).status_code == 303
    assert agreed(site, "Opale") is None
