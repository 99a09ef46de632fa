"""Coming in, joining, leaving."""

import re
import threading
import time
import unicodedata
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from commission.models import SignIn
from commission.web.codes import normalised
from stages import named


def sessions(site) -> int:
    with site.database.reading() as session:
        return session.scalar(select(func.count()).select_from(SignIn))


@pytest.mark.parametrize("spaced", [lambda c: c, lambda c: f"{c[:4]} {c[4:8]}-{c[8:12]}.{c[12:]}", lambda c: f" {c}\n"])
def test_a_code_opens_the_desk_however_it_is_typed(site, spaced):
    response = site.visitor().send("/entrer", code=spaced(site.codes["Iris"]))
    assert (response.status_code, response.location) == (303, "/atelier/")


@pytest.mark.parametrize("code", ["", "12", "0000000000000000", "x" * 500, "1234 5678 9012 345x"])
def test_a_wrong_code_gets_a_sentence_and_is_never_written_back(site, code):
    response = site.visitor().send("/entrer", code=code)
    assert response.status_code == 400
    assert 'class="fault"' in response.text
    assert not code or code not in response.text or code == "12"
    assert ("0 et non O, 1 et non l" in response.text) == (code[-1:] == "x")
    assert sessions(site) == 0


def test_req_09_the_way_out_is_explained_before_the_first_private_page(site):
    visitor = site.visitor().sign_in(site.codes["Iris"], knows_exit=False)
    assert visitor.get("/atelier/").location == "/atelier/sortie"
    assert visitor.get("/atelier/journal").location == "/atelier/sortie"
    assert "/essai" in visitor.get("/atelier/sortie").text
    gone = site.visitor().sign_in(site.codes["Iris"], knows_exit=False)
    assert gone.post("/atelier/sortir", data={"token": gone.token("/atelier/sortie")}).location == "/entrer"
    visitor.send("/atelier/sortie")
    assert visitor.get("/atelier/").status_code == 200
    assert site.visitor().sign_in(site.codes["Iris"], knows_exit=False).get("/atelier/").status_code == 200


def test_a_token_planted_before_signing_in_is_worth_nothing(site):
    visitor = site.visitor()
    visitor.set_cookie("__Host-s", "planted", secure=True)
    visitor.send("/entrer", code=site.codes["Iris"])
    thief = site.visitor()
    thief.set_cookie("__Host-s", "planted", secure=True)
    assert thief.get("/atelier/").location == "/entrer"
    assert visitor.get_cookie("__Host-s").value != "planted"


def test_the_cookie_is_tied_to_https_and_out_of_reach_of_scripts(site):
    cookie = site.visitor().send("/entrer", code=site.codes["Iris"]).headers["Set-Cookie"]
    assert cookie.startswith("__Host-s=")
    for part in ("Secure", "HttpOnly", "Path=/", "SameSite=Lax"):
        assert part in cookie
    assert "Expires" not in cookie and "Max-Age" not in cookie


def test_the_database_keeps_only_the_hash_of_a_token(site):
    visitor = site.person("Iris")
    assert visitor.get_cookie("__Host-s").value not in str(site.snapshot())


@pytest.mark.parametrize("leave", [
    lambda v: v.get("/quitter"),
    lambda v: v.post("/atelier/sortir", data={"token": v.token("/atelier/")}),
])
def test_req_02_after_leaving_the_old_cookie_opens_nothing(site, leave):
    visitor = site.person("Iris")
    token = visitor.get_cookie("__Host-s").value
    response = leave(visitor)
    assert response.status_code == 303 and response.headers["Clear-Site-Data"] == '"cookies", "storage"'
    assert "Max-Age=1" in response.headers["Set-Cookie"]
    assert sessions(site) == 0
    thief = site.visitor()
    thief.set_cookie("__Host-s", token, secure=True)
    assert thief.get("/atelier/").location == "/entrer"


def test_leaving_quickly_works_for_whoever_never_came_in(site):
    response = site.visitor().get("/quitter")
    assert (response.status_code, response.location) == (303, "https://neutral.example/")
    assert "Max-Age=1" in response.headers["Set-Cookie"]


def test_leaving_ends_this_browsers_session_and_no_other(site):
    here, elsewhere = site.person("Iris"), site.person("Iris")
    here.get("/quitter")
    assert elsewhere.get("/atelier/").status_code == 200


def test_signing_in_again_ends_the_session_this_browser_had(site):
    visitor = site.person("Iris")
    visitor.send("/entrer", code=site.codes["Jade"])
    assert sessions(site) == 1


