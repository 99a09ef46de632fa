"""The changes `make mutants` tries are made from the syntax of the rules, and its list of equivalents is of today."""

import ast
from pathlib import Path

import pytest

from mutants.changes import changes
from mutants.families import Families
from mutants.scope import equivalents, guards

RULES = '''
"""A module."""
LONGEST = 12
TABLE = {"edit": Act((by.member,), frozenset({S.DRAFTING, S.EARLIER}), (has_title, has_text)),
         "sign": Act((by.facilitator,), {S.ADOPTED}, (two_signatures,), awaits=always)}

def sign(actor, text: Revision, now):
    """Sign it."""
    require(actor, "sign")
    record(actor, "edit")
    record(actor, "sign")
    if not text or now - text.at >= LONGEST:
        raise Refused(N_("No."))
    text.by, text.at = hashed(f"{actor}|{text.n}"), now
    return all(each for each in sorted(text.parts) if each.is_open)
'''


def said(source: str, where: str) -> set[str]:
    return {change.text for change in changes(source)[1] if change.where == where}


def test_each_seat_stage_and_condition_of_a_table_is_changed():
    assert said(RULES, "TABLE.edit") >= {
        "[(by.member,)] without « by.member »", "[(by.member,)] by.member → by.facilitator", "S.EARLIER → ADOPTED",
        "[{S.DRAFTING, S.EARLIER}] without « S.DRAFTING »", "[{S.DRAFTING, S.EARLIER}] with ADOPTED",
        "[(has_title, has_text)] without « has_text »", "[(has_title, has_text)] has_title → two_signatures"}
    assert "Act without « awaits=always »" in said(RULES, "TABLE.sign")
    assert said(RULES, "LONGEST") == {"12 → 13"}


def test_each_refusal_effect_and_comparison_of_an_act_is_changed():
    assert said(RULES, "sign") == {
        "without « require(actor, 'sign') »", "'sign' → 'sign~'", "without « record(actor, 'edit') »",
        "'edit' → 'sign'", "without « record(actor, 'sign') »", "'sign' → 'edit'",
        "without « raise Refused(N_('No.')) »", "not text or now - text.at >= LONGEST: and",
        "not text or now - text.at >= LONGEST: without « not text »",
        "not text or now - text.at >= LONGEST: without « now - text.at >= LONGEST »", "not text: without not",
        "now - text.at >= LONGEST → now - text.at > LONGEST", "now - text.at >= LONGEST → now - text.at < LONGEST",
        "now - text.at → now + text.at", "without « text.by, text.at = (hashed(f'{actor}|{text.n}'), now) »",
        "without « text.by = hashed(f'{actor}|{text.n}') »", "without « text.at = now »",
        "f'{actor}|{text.n}': without « actor »", "f'{actor}|{text.n}': without « | »",
        "f'{actor}|{text.n}': without « text.n »", "if each.is_open: if not", "without « if each.is_open »",
        "all → any: all((each for each in sorted(text.parts) if each.is_open))",
        "sorted → list: sorted(text.parts)"}


@pytest.mark.parametrize("number", range(len(changes(RULES)[1])))
def test_a_change_changes_the_code_and_nothing_of_another(number):
    tree, every = changes(RULES)
    before = compile(tree, "rules", "exec")
    every[number].make()
    assert compile(ast.fix_missing_locations(tree), "rules", "exec") != before


def test_every_equivalent_is_a_change_that_is_made_today_and_says_why():
    every = guards()
    families = Families(Path(path).read_text() for path in every)
    made = {(path, change.where, change.text) for path in every
            for change in changes(Path(path).read_text(), families)[1]}
    known = equivalents()
    assert [each for each in known if each not in made] == []
    assert all(len(reason) > 20 for reason in known.values())
