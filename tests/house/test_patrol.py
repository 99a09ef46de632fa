"""A walk of every route as every kind of visitor."""

import re
from collections import defaultdict
from functools import cache

import pytest

from commission.models import Seat, Status
from commission.rooms.people.acts import depart
from lengths import LONG
from matrix import MATRIX, READERS
from matrix import PUBLIC as FOR_EVERYONE
from pages import LANGUAGES
from stages import TODAY, named, person

NOBODY, MEMBER, FACILITATOR = None, "Iris", "Cèdre"
PUBLIC = ("/avis", "/organismes", "/reglement", "/ce-que-ce-site-sait", "/essai")


@pytest.fixture(scope="module")
def walkers(shared_site):
    return {NOBODY: shared_site.visitor(), MEMBER: shared_site.person(MEMBER),
            FACILITATOR: shared_site.person(FACILITATOR)}


@pytest.fixture(scope="module")
def walk(shared_site, walkers):
    """What every address answers somebody, in French unless a language is given; each is walked once, and changes
    nothing. Each act at each stage is asked for by who may most, and by everybody in the strain; by the others, one act
    of each form."""

    @cache
    def walked(who, language):
        before = shared_site.snapshot()
        every = LONG or who == FACILITATOR
        found = {address: walkers[who].get(language + address)
                 for address in (shared_site.pages() if every else shared_site.routes())}
        assert shared_site.snapshot() == before
        return found

    return lambda who, language="": walked(who, language)


@pytest.mark.strain
@pytest.mark.parametrize(("who", "language"), [
    (who, f"/{code}".replace("/fr", "")) for code in LANGUAGES for who in (NOBODY, MEMBER, FACILITATOR)
    if LONG or code == "fr"])  # test_folders walks through it in other languages
def test_req_05_07_25_every_address_answers_as_promised_and_changes_nothing(walk, who, language):
    for address, response in walk(who, language).items():
        assert response.status_code in (200, 303, 404, 409), (address, response.status_code)
        if address.startswith("/atelier") and who is NOBODY:
            assert response.location == f"{language}/entrer", address
        if address.startswith(PUBLIC):
            assert response.status_code == 200, address


@pytest.fixture(scope="module")
def strangers(shared_site):
    """Who is not of the commission, not yet, no longer, or of it for its urns alone."""
    holder, names = shared_site.visitor(), ("Partie", "Nouvelle", "Gardienne")
    assert holder.get(f"/reponse/{shared_site.links()['word']}").status_code == 200
    with shared_site.database.transaction() as session:
        session.add_all(person(each, Seat.GUARDIAN if each == "Gardienne" else Seat.MEMBER) for each in names)
    found = [holder, *(shared_site.person(each) for each in names)]
    with shared_site.database.transaction() as session:
        depart(named(session, "Partie"), [], TODAY)
        named(session, "Nouvelle").agreed_on = None
    return dict(zip(READERS[1:5], found, strict=True))


def test_req_17_each_route_answers_each_kind_of_reader_as_it_is_written(shared_site, walk, strangers):
    walked = {READERS[0]: walk(NOBODY), READERS[5]: walk(MEMBER), READERS[6]: walk(FACILITATOR)}
    routes = {address: route_of(shared_site, address)[0] for address in shared_site.routes()}
    private = [address for address, route in routes.items() if route not in FOR_EVERYONE.split()]
    found = defaultdict(lambda: defaultdict(set))
    for reader, pages in walked.items():
        for address, route in routes.items():
            found[route][reader].add(str(pages[address].status_code))
    for reader, visitor in strangers.items():
        for address in private:
            found[routes[address]][reader].add(str(visitor.get(address).status_code))
    said = {route: " ".join("/".join(sorted(by[each])) for each in READERS if by[each]) for route, by in found.items()}
    assert said == {route: answers for answers, those in MATRIX.items() for route in those.split()} | dict.fromkeys(
        FOR_EVERYONE.split(), "200 200 200")


