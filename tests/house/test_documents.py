"""The documents tell the truth of the code: what they name exists, and what exists is told somewhere."""

import re

import pytest

import mapping
from commission.models import Base
from commission.rules import seats as by
from commission.rules.case import Way
from commission.rules.house import HOUSE
from commission.rules.procedure import ACTS
from commission.words import ways_back
from commission.words.acts import ACT_WORDS
from mapping import ADDRESSES, MAP, ROOT
from messages import catalog
from pages import LANGUAGES
from sources import MODULES

DOCUMENTS = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md")), ROOT / "commission/urn/PROTOCOL.md"]
TODAY = [path for path in DOCUMENTS if path.name != "CHANGELOG.md"]  # which tells what was true then
ALL = "\n".join(path.read_text() for path in TODAY)
OF_THE_MACHINE = ("/etc/", "/opt/", "/var/", "/mnt/", "/root/", "/usr/")


def each(paths):
    return [pytest.param(path, id=str(path.relative_to(ROOT))) for path in paths]


def quoted(text: str) -> set[str]:
    """What stands between backquotes, outside of blocks."""
    return set(re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL)))


def test_a_site_is_installed_and_served_in_five_and_twenty_typed_lines():
    """Whether what is printed works is tried by `make test-deploy`."""
    parts = re.split(r"^## ", (ROOT / "docs/server/README.md").read_text(), flags=re.M)[1:4]
    assert [part[0] for part in parts] == ["1", "2", "3"]
    typed = [line for part in parts for line in part.splitlines() if line.startswith("    ")]
    assert 10 < len(typed) <= 25


# --- the settings, the commands, the targets -------------------------------------------------------------------------
def test_each_setting_is_told_and_each_that_is_told_is_read():
    read = {name for path in MODULES
            for name in re.findall(r'environ\.get\("(COMMISSION_[A-Z_]+)"', path.read_text())}
    assert set(re.findall(r"COMMISSION_[A-Z]+(?:_[A-Z]+)*", ALL)) == read


def test_each_kind_of_row_has_its_word():
    known = quoted((ROOT / "docs/engineer/words.md").read_text())
    assert [kind for mapper in Base.registry.mappers if (kind := mapper.class_.__name__) not in known] == []


def commands_of(app) -> set[str]:
    """The commands of ours: those of Flask itself are its own to tell."""
    groups = {name: getattr(command, "commands", {"": None}) for name, command in app.cli.commands.items()}
    return {f"{name} {each}".strip() for name, inside in groups.items() for each in inside}


def test_each_command_is_told_and_each_that_is_told_exists(shared_site):
    known = commands_of(shared_site.app)
    told = set(re.findall(r"(?:^ {4}|&& |[(`])commission ((?:commission |keys |journal )?[a-z-]+)", ALL, re.MULTILINE))
    assert told == known


@pytest.mark.parametrize("code", LANGUAGES)
def test_whoever_keeps_the_server_is_told_what_she_can_type(shared_site, code):
    """Not `flask …`, which an installed server does not know."""
    said = "\n".join(str(each.string or each.id) for each in catalog(code, "messages").values())
    assert re.findall(r"(?<!/)\bflask [a-z].*", said + ALL) == []
    names = "|".join(sorted({name.split()[0] for name in commands_of(shared_site.app)} - {"commission"}))
    assert len(re.findall(rf"\bcommission (?:{names}|commission found)\b", said)) >= 10


def test_each_target_is_told_and_each_that_is_told_exists():
    made = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = {part.split()[1] for part in quoted(ALL) if re.match(r"make [a-z]", part)}
    named |= set(re.findall(r"^ {4}make ([a-z-]+)", ALL, re.MULTILINE))
    assert named == made


# --- addresses -------------------------------------------------------------------------------------------------------
def answers(app, address: str) -> bool:
    """Whether an address, whose changing parts may be written « … », is one of the site's."""
    language = re.match(rf"/({'|'.join(LANGUAGES)})(?=/|$)", address)
    path = address[language.end():] if language else address
    matching = app.url_map.bind("localhost")
    return any(matching.test(path or "/", method) for method in ("GET", "POST"))


def addresses(text: str) -> set[str]:
    found = {word for part in quoted(text) for word in part.split() if re.match(r"/[a-z…<]*", word)}
    return {word for word in found if not word.startswith(OF_THE_MACHINE)}


@pytest.mark.parametrize("path", each([path for path in TODAY if path != ADDRESSES]))
def test_each_address_that_is_told_is_one_of_the_sites(shared_site, path):
    assert [word for word in sorted(addresses(path.read_text())) if not answers(shared_site.app, word)] == []