def test_the_code_itself_is_checked_and_not_only_its_index(site):
    with site.database.transaction() as session:
        iris, jade = (named(session, n) for n in ("Iris", "Jade"))
        iris.code_hash = jade.code_hash
    assert site.visitor().send("/entrer", code=site.codes["Iris"]).status_code == 400


def test_leaving_waits_for_nobody_and_the_session_ends_as_soon_as_it_can(site):
    visitor, pause = site.person("Iris"), time.monotonic()
    with site.database.transaction() as other:
        assert other.scalars(select(SignIn).with_for_update()).one()
        other.execute(update(SignIn).values(seen_at=site.clock[0]))
        response = visitor.get("/quitter")
        assert time.monotonic() - pause < 6, "as long as one waits for a lock is ten"
    assert response.status_code == 303 and "Max-Age=1" in response.headers["Set-Cookie"]
    for thread in threading.enumerate():
        if thread is not threading.current_thread() and not thread.daemon:
            thread.join(10)
    assert sessions(site) == 0


def test_who_left_while_the_site_could_not_be_reached_is_signed_out_when_it_is(site):
    for address, told in (("/avis", 200), ("/atelier/", 302), ("/atelier/", 302)):
        visitor = site.person("Iris")
        token = visitor.get_cookie("__Host-s").value
        visitor.set_cookie("away", "1", secure=True)
        came = visitor.get(address, follow_redirects=False)
        assert came.status_code in (told, 303) and "Tilleul" not in came.text
        assert visitor.get_cookie("away") is None and visitor.get_cookie("__Host-s") is None
        thief = site.visitor()
        thief.set_cookie("__Host-s", token, secure=True)
        assert thief.get("/atelier/").location == "/entrer"


def test_what_pages_are_drawn_with_and_what_is_typed_while_leaving_are_not_yet_the_site_reached(site):
    visitor = site.person("Iris")
    style = re.search(r"/s/\w+\.css", visitor.get("/avis").text)[0]
    visitor.set_cookie("away", "1", secure=True)
    assert visitor.get(style).status_code == 200 and visitor.post("/quitter", data={"ticket": ""}).status_code == 404
    assert visitor.get_cookie("away") and sessions(site) == 1
    visitor.get("/avis")
    assert not visitor.get_cookie("away") and sessions(site) == 0


def test_who_left_so_comes_in_again_with_the_first_form_she_is_shown(site):
    visitor = site.person("Iris")
    visitor.set_cookie("away", "1", secure=True)
    assert visitor.send("/entrer", code=site.codes["Iris"]).location == "/atelier/"


def test_signing_out_needs_the_button(site):
    visitor = site.person("Iris")
    assert visitor.get("/atelier/sortir").status_code == 405
    assert visitor.post("/atelier/sortir", data={}).location == "/atelier/"
    assert visitor.get("/atelier/").status_code == 200


def test_a_session_ends_after_thirty_minutes_without_a_touch(site):
    visitor = site.person("Iris")
    for _ in range(4):
        site.pass_time(timedelta(minutes=24, seconds=59))
        assert visitor.get("/atelier/").status_code == 200
    site.pass_time(timedelta(minutes=30))
    assert visitor.get("/atelier/").location == "/entrer"


def test_the_hours_of_a_visit_are_kept_to_five_minutes(site):
    site.pass_time(timedelta(minutes=8, seconds=41))
    visitor = site.person("Iris")
    site.pass_time(timedelta(minutes=11, seconds=7))
    visitor.get("/atelier/")
    with site.database.reading() as session:
        entry = session.scalars(select(SignIn)).one()
    assert [f"{moment:%H:%M:%S.%f}" for moment in (entry.began_at, entry.seen_at)] == [
        "10:05:00.000000", "10:15:00.000000"]


def test_a_session_ends_after_twelve_hours_in_any_case(site):
    visitor = site.person("Iris")
    for _ in range(35):
        site.pass_time(timedelta(minutes=20))
        assert visitor.get("/atelier/").status_code == 200
    site.pass_time(timedelta(minutes=21))
    assert visitor.get("/atelier/").location == "/entrer"


def test_someone_who_has_left_the_commission_comes_in_no_more(site):
    visitor = site.person("Iris")
    with site.database.transaction() as session:
        named(session, "Iris").left_on = site.clock[0].date()
    assert visitor.get("/atelier/").location == "/entrer"
    assert site.visitor().send("/entrer", code=site.codes["Iris"]).status_code == 400


# --- invitations -----------------------------------------------------------------------------------------------------
def invited(site, seat="member") -> str:
    page = site.person("Cèdre").send("/atelier/inviter", seat=seat)
    second = site.person("Tilleul")
    second.send(*to_confirm(second))
    return code_of(page)


