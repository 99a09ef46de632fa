"""One page of all dates, and the day a discussion is to end on everybody's first page."""

from datetime import timedelta

from commission.models import Opinion, Secrecy, Status


def test_all_dates_stand_on_one_page_for_those_who_sit(shared_site):
    whole = shared_site.person("Iris").get("/atelier/dates").text
    for words in ("À venir", "Passé, et toujours ouvert", "mars 2026", "Séance du 12 mars 2026", "Fin du vote",
                  "membres sur 12 ont voté", "Fin prévue de la discussion", "Réponse souhaitée",
                  "Une relance peut partir", "Date donnée par l’organisme"):
        assert words in whole, words
    assert shared_site.visitor().get("/atelier/dates").status_code == 303


def test_a_long_list_comes_in_pages_what_is_to_come_first(site, monkeypatch):
    person = site.person("Iris")
    whole = person.get("/atelier/dates").text
    monkeypatch.setattr("commission.rooms.desk.DATES", 4)
    pages = []
    while not pages or "page=" + str(len(pages) + 1) in pages[-1]:
        pages.append(person.get(f"/atelier/dates?page={len(pages) + 1}").text)
    assert sum(page.count("class=\"leaf\"") for page in pages) == whole.count("class=\"leaf\"")
    assert "À venir" in pages[0] and "À venir" not in pages[-1] and "Passé" in pages[-1]
    assert person.get(f"/atelier/dates?page={len(pages) + 1}").status_code == 404


def test_of_a_secret_vote_the_page_tells_only_when_it_ends(site):
    with site.database.transaction() as session:
        (text,) = session.query(Opinion).filter_by(status=Status.VOTING)
        text.poll.secrecy = Secrecy.PAPER
    page = site.person("Iris").get("/atelier/dates").text
    assert "Fin du vote" in page and "voté." not in page


def test_a_discussion_has_a_day_which_a_facilitator_can_move_and_which_freezes_nothing(site):
    keeper, iris = site.person("Cèdre"), site.person("Iris")
    uid = site.opinion(Status.DELIBERATION)
    place = f"/atelier/texte/{uid}/etape/set_discussion_end"
    assert keeper.send(place, until="2026-03-01").status_code == 400
    assert keeper.send(place, until="2026-03-05").status_code == 303
    assert "jeudi 5 mars" not in iris.get("/atelier/").text
    assert "Fin prévue de la discussion" in iris.get("/atelier/").text
    assert "doit finir le 5 mars 2026" in iris.get(f"/atelier/texte/{uid}").text
    assert "etape/freeze" not in keeper.get("/atelier/").text
    site.pass_time(timedelta(days=4))
    keeper, iris = site.person("Cèdre"), site.person("Iris")
    assert "etape/freeze" in keeper.get("/atelier/").text, "who can freeze the text is told that the day has passed"
    assert "La discussion continue" in iris.get("/atelier/").text
    assert site.opinion(Status.DELIBERATION) == uid
