"""What is public, as files: as they were, as their schema says, with what the pages say, and gone when it is."""

import copy
import csv
import hashlib
import io
import json
import re
import zipfile

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from commission.models import Status
from commission.rooms.publishing.data import archive, dictionary, tables
from documents import is_golden, read

FILES = ("/avis/DEMO-2024-01.json", "/avis.json", "/suivi.csv", "/avis/feed.atom", "/donnees.zip", "/sitemap.xml")


@pytest.fixture(scope="module")
def files(shared_site):
    """What each file holds."""
    return {path: shared_site.visitor().get(path).data for path in (*FILES, "/avis/schema.json", "/robots.txt")}


def strict(schema: dict) -> dict:
    """The schema, with no key allowed that it does not tell of."""
    whole = copy.deepcopy(schema)
    for each in whole["$defs"].values():
        if "properties" in each:
            each["additionalProperties"] = False
    return whole


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as found:
        assert {each.date_time for each in found.infolist()} == {(1980, 1, 1, 0, 0, 0)}, "no hour of making"
        return {name: found.read(name) for name in found.namelist()}


def words_of(value) -> set[str]:
    """All that people wrote in a value."""
    if isinstance(value, dict):
        return set().union(*(words_of(each) for key, each in value.items() if key not in ("label", "beside")))
    if isinstance(value, list):
        return set().union(*(words_of(each) for each in value))
    return {value} if isinstance(value, str) and " " in value else set()


@pytest.mark.parametrize(("path", "name"), [("/avis/DEMO-2024-01.json", "sent-avis.json"),
                                            ("/suivi.csv", "sent-suivi.csv"), ("/avis/feed.atom", "sent-feed.atom")])
def test_the_files_are_those_that_were_sent_before(files, path, name):
    """But for the fingerprints and identifiers: the passages and letters of each demonstration have their own."""
    steady = re.sub(rb"(?<=/lettres/)[0-9a-f]{24}", b"0" * 24, files[path])
    assert is_golden(name, re.sub(rb'(?<=fingerprint": ")[0-9a-f]{64}', b"0" * 64, steady))


def test_the_data_are_as_the_published_schema_says_and_each_key_is_told_in_both_languages(files):
    schema = json.loads(files["/avis/schema.json"])
    Draft202012Validator.check_schema(schema)
    valid = Draft202012Validator(strict(schema), format_checker=FormatChecker())
    told = unpacked(files["/donnees.zip"])
    for data in (files["/avis.json"], *(content for name, content in told.items() if name.startswith("avis/"))):
        assert [fault.message for fault in valid.iter_errors(json.loads(data))] == []
    assert schema["$id"] == json.loads(files["/avis.json"])["schema"] == "https://localhost/avis/schema.json"
    assert [line for line in dictionary.dictionary() if not (line["fr"] and line["en"])] == []


def test_days_are_told_and_never_hours(files):
    for path in ("/avis/DEMO-2024-01.json", "/avis.json", "/suivi.csv"):
        assert not re.search(rb"\d{2}:\d{2}(:\d{2})?\b", files[path]), path


def test_the_one_file_holds_all_of_it_with_checksums_that_fit(files, shared_site):
    told = unpacked(files["/donnees.zip"])
    sums = dict(reversed(line.split("  ")) for line in told.pop(archive.SUMS).decode().splitlines())
    assert sums == {name: hashlib.sha256(content).hexdigest() for name, content in told.items()}
    assert told["suivi.csv"] == files["/suivi.csv"]
    assert json.loads(told["avis/DEMO-2024-01.json"]) == json.loads(files["/avis/DEMO-2024-01.json"])
    keys = {(line["of"], line["key"]) for line in csv.DictReader(io.StringIO(told["dictionnaire.csv"].decode()))}
    assert {("avis", "number"), ("suivi.csv", "response_fr"), ("answer", "words")} <= keys
    assert b"CC BY 4.0" in told["LISEZMOI-README.txt"]


def test_the_table_has_a_row_for_each_recommendation_and_body_and_runs_no_formula(files):
    rows = list(csv.DictReader(io.StringIO(files["/suivi.csv"].decode(), newline="")))
    asked = [each for each in json.loads(files["/avis/DEMO-2024-01.json"])["recommendations"]]
    mine = [row for row in rows if row["avis"] == "DEMO-2024-01"]
    assert len(mine) == sum(len(each["addressees"]) for each in asked)
    assert {row["response"] for row in rows} > {"accepted", "not_accepted"}
    assert {row["response_fr"] for row in rows if row["response"] == "accepted"} == {"Acceptée"}
    assert [tables.cell(each) for each in ("=1+1", "@x", "-3", "+3", "mot", None, 2)] == [
        "'=1+1", "'@x", "'-3", "'+3", "mot", "", "2"]


