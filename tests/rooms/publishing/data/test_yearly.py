"""A year in figures: counts with their method, totals of people only, and what is withdrawn in none of them."""

import csv
import io
from datetime import date

import pytest
from sqlalchemy import text

from commission.models import Commission, Status
from commission.rooms.publishing.data import yearly
from commission.web.pages.kept_pages import KeptPages
from pages import Page

TODAY = date(2026, 3, 2)


def avis(adopted_on: str, *asked: dict, published_on: str = "2025-01-10") -> dict:
    return {"number": "2024-01", "title": {}, "adopted_on": adopted_on, "published_on": published_on,
            "recommendations": list(asked)}


def asked(*rows: dict, assessments=(), **facts) -> dict:
    said = [{"on": day, "judgement": {"key": judgement}} for day, judgement in assessments]
    return {"still_asked": True, "followed_with": None, "assessments": said, "addressees": list(rows), **facts}


def row(body: str, *answers: tuple[str, str], sent_on="2024-05-01") -> dict:
    return {"body": body, "sent_on": sent_on, "response": {"key": answers[-1][1] if answers else "awaited"},
            "answers": [{"on": day, "channel": {"key": "letter"}, "response": {"key": said}} for day, said in answers]}


def counts(told: yearly.Year) -> dict[str, int]:
    return {each.key: each.number for each in told.figures}


def test_each_fact_counts_in_its_own_year_and_a_letter_once():
    letter = ("2024-07-01", "accepted")
    first = avis("2024-04-01", asked(row("a", letter), assessments=[("2025-02-01", "meets")]),
                 asked(row("a", letter), row("b", ("2024-08-01", "acknowledged")), row("c", sent_on=None)),
                 asked(row("a", letter), still_asked=False), asked(row("a"), followed_with="2025-01/R1"))
    second = avis("2025-06-01", asked(row("b", ("2025-07-01", "not_accepted"))), published_on="2025-07-01")
    known = [yearly.counts_of(each) for each in (first, second)]
    told = yearly.figures_of(2024, known, None, None, TODAY)
    assert counts(told) == {"adopted": 1, "published": 0, "recommendations": 2, "replies": 1, "assessments": 0,
                            "accepted": 2, "acknowledged": 1, "meets": 1, "not_reviewed": 1, "sittings": 0,
                            "members": 0}
    assert counts(yearly.figures_of(2025, known, None, None, TODAY)) == {
        "adopted": 1, "published": 2, "recommendations": 1, "replies": 1, "assessments": 1, "not_accepted": 1,
        "not_reviewed": 1, "sittings": 0, "members": 0}
    assert yearly.figures_of(2026, known, None, None, TODAY).is_empty


@pytest.mark.parametrize(("sittings", "members", "year", "told"), [
    (3, 5, 2025, 5), (2, 12, 2025, None), (3, 4, 2025, None), (3, 12, 2026, None)])
def test_how_many_took_part_is_told_where_it_points_to_nobody(sittings, members, year, told):
    held = [(sitting, date(year, 1 + sitting, 1), f'{{"present": {members}}}') for sitting in range(sittings)]
    for known in (members, members - 1):  # one of them has erased her name since
        came = [(sitting, member) for sitting in range(sittings) for member in range(known)]
        found = counts(yearly.figures_of(year, [], yearly.sat(held, came)[year], None, TODAY))
        assert (found["sittings"], found["members"]) == (sittings, told)


def test_members_are_counted_once_in_a_year_whichever_sittings_they_came_to():
    held = [(n, date(2025, n, 1), '{"present": 3}') for n in (1, 2, 3)]
    came = [(n, member) for n in (1, 2, 3) for member in (n, n + 1, n + 2)]
    assert yearly.sat(held, came) == {2025: (3, 5)}


def test_minutes_that_cannot_be_read_break_no_page_and_no_number_is_told_of_their_year(site):
    reader = site.visitor()
    assert told_of_members(reader) == "11"
    for unread in ("'sealed::AAAA'", "'{}'"):
        with site.database.engine.begin() as connection:
            connection.execute(text(f"UPDATE sitting SET minutes = {unread} WHERE held_on = (SELECT min(held_on) FROM"
                                    " sitting WHERE kept_at IS NOT NULL)"))
        site.app.extensions["kept_pages"] = KeptPages()
        assert told_of_members(reader) == "" and "non dit" in reader.get("/bilan/2024").text


def told_of_members(reader) -> str:
    table = csv.DictReader(io.StringIO(reader.get("/bilan/2024.csv").text, newline=""))
    return next(line["number"] for line in table if line["figure"] == "members")


def test_a_year_has_its_page_and_its_table_and_another_is_not_there(site):
    reader = site.visitor()
    page = reader.get("/bilan/2024").text
    table = list(csv.DictReader(io.StringIO(reader.get("/bilan/2024.csv").text, newline="")))
    told = {line["figure"]: line for line in table}
    assert told["adopted"]["number"] == "3" and told["adopted"]["label_fr"] == "Avis adoptés"
    assert told["sittings"]["number"] == "3" and told["members"]["number"] == "11"
    assert "2025,sittings,members,Membres qui ont participé,Members who took part,," in reader.get(
        "/bilan/2025.csv").text, "the year is not over"
    assert "%" not in page and "The year 2024" in reader.get("/en/bilan/2024").text
    led = [link["href"] for link in Page(reader.get("/bilan").text).all("a")]
    assert [each for each in led if each.startswith("/bilan/")] == ["/bilan/2025", "/bilan/2024"]
    assert [reader.get(f"/bilan/{year}{end}").status_code for year in (2023, 2026) for end in ("", ".csv")] == [404] * 4
    followed = reader.get("/suivi?annee=2024").text
    counted = page[page.index('class="voices"'):page.index("</section>", page.index('class="voices"'))]
    assert counted.strip() in followed, "the two counts are those of the follow-up"
    place = f"/atelier/texte/{site.opinion(Status.PUBLISHED)}"
    site.person("Cèdre").send(f"{place}/etape/ask_withdrawal", why="On peut reconnaître quelqu’un.")
    site.person("Iris").send(f"{place}/etape/withdraw")
    assert reader.get("/bilan/2024").text.count("DEMO-2024-01") == 0
    with site.database.transaction() as session:
        session.get(Commission, 1).founded_on = date(2022, 5, 1)
    site.app.extensions["kept_pages"] = KeptPages()
    empty = reader.get("/bilan/2023").text
    assert "Rien n’est compté" in empty and "2022" in reader.get("/bilan").text
    assert reader.get("/bilan/2021").status_code == 404
    assert "<loc>https://localhost/bilan/2022</loc>" in reader.get("/sitemap.xml").text