def test_the_table_of_addresses_is_the_sites(shared_site):
    drawn = mapping.drawn_addresses(shared_site.app)
    assert ADDRESSES.read_text() == mapping.with_drawing(ADDRESSES.read_text(), drawn), "make map"
    assert not re.search(r"\| +`[a-z]", drawn), "each view says in a sentence what it is"


# --- the map ---------------------------------------------------------------------------------------------------------
def test_the_map_shows_the_house_as_it_stands():
    assert MAP.read_text() == mapping.with_drawing(MAP.read_text(), mapping.drawn_map()), "make map"


def test_each_file_and_folder_of_the_map_says_what_it_is():
    lines = [line for block in re.findall(r"```\n(.*?)```", mapping.drawn_map(), re.DOTALL) for line in
             block.splitlines()]
    assert len(lines) > 200
    assert [line for line in lines if len(line.split()) == 1] == []


def test_the_map_names_all_that_stands_at_the_top():
    ignored = (ROOT / ".gitignore").read_text().replace("/", "").splitlines()
    tops = [path.name for path in ROOT.iterdir() if not any(path.match(each) for each in (".*", *ignored))]
    assert [name for name in sorted(tops) if f"`{name}" not in MAP.read_text()] == []


# --- files -----------------------------------------------------------------------------------------------------------
def is_there(name: str) -> bool:
    return any((above / name).exists() for above in (ROOT, ROOT / "commission"))


@pytest.mark.parametrize("path", each(TODAY))
def test_each_file_that_is_told_is_there(path):
    """By its path from the top, or from `commission/`; what an installation keeps for itself is not ours."""
    kinds = "py|js|po|txt|md|toml|html|css|env|service|timer|conf"
    told = {word for part in quoted(path.read_text()) for word in part.split()
            if re.fullmatch(rf"[\w.-]+(/[\w.-]+)*/([\w.-]+\.({kinds}))?", word)}
    assert [word for word in sorted(told) if not is_there(word) and not word.startswith(("keys/", "var/"))] == []


@pytest.mark.parametrize("path", each(DOCUMENTS))
def test_each_link_leads_somewhere(path):
    for words, target in re.findall(r"\[([^\]]*)\]\(([^)\s]+)\)", path.read_text()):
        if re.match(r"https?:|mailto:", target):
            continue
        name, _, part = target.partition("#")
        goal = (path.parent / name) if name else path
        assert goal.exists(), (words, target)
        titles = re.findall(r"^#+ (.+)$", goal.read_text(), re.MULTILINE) if part else []
        assert not part or part in {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}, target


def test_the_first_page_is_short_and_leads_to_every_document():
    assert len((ROOT / "README.md").read_text().splitlines()) <= 90
    seen, waiting = set(), [ROOT / "README.md"]
    while waiting:
        path = waiting.pop()
        seen.add(path)
        found = {(path.parent / target.partition("#")[0]).resolve()
                 for target in re.findall(r"\]\(([^)\s:#]+\.md)[^)]*\)", path.read_text())}
        waiting += found - seen - set(waiting)
    assert set(DOCUMENTS) - seen == set()


# --- the acts --------------------------------------------------------------------------------------------------------
def buttons(acts) -> dict[str, str]:
    """What each act is called in French."""
    french = catalog("fr", "messages")
    return {act: french[ACT_WORDS[act][0]].string for act in acts}


def test_the_facilitators_document_tells_each_of_their_acts_and_none_that_does_not_exist():
    told = (ROOT / "docs/facilitatrices.md").read_text()
    said = {re.sub(r"\s+", " ", each) for each in re.findall(r"« ([^»]*) »", told)}
    theirs = buttons(act for act, line in (ACTS | HOUSE).items()
                     if {by.facilitator, by.keeper_of_papers} & set(line.seats))
    assert set(theirs.values()) - said == set()
    assert said - {*buttons(ACTS | HOUSE).values(), "Mme X"} == set()


def test_the_facilitators_document_begins_with_what_mends_a_mistake_as_the_page_of_help_does(shared_site):
    told = (ROOT / "docs/facilitatrices.md").read_text()
    mended = re.search(r"## Je me suis trompée\n(.*?)\n## ", told, re.DOTALL)[1]
    page = shared_site.visitor().get("/aide").text
    for button in buttons(act for _, act in ways_back.FACILITATORS).values():
        assert f"« {button} »" in mended and f"<strong>{button}</strong>" in page, button
    back = {act for act, line in (ACTS | HOUSE).items() if line.leads == Way.BACK}
    undone = {act for _, act in (*ways_back.MEMBERS, *ways_back.FACILITATORS)}
    assert {act for act in back if act.startswith(("drop_", "take_back", "withdraw_remark"))} <= undone
