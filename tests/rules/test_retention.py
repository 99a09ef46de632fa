"""The table of what is kept: each class has its line, its job, its duration said once, and the same words anywhere."""

import re
from datetime import timedelta
from functools import cache
from pathlib import Path

from commission.models import Base
from commission.rules import retention
from commission.rules.retention import KEPT, End
from commission.server.forgetting import JOBS
from messages import catalog

ROOT = Path(__file__).parents[2]
NUMBERS = {3: "three", 15: "fifteen", 30: "thirty"}
DURATIONS = {name: value for name, value in vars(retention).items() if isinstance(value, timedelta)}


# Each class: what ends it, after how many days where it has some, whether it is of a person, and where it stands.
EXPECTED = {
    "identity": "never of", "address": "never of", "visits": "night hers of sign_in",
    "typed": "night 1d hers of parked", "taps": "night of tap", "invitations": "night 3d of invitation",
    "choices": "night 15d hers of entry", "secret": "night 15d of entry voting_key",
    "hours": "night 30d hers of event", "errors": "night 30d of", "copies": "copy 30d hers of",
    "code": "act of member", "factor": "act of factor", "waiting": "act of waiting",
    "links": "night of reply_link document", "person": "act hers of member",
    "own": "act hers of comment amendment opinion revision",
    "texts": "site hers of opinion referral revision passage amendment signature translation",
    "sittings": "site of sitting item presence wish",
    "results": "site of poll question entry urn piece part ceremony guardian", "journal": "site of event",
    "answers": "site of body recommendation addressee pause reminder reply document answer progress evidence "
               "assessment rung echo",
    "house": "site of commission register",
}


@cache
def messages(language: str) -> dict:
    return catalog(language, "messages")


def in_french(each) -> tuple[str, str]:
    french, until = messages("fr"), each.until
    if isinstance(until.text, str):
        return french[each.what].string, french[until.text].string
    num = until.values["num"]
    return french[each.what].string, french[until.text].string[num > 1] % {"num": num}


def test_what_is_kept_and_what_ends_it_is_what_was_decided():
    def line(each):
        days = each.until.values.get("num")
        return " ".join([each.end.name.lower(), *([f"{days}d"] if days else []), *(["hers"] * each.of_a_person), "of",
                         *each.tables])
    assert {name: line(each) for name, each in KEPT.items()} == EXPECTED


def test_what_ends_at_night_has_a_job_and_each_job_has_a_line():
    assert set(JOBS) == {name for name, each in KEPT.items() if each.end == End.NIGHT}


def test_each_table_of_the_database_has_a_line_and_no_line_names_another():
    assert {table for each in KEPT.values() for table in each.tables} == set(Base.metadata.tables)


def test_each_duration_is_of_a_line_and_is_said_nowhere_else():
    told = {each.until.values["num"] for each in KEPT.values() if each.until.values}
    assert told == {each.days for each in DURATIONS.values()}
    code = "".join(path.read_text() for path in (ROOT / "commission").rglob("*.py") if path.name != "retention.py")
    assert [name for name in DURATIONS if not re.search(rf"[-+><(] ?\b{name}\b(?! =)", code)] == []
    said = {word for text in messages("en")
            for word in re.findall(r"\b(three|fifteen|thirty) days\b", str(text))}
    assert said <= {NUMBERS.get(each.days) for each in DURATIONS.values()}


def test_the_page_and_the_register_print_the_table(shared_site):
    page = re.sub(r"<[^>]+>", "|", shared_site.visitor().get("/ce-que-ce-site-sait").text)
    rows = re.findall(r"^\| (.+?) \| (.+?) \| (.+?) \|$", (ROOT / "docs/loi/registre.md").read_text(), re.MULTILINE)
    register = [row for row in rows if row[0] in {in_french(each)[0] for each in KEPT.values()}]
    assert [row[:2] for row in register] == [in_french(each) for each in KEPT.values()]
    assert [("commission daily" in row[2], "commission backup" in row[2]) for row in register] == [
        (each.end == End.NIGHT, each.end == End.COPY) for each in KEPT.values()]
    for what, until in map(in_french, KEPT.values()):
        assert f"|{what}|" in page.replace("&#39;", "'") and f"|{until}|" in page, what


def test_what_one_says_yes_to_says_how_long(shared_site):
    page = shared_site.person("Iris").get("/atelier/accord").text
    for each in KEPT.values():
        what, until = in_french(each)
        line = f"<li>{what} – {until[0].lower()}{until[1:]}</li>"
        assert (line in page) == each.of_a_person, what