def test_each_word_of_the_data_stands_on_the_page_too_and_each_address_leads_somewhere(files, shared_site):
    reader = shared_site.visitor()
    avis = json.loads(files["/avis/DEMO-2024-01.json"])
    pages = " ".join(reader.get(f"{language}/avis/DEMO-2024-01{end}").text for language in ("", "/en")
                     for end in ("", "/v1"))
    page = re.sub(r"\s+", " ", re.sub(r"<br>|<[^>]+>", " ", pages)).replace("&#39;", "'")
    for written in words_of(avis):
        for part in written.split("\n"):
            assert re.sub(r"\s+", " ", part.removeprefix("- ")).strip() in page, part
    for address in set(re.findall(r'"url": "https://localhost([^"]+)"', files["/avis/DEMO-2024-01.json"].decode())):
        assert reader.get(address).status_code == 200, address


def test_the_map_of_the_site_and_the_lines_for_engines(files, shared_site):
    told = re.findall(r"<loc>https://localhost([^<]*)</loc>", files["/sitemap.xml"].decode())
    assert {"/avis/DEMO-2024-01", "/en/avis/DEMO-2024-01/r1", "/organismes/police", "/suivi"} <= set(told)
    assert not [path for path in told if "/atelier" in path or "/entrer" in path]
    assert {shared_site.visitor().get(path).status_code for path in told[::7]} == {200}
    assert files["/robots.txt"].decode().splitlines() == [
        "User-agent: *", "Disallow: /", "Sitemap: https://localhost/sitemap.xml"], "all is invented here"


def test_a_page_tells_engines_where_it_stands_and_what_it_is(shared_site):
    page = shared_site.visitor().get("/en/avis/DEMO-2024-01?tout=1").text
    assert '<link rel="canonical" href="https://localhost/en/avis/DEMO-2024-01">' in page
    assert 'hreflang="fr" href="https://localhost/avis/DEMO-2024-01"' in page
    told = json.loads(re.search(r"ld\+json\">(.*?)</script>", page)[1])
    assert told["@type"] == "Report" and told["@id"] == "https://localhost/avis/DEMO-2024-01"
    assert told["reportNumber"] == "DEMO-2024-01" and told["version"] == "2" and len(told["hasPart"]) == 7
    assert "https://localhost/en/avis/DEMO-2024-01</span>" in page, "a citation has its address"


def test_what_is_withdrawn_is_gone_from_every_channel_with_the_same_request(site):
    keeper, reader = site.person("Cèdre"), site.visitor()
    other = ("/chercher?q=reconnue", "/organismes/police.pdf", "/bilan/2024", "/bilan/2024.pdf")
    before = {path: told(reader.get(path).data) for path in (*FILES, *other)}
    assert [path for path, data in before.items() if b"DEMO-2024-01" not in data] == []
    letter = re.search(r"https://localhost(/organismes/[^ ,]+\.pdf)", reader.get("/suivi.csv").text)[1]
    assert reader.get(letter).status_code == 200
    text = f"/atelier/texte/{site.opinion(Status.PUBLISHED)}"
    keeper.send(f"{text}/etape/ask_withdrawal", why="On peut reconnaître quelqu’un.")
    for path in (*FILES, *other):
        assert reader.get(path).status_code == 200, "kept once more, so that the withdrawal alone takes it out"
    assert site.person("Iris").send(f"{text}/etape/withdraw").status_code == 303
    ends = (".json", ".pdf", "/v1.pdf")
    assert [reader.get(f"/avis/DEMO-2024-01{end}").status_code for end in ends] == [410] * len(ends)
    assert reader.get(letter).status_code == 404, "nor does the letter that answered it stay"
    for path in (*FILES[1:], *other):
        after = told(reader.get(path).data)
        assert b"DEMO-2024-01" not in after and "Être reconnue".encode() not in after, path


def told(data: bytes) -> bytes:
    """What a file says, unpacked; what a document prints, and says of itself."""
    if data.startswith(b"PK"):
        return b" ".join(part for file in unpacked(data).items() for part in (file[0].encode(), file[1]))
    return read(data).encode() if data.startswith(b"%PDF") else data
