"""What became of all recommendations, counted."""

import re
from datetime import date

import pytest

from commission.derived import overview
from commission.derived.outcome_words import Word
from commission.derived.overview import Figure, Filter, bars, count, look
from commission.models import Addressee, Body, Opinion, Recommendation, Revision
from crowds import multiply
from pages import Page

TODAY = date(2026, 3, 2)


def asked(number="2024-01", theme="justice", bodies=("police",), sent=date(2024, 4, 1),
          dropped=False) -> Recommendation:
    opinion = Opinion(number=number, adopted_on=date(int(number[:4]), 3, 1))
    opinion.current = Revision.of("Titre", [])
    return Recommendation(opinion=opinion, theme=theme, last=opinion.current if dropped else None, addressees=[
        Addressee(body=Body(slug=slug, name=slug.title()), name_then=slug, sent_on=sent) for slug in bodies])


def test_a_recommendation_counts_once_by_avis_theme_and_year_and_once_for_each_body():
    found = look([asked(bodies=("police", "ville")), asked("2025-01", "logement")], TODAY)
    assert {way: sum(bar.total for bar in bars(found, way)) for way in overview.WAYS} == {
        "avis": 2, "organisme": 3, "theme": 2, "annee": 2}


def test_the_counts_of_a_line_add_up_to_its_number():
    found = look([asked(), asked(sent=None), asked(sent=date(2026, 3, 1))], TODAY)
    (line,) = bars(found, "theme")
    numbers = {word: figure.number for word, figure in line.counts.items()}
    assert numbers == {Word.NO_REPLY: 1, Word.AWAITED: 1, Word.NOT_SENT: 1}
    assert line.total == sum(numbers.values()) == 3
    assert [(part.start, part.length) for part in overview.segments(line.counts)] == [(0, 1), (1, 1), (2, 1)]


def test_a_bar_has_a_mark_a_recommendation_until_there_are_too_many():
    assert [part.length for part in overview.segments({Word.TAKEN_UP: Figure(3, 0, 0)}, most=40)] == [1, 1, 1]
    assert [part.length for part in overview.segments({Word.TAKEN_UP: Figure(3, 0, 0)}, most=41)] == [3]


def test_what_is_no_longer_asked_is_left_out():
    assert look([asked(dropped=True)], TODAY) == []


def test_filters_combine():
    found = look([asked(), asked("2025-01"), asked(theme="logement"), asked(sent=None)], TODAY)
    chosen = Filter({"theme": "justice", "annee": "2024"}, Word.NO_REPLY)
    assert [each.recommendation for each in chosen.among(found)] == [found[0].recommendation]


def test_nothing_published_gives_empty_tables():
    assert count([]) == {} and bars([], "avis") == []


# --- the page --------------------------------------------------------------------------------------------------------
def test_the_page_counts_the_twenty_recommendations_of_the_demonstration(shared_site):
    page = shared_site.visitor().get("/suivi").text
    assert "20 recommandations" in page
    assert "%" not in re.sub(r"<[^>]*>", "", page) and "retard" not in page


@pytest.mark.parametrize("address", ["/suivi?annee=1999", "/suivi?mot=late", "/suivi?theme=%00", "/suivi?avis=2024-99"])
def test_a_filter_that_holds_nothing_is_not_found(shared_site, address):
    assert shared_site.visitor().get(address).status_code == 404


def test_every_filter_is_a_link_that_leads_to_what_it_says(shared_site):
    reader = shared_site.visitor()
    links = {each["href"] for each in Page(reader.get("/suivi").text).all("a")
             if "/suivi?" in each["href"] and "depuis=" not in each["href"]}
    assert len(links) > 20
    for link in links:
        page = reader.get(link)
        assert page.status_code == 200, link
        assert "retirer ce filtre" in page.text


def test_figures_stand_beside_every_drawing(shared_site):
    page = shared_site.visitor().get("/suivi").text
    titles = re.findall(r'<svg[^>]*aria-label="(.*?)"', page)
    rows = page.count("<svg")
    assert rows == len(titles) > 10
    for title in titles:
        assert sum(int(n) for n in re.findall(r"\d+", title)) > 0


def test_of_many_avis_the_latest_are_drawn_and_the_others_are_a_year_away(site):
    multiply(site.database, 30)
    page = site.visitor().get("/suivi").text
    links = [each["href"] for each in Page(page).all("a")]
    assert sum("?avis=" in link for link in links) == 20 and any("?annee=" in link for link in links)
    assert "Les 20 derniers." in page


def test_an_empty_follow_up_says_so(site):
    from sqlalchemy import update

    from commission.models import Opinion as Avis
    from commission.models import Recommendation as Request
    from commission.models import Revision as Version
    with site.database.transaction() as session:
        first = session.query(Version).first()
        session.execute(update(Request).values(last_id=first.id))
        assert session.query(Avis).count()
    assert "Aucune recommandation n’a encore été publiée" in site.visitor().get("/suivi").text
