"""What protects the people: what is stored, what is sent, what is logged."""

import hmac
import os
import re
import stat
from pathlib import Path

import pytest
from flask import Response
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from sqlalchemy.orm import Session

from commission.models import Base, Body, Status
from commission.site import create_app
from commission.web import safety
from commission.web.db import connect
from commission.web.sealed import keys
from saying import fingerprint, words
from sites import make_site

ROOT = Path(__file__).parents[2]
PERSONAL = re.compile(r"mail|phone|tel$|^ip|address$|agent|birth|first_name|last_name|surname|latitude|location|photo")


def test_no_column_holds_what_would_find_a_person():
    for table in Base.metadata.sorted_tables:
        assert not [column.name for column in table.columns if PERSONAL.search(column.name)], table.name


def test_req_10_nothing_of_a_visit_but_its_hours_is_kept(site):
    agent, place = "Mozilla/5.0 (Linux; Android 8)", "203.0.113.77"
    visitor = site.visitor()
    told = {"headers": {"User-Agent": agent}, "environ_base": {"REMOTE_ADDR": place}}
    token = re.search(r'name="token" type="hidden" value="(\w+)"', visitor.get("/entrer", **told).text)
    visitor.post("/entrer", data={"token": token[1], "code": site.codes["Iris"]}, **told)
    visitor.get("/atelier/", **told)
    kept = str(site.snapshot())
    assert agent not in kept and place not in kept and "Android" not in kept


def test_files_are_kept_for_good_under_names_that_tell_nothing(shared_site):
    visitor = shared_site.visitor()
    page = visitor.page("/avis")
    files = [link["href"] for link in page.all("link") if link["rel"] in ("stylesheet", "icon")]
    for address in [*files, page.all("script")[0]["src"]]:
        assert re.fullmatch(r"/s/[0-9a-f]{12}\.(css|js|svg)", address)
        response = visitor.get(address)
        assert response.headers["Cache-Control"] == "public, immutable, max-age=31536000"
        assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_pages_are_compressed_for_whoever_asks(shared_site):
    response = shared_site.anyone().get("/avis/DEMO-2024-01", headers={"Accept-Encoding": "gzip"})
    assert response.headers["Content-Encoding"] == "gzip" and len(response.data) < 10_000


def test_an_error_shows_nothing_of_the_code(site):
    site.app.config["PROPAGATE_EXCEPTIONS"] = False
    site.app.view_functions["public.privacy"] = lambda: 1 / 0
    response = site.anyone().get("/ce-que-ce-site-sait")
    assert response.status_code == 500
    assert "ZeroDivision" not in response.text and 'id="exit"' in response.text
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(("language", "word"), [("", "Quitter vite"), ("/en", "Leave quickly")])
def test_with_the_database_gone_a_page_still_shows_the_way_out(site, monkeypatch, language, word):
    site.app.config["PROPAGATE_EXCEPTIONS"] = False
    iris, nobody = site.person("Iris"), site.anyone()
    text = f"{language}/atelier/texte/{site.opinion(Status.DRAFTING)}"
    fields = iris.page(f"{text}/ecrire").fields

    def gone(*args, **kwargs):
        raise OperationalError("SELECT", {}, Exception("gone"))

    def shows_the_way_out(response):
        assert response.status_code == 500 and word in response.text and 'id="exit"' in response.text
        assert f'lang="{language[1:] or "fr"}"' in response.text

    with monkeypatch.context() as during:  # it goes in the middle of a transaction
        during.setattr(Session, "flush", gone)
        shows_the_way_out(iris.post(f"{text}/ecrire", data={**fields, "title": "Un autre titre", "do": "save"}))
    monkeypatch.setattr(Session, "execute", gone)
    monkeypatch.setattr(Session, "scalars", gone)
    monkeypatch.setattr(Session, "get", gone)
    for visitor in (iris, nobody):
        for address in ("/atelier/", "/avis", "/rien", "/entrer"):
            shows_the_way_out(visitor.get(language + address))
        shows_the_way_out(visitor.post(f"{text}/ecrire", data=fields))
    left = iris.get(f"{language}/quitter")
    assert left.location == "https://neutral.example/" and "Clear-Site-Data" in left.headers


def test_a_form_larger_than_a_whole_text_is_refused_on_a_page_of_ours(shared_site):
    response = shared_site.visitor().post("/entrer", data={"code": "1" * 3_000_000})
    assert response.status_code == 413 and 'id="exit"' in response.text


@pytest.mark.parametrize("address", ["/atelier/reglages", "/atelier/code-de-vote", "/atelier/texte/x/isoloir"])
def test_a_page_of_ours_says_so_inside_too_where_no_proxy_does(shared_site, address):
    response = shared_site.person("Iris").post(address, data={"x": "y" * 2_200_000})
    assert response.status_code == 413 and 'id="exit"' in response.text


def test_keys_are_drawn_once_and_only_their_owner_reads_them(tmp_path, written):
    folder = tmp_path / "var" / "keys"
    drawn = keys.key(folder / "secret")
    assert drawn == keys.key(folder / "secret") and len(drawn) >= 48
    assert [stat.S_IMODE(each.stat().st_mode) for each in (folder / "secret", folder)] == [0o600, 0o700]
    assert list(folder.iterdir()) == [folder / "secret"]
    assert written == [(folder / f".secret.{os.getpid()}", drawn.encode()), (folder, b"")], "no power cut takes it back"


