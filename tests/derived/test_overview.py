"""What became of all recommendations, counted."""

import re
from datetime import date
from itertools import groupby
from pathlib import Path

import pytest

from commission.derived import overview
from commission.derived.outcome import Summary
from commission.derived.outcome_words import FAMILIES, Family, Word
from commission.derived.overview import Filter, bars, count, look
from commission.models import Addressee, Body, Opinion, Recommendation, Revision
from commission.words.word_rules import SIGNS, sign
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
    assert {way: sum(len(bar.summaries) for bar in bars(found, way)) for way in overview.WAYS} == {
        "avis": 2, "organisme": 3, "theme": 2, "annee": 2}


def test_the_counts_of_a_line_add_up_to_its_number():
    found = look([asked(), asked(sent=None), asked(sent=date(2026, 3, 1))], TODAY)
    (line,) = bars(found, "theme")
    numbers = {word: figure.number for word, figure in line.counts.items()}
    assert numbers == {Word.NO_REPLY: 1, Word.AWAITED: 1, Word.NOT_SENT: 1}
    assert len(line.summaries) == sum(numbers.values()) == 3
    assert overview.families(line.summaries) == {Family.WAITING: 2, Family.SILENT: 1}


def test_every_word_is_of_one_family_and_families_stand_together():
    found = [family for word in Word for family, words in FAMILIES.items() if word in words]
    assert len(found) == len(Word)
    assert [family for family, _ in groupby(found)] == list(Family)


def test_what_was_seen_comes_before_what_is_only_said():
    said, seen, refused = Summary(Word.TAKEN_UP, declared=True), Summary(Word.TAKEN_UP), Summary(Word.NOT_ACCEPTED)
    assert overview.in_order([refused, said, seen]) == [seen, said, refused]


def test_a_sign_has_the_colour_of_its_family_and_stripes_where_only_the_body_says_so():
    style = Path("commission/static/look/states.css").read_text()
    colours = dict(re.findall(r"\.(\w+)(?=[^{}]*{ --c: var\(--(\w+)\))", style))
    assert {family: {colours[SIGNS[word]] for word in words} for family, words in FAMILIES.items()} == {
        Family.FORWARD: {"yes"}, Family.WAITING: {"wait"}, Family.REFUSED: {"no"}, Family.SILENT: {"ink"},
        Family.OVER: {"soft"}}
    assert sign(Summary(Word.UNDER_WAY, declared=True)) == "quarter said"
    assert sign(Summary(Word.UNDER_WAY)) == "quarter" and sign(Summary(Word.ACCEPTED, declared=True)) == "ring"


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
             if "/suivi?" in each["href"] and "depuis=" not in each["href"] and "tout=" not in each["href"]}
    assert len(links) > 20
    for link in links:
        page = reader.get(link)
        assert page.status_code == 200, link
        assert "enlever ce filtre" in page.text


def test_figures_stand_beside_every_drawing(shared_site):
    page = shared_site.visitor().get("/suivi").text
    drawn = re.findall(r'<p class="glance[^>]*aria-label="(.*?)">(.*?)</p>', page)
    assert len(drawn) > 10
    for told, signs in drawn:
        whole, *parts = re.findall(r"(\d+) (?!selon)", told)
        assert int(whole) == sum(map(int, parts)) == signs.count('class="sign'), told


def test_whatever_is_folded_is_open_at_an_address_of_its_own(shared_site):
    reader = shared_site.visitor()
    for address in ("/avis/DEMO-2024-01", "/suivi", "/organismes/parquet"):
        folded = reader.get(address).text
        assert f"{address}?tout=1" in folded and "<details><summary>" in folded or 'class="fold"><' in folded
        assert not [fold for fold in Page(reader.get(f"{address}?tout=1").text).all("details")
                    if "open" not in fold and "more" not in fold.get("class", "")], address


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