def route_of(site, address: str) -> tuple[str, dict]:
    return site.app.url_map.bind("").match(address.partition("?")[0], "GET")


def test_req_17_a_guardian_from_outside_is_led_only_to_what_opens_for_her(strangers):
    guardian = strangers["guardian from outside"]
    page = guardian.get(guardian.get("/atelier/").location)
    led = {link for link in re.findall(r'href="(/[^"#?]*)"', page.text) if link.startswith("/atelier")}
    assert len(led) > 1 and [link for link in led if guardian.get(link).status_code not in (200, 303)] == []


OF_A_TEXT = {"passage_uid", "remark_uid", "n", "body_id", "row_id", "line_id"}


@pytest.mark.parametrize("who", [MEMBER, FACILITATOR])
def test_req_17_what_is_of_one_text_is_not_found_in_another(shared_site, walkers, who):
    other, tried = shared_site.opinion(Status.DRAFTING), 0
    for address in shared_site.pages():
        route, place = route_of(shared_site, address)
        if "uid" in place and OF_A_TEXT & set(place):
            tried += 1
            answer = walkers[who].get(address.replace(place["uid"], other))
            assert answer.status_code in (404, 409), (route, address)
    assert tried > 10


@pytest.mark.parametrize(("who", "address", "status"), [
    (MEMBER, "/atelier/inviter", 409), (MEMBER, "/atelier/organismes", 409), (MEMBER, "/atelier/avant", 409),
    (FACILITATOR, "/atelier/inviter", 200), (FACILITATOR, "/atelier/organismes", 200), (MEMBER, "/atelier/", 200),
])
def test_a_page_of_someone_elses_seat_is_refused_with_a_reason(walkers, who, address, status):
    assert walkers[who].get(address).status_code == status


def test_req_17_a_facilitator_never_sees_a_ballot(shared_site, walkers):
    voting = shared_site.opinion(Status.VOTING)
    assert walkers[FACILITATOR].get(f"/atelier/texte/{voting}/vote").status_code == 409
    page = walkers[FACILITATOR].get(f"/atelier/texte/{voting}").text
    assert "Perle" not in page and "Corail" not in page


def test_nobody_sees_a_count_while_votes_are_taken(shared_site, walkers):
    voting = shared_site.opinion(Status.VOTING)
    for who in (MEMBER, FACILITATOR):
        assert 'class="tally"' not in walkers[who].get(f"/atelier/texte/{voting}").text


@pytest.mark.parametrize("token", [{}, {"token": ""}, {"token": "0" * 64}, {"token": "é" * 64}])
def test_a_forged_or_missing_token_is_refused_and_what_was_typed_stays(shared_site, walkers, token):
    before = shared_site.snapshot()
    passage, remark = shared_site.remark(shared_site.opinion(Status.DELIBERATION))
    uid = shared_site.opinion(Status.DELIBERATION)
    for address, typed in {
        "/atelier/nouveau": {"title": "Ce que j’ai tapé", "source": "own"},
        f"/atelier/texte/{uid}/passage/{passage}": {"text": "Ce que j’ai tapé"},
        f"/atelier/texte/{uid}/passage/{passage}/{remark}": {"answer": "Ce que j’ai tapé"},
        f"/atelier/texte/{shared_site.opinion(Status.DRAFTING)}/ecrire": {
            "base": "2", "title": "Ce que j’ai tapé", "passages-0-passage": "x", "passages-0-kind": "paragraph",
            "passages-0-text": "et cela aussi"},
    }.items():
        response = walkers[MEMBER].post(address, data={**typed, **token})
        assert response.status_code == 400, address
        assert "Ce que j’ai tapé" in response.text, address
    assert "et cela aussi" in response.text
    assert shared_site.snapshot() == before