def test_req_22_the_server_writes_no_access_log():
    settings = {}
    exec((ROOT / "gunicorn.conf.py").read_text(), settings)
    assert settings["accesslog"] is None


@pytest.mark.parametrize("https", [True, False])
def test_on_ones_own_machine_the_cookie_does_without_https(filled, tmp_path, https):
    made = make_site(filled[0], filled[1], tmp_path, HTTPS=https)
    cookie = made.visitor().get("/entrer").headers["Set-Cookie"]
    assert ("Secure" in cookie, "__Host-" in cookie) == (https, https)
    made.close()


def test_a_real_commissions_public_pages_can_be_found_and_nothing_else(site):
    from commission.models import Commission
    with site.database.transaction() as session:
        session.get_one(Commission, 1).fictional = False
    reader = site.anyone()
    assert "X-Robots-Tag" not in reader.get("/avis/DEMO-2024-01").headers
    assert "noindex" not in reader.get("/avis").text
    for address in ("/entrer", "/essai", "/avis/rien", "/atelier/", "/quitter"):
        assert reader.get(address).headers["X-Robots-Tag"].startswith("noindex"), address


def test_what_is_deleted_is_overwritten_and_what_is_acknowledged_is_written(sqlite_site):
    with connect(sqlite_site.app.config["DATABASE"]).connect() as connection:
        told = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
                for name in ("secure_delete", "foreign_keys", "synchronous", "journal_mode")}
    assert told == {"secure_delete": 1, "foreign_keys": 1, "synchronous": 2, "journal_mode": "wal"}


def test_an_error_of_the_database_tells_nothing_of_what_was_typed(site):
    with pytest.raises(SQLAlchemyError) as failure, site.database.transaction() as session:
        session.add(Body(slug="police", name="Ce que j’ai tapé"))
    assert "Ce que j’ai tapé" not in str(failure.value)


def test_the_files_of_an_installation_are_for_its_owner_alone(tmp_path):
    app = create_app(DATABASE=f"sqlite:///{tmp_path / 'var' / 'commission.db'}", VAR=tmp_path, PEPPER="p",
                     SECRET_KEY="s")
    app.test_cli_runner().invoke(args=["upgrade"])
    app.extensions["database"].engine.dispose()
    assert stat.S_IMODE((tmp_path / "var" / "commission.db").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "var").stat().st_mode) == 0o700


@pytest.mark.parametrize("language", ["fr", "en"])
def test_how_to_leave_can_be_listened_to_in_each_language(shared_site, language):
    visitor = shared_site.visitor().sign_in(shared_site.codes["Iris"])
    page = visitor.page(f"/{language}/atelier/sortie".replace("/fr/", "/"))
    recording = visitor.get(page.all("audio")[0]["src"])
    assert recording.status_code == 200 and recording.data[:4] == b"OggS"
    said = visitor.get(f"/{language}/atelier/sortie".replace("/fr/", "/")).text
    assert len(words(said)) > 12 and fingerprint(said).encode() in recording.data, "make recordings"


# --- what a browser holds, and what is drawn from it -----------------------------------------------------------------
@pytest.fixture
def at_the_door(sqlite_site):
    """A request of a browser that brought nothing, to a site in service."""
    sqlite_site.app.config.update(HTTPS=True, SECRET_KEY="k")
    with sqlite_site.app.test_request_context("/"):
        yield sqlite_site


def cookies(response: Response) -> list[str]:
    return [re.sub(r"Expires=[^;]+; ", "", each) for each in response.headers.getlist("Set-Cookie")]


def test_a_browser_that_comes_anew_forgets_what_it_held_in_words_it_obeys(at_the_door):
    safety.come_anew()
    assert cookies(safety.protect(Response())) == [
        "away=; Max-Age=0; Path=/", "__Host-s=; Max-Age=0; Secure; HttpOnly; Path=/; SameSite=Lax"]


def test_who_leaves_gets_a_cookie_of_a_second_that_is_nothing_and_not_the_one_she_had(at_the_door):
    held = safety.token()
    thrown, away = cookies(safety.protect(safety.leave(Response())))
    name = re.fullmatch(r"__Host-s=([\w-]{11}); Max-Age=1; Secure; HttpOnly; Path=/; SameSite=Lax", thrown)
    assert name and name[1] != held and away == "away=; Max-Age=0; Path=/"


def test_a_browser_has_one_token_however_often_it_is_asked_for(at_the_door):
    assert safety.token() == safety.token() and len(safety.token()) == 43
    at_the_door.app.config.update(HTTPS=False)
    assert safety.cookie_name() == "s"


def test_what_is_drawn_under_the_secret_says_what_it_is_for(at_the_door):
    def under(words: str) -> str:
        return hmac.new(b"k", words.encode(), "sha256").hexdigest()
    assert safety.drawn("a", "b") == under("drawn|a|b") and safety.ticket("a", "b") == f"a|b|{under('ticket|a|b')}"
    assert safety.masked("0f") == under(f"0f|{safety.token()}")


def test_codes_are_stretched_as_the_installation_says(at_the_door):
    at_the_door.app.config.update(ARGON2={"time_cost": 2, "memory_cost": 16, "parallelism": 1})
    made = safety.codes().hasher
    assert (made.time_cost, made.memory_cost, made.parallelism) == (2, 16, 1)