def code_of(page) -> str:
    return normalised(page.text.split('class="card code">')[1].split("<")[0])


def to_confirm(visitor) -> list[str]:
    return re.findall(r"/atelier/invitations/\w+/confirm_invitation", visitor.get("/atelier/personnes").text)


def test_an_invitation_opens_nothing_before_a_second_person_confirms_it_and_a_newcomer_is_none(site):
    keeper, witness, newcomer = site.person("Cèdre"), site.person("Iris"), site.visitor()
    address = f"/invitation/{code_of(keeper.send('/atelier/inviter', seat='facilitator'))}"
    assert "pas encore confirmée" in newcomer.get(address).text
    assert to_confirm(keeper) == [] and len(to_confirm(witness)) == 1
    witness.send(*to_confirm(witness))
    newcomer.send(address, pseudonym="Neige", language="fr")
    newcomer.send("/atelier/sortie")
    keeper.send("/atelier/commission/changer", neutral_site="https://evil.example/")
    agreed = {"token": newcomer.token("/atelier/reglages"), "do": "confirm_settings"}
    assert newcomer.post("/atelier/commission", data=agreed).status_code == 409
    site.pass_time(timedelta(hours=24))
    assert site.person("Neige").send("/atelier/commission", do="confirm_settings").status_code == 303


def test_an_invitation_that_is_taken_back_opens_nothing(site):
    code, keeper = invited(site), site.person("Cèdre")
    keeper.send(re.search(r"/atelier/invitations/\w+/drop_invitation", keeper.get("/atelier/personnes").text)[0])
    assert site.visitor().get(f"/invitation/{code}").status_code == 404


def test_req_13_opening_an_invitation_spends_nothing_and_the_button_does(site):
    code = invited(site)
    address = f"/invitation/{code}"
    for _ in range(3):
        assert site.visitor().get(address).status_code == 200
        assert site.visitor().head(address).status_code == 200
    newcomer = site.visitor()
    assert newcomer.send(address, pseudonym="Neige", language="fr").location == "/atelier/sortie"
    late = site.visitor().get(address)
    assert late.status_code == 200 and "déjà servi" in late.text or "trop ancienne" in late.text
    other = site.visitor()
    assert other.post(address, data={"pseudonym": "Pluie", "language": "fr"}).status_code == 400


def test_an_invitations_code_can_be_typed_where_codes_are_typed(site):
    code = invited(site)
    assert site.visitor().send("/entrer", code=code).location == f"/invitation/{code}"


def test_an_invitation_is_too_old_after_three_days(site):
    code = invited(site)
    site.pass_time(timedelta(hours=73))
    assert "<form" not in site.visitor().get(f"/invitation/{code}").text


def test_req_14_a_newcomer_sees_her_code_types_it_back_and_comes_in_with_it_later(site):
    newcomer = site.visitor()
    newcomer.send(f"/invitation/{invited(site, 'facilitator')}", pseudonym="Neige", language="en")
    assert newcomer.get("/en/atelier/carte").location == "/en/atelier/sortie", "how to leave comes before anything"
    assert newcomer.send("/en/atelier/sortie").location == "/en/atelier/carte"
    shown = newcomer.get("/en/atelier/carte").text
    code = normalised(shown.split('class="card code">')[1].split("<")[0])
    assert newcomer.send("/en/atelier/carte", code="0000 0000 0000 0000").status_code == 400
    assert newcomer.send("/en/atelier/carte", code=code).status_code == 303
    assert code in normalised(newcomer.get("/en/atelier/carte").text), "it can be seen again in the first session"
    assert code not in str(site.snapshot())
    later = site.visitor().sign_in(code)
    closed = later.get("/en/atelier/carte").text
    assert code not in normalised(closed) and 'class="card code"' not in closed, "and not after"
    assert later.get("/en/atelier/inviter").status_code == 200


@pytest.mark.parametrize("name", ["", "iris", "06 12 34 56 78", "moi@example.org", "x" * 31, "Iris\u200b", "Ｉｒｉｓ"])
def test_a_name_that_is_taken_or_tells_who_she_is_is_refused(site, name):
    response = site.visitor().send(f"/invitation/{invited(site)}", pseudonym=name, language="fr")
    assert response.status_code == 400 and 'class="fault"' in response.text
    assert not name or "\u200b" in name or f'value="{unicodedata.normalize("NFKC", name)}"' in response.text


def test_a_member_chooses_the_language_the_site_opens_in(site):
    iris = site.person("Iris")
    assert iris.send("/atelier/reglages", language="en").location.startswith("/en/atelier/reglages")
    assert site.visitor().send("/entrer", code=site.codes["Iris"]).location == "/en/atelier/"