@pytest.mark.strain
@pytest.mark.parametrize("who", [MEMBER, FACILITATOR])
def test_every_form_is_refused_without_its_token(shared_site, walkers, who):
    before = shared_site.snapshot()
    for address in shared_site.walk():
        response = walkers[who].post(address, data={"why": "x", "text": "x", "choice": "for", "seat": "member"})
        assert response.status_code in (400, 404, 405, 409), (address, response.status_code)
    assert shared_site.snapshot() == before


@pytest.mark.parametrize("who", [MEMBER, FACILITATOR])
def test_what_is_typed_at_length_is_kept_on_every_page(walk, who):
    pages = [(address, page) for address, page in walk(who).items()
             if address.startswith("/atelier/") and page.mimetype == "text/html"]
    typed = {address: page.text for address, page in pages
             if page.status_code == 200 and re.search(r"<textarea(?![^>]*\breadonly)", page.text)}
    assert len(typed) > 5
    assert [address for address, page in typed.items() if "data-ticket" not in page] == []


def test_what_a_facilitator_answers_an_amendment_is_kept(site):
    text, iris = f"/atelier/texte/{site.opinion(Status.DELIBERATION)}", site.person(MEMBER)
    passage = site.passages(site.opinion(Status.DELIBERATION))[0]
    made = iris.send(f"{text}/passage/{passage}/amendement/retrait", reason="Parce que.")
    number = re.search(r"amendement/(\d+)", made.location)[1]
    page = site.person(FACILITATOR).get(f"{text}/amendement/{number}/decision").text
    assert "<textarea" in page and "data-ticket" in page


def test_a_form_of_another_browser_is_refused(shared_site):
    mine, hers = shared_site.person("Jade"), shared_site.person("Opale")
    stolen = hers.token("/atelier/nouveau")
    assert mine.post("/atelier/nouveau", data={"token": stolen, "title": "x", "source": "own"}).status_code == 400


@pytest.mark.parametrize("address", [
    "/avis/2024-99", "/avis/DEMO-2024-01/r99", "/organismes/inconnu", "/atelier/texte/0", "/avis?page=0",
    "/atelier/texte/0/ecrire", "/atelier/texte/0/etape/freeze", "/invitation/1234", "/s/x.css", "/rien", "/avis?page=x",
])
def test_what_does_not_exist_is_not_found(walkers, address):
    assert walkers[FACILITATOR].get(address).status_code == 404


def test_an_identifier_of_another_text_is_not_found(shared_site, walkers):
    passage, remark = shared_site.remark(shared_site.opinion(Status.DELIBERATION))
    other = shared_site.opinion(Status.DRAFTING)
    assert walkers[MEMBER].get(f"/atelier/texte/{other}/passage/{passage}").status_code == 404
    mine = shared_site.passages(shared_site.opinion(Status.DELIBERATION))
    assert walkers[MEMBER].get(
        f"/atelier/texte/{shared_site.opinion(Status.DELIBERATION)}/passage/{mine[0]}/{remark}").status_code == 404


def said(response) -> str:
    """What a page says; pictures and the one file of everything are no text."""
    return response.text if re.match("text/|application/(json|xml|atom)", response.mimetype) else ""


def test_a_draft_never_shows_on_a_public_page_or_in_a_title(walk):
    titles = ("Se soigner sans peur", "Travailler, se former", "Nos papiers, notre adresse")
    for address, response in walk(NOBODY).items():
        assert not [title for title in titles if title in said(response)], address
    for address, inside in walk(FACILITATOR).items():
        for title in re.findall(r"<title>(.*?)</title>", said(inside), re.DOTALL):
            assert not [draft for draft in titles if draft in title], address


def test_a_visitor_never_sees_a_pseudonym(walk):
    for address, page in walk(NOBODY).items():
        assert not [name for name in ("Iris", "Jade", "Cèdre", "Tilleul", "Corail") if name in said(page)], address


def test_a_reader_gets_no_cookie(shared_site):
    reader = shared_site.visitor()
    for address in ("/", "/avis", "/avis/DEMO-2024-01", "/reglement"):
        assert "Set-Cookie" not in reader.get(address).headers, address
