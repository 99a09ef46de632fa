"""Codes of sixteen digits."""

import pytest

from commission.web.codes import Codes, grouped, new_code, normalised

CHEAP = {"memory_cost": 8, "time_cost": 1, "parallelism": 1}


@pytest.mark.parametrize("typed", [
    "1234 5678 9012 3456", "1234567890123456", " 1234-5678.9012\t3456 ", "١٢٣٤ ٥٦٧٨ ٩٠١٢ ٣٤٥٦",
    "1234\u00a05678\u00a09012\u00a03456", "１２３４５６７８９０１２３４５６",
])
def test_a_code_is_read_however_it_is_typed(typed):
    assert normalised(typed) == "1234567890123456"


def test_the_shadows_of_a_code_depend_on_the_pepper():
    one, two = Codes("one", **CHEAP), Codes("two", **CHEAP)
    code = new_code()
    assert one.index(code) != two.index(code)
    assert one.matches(one.shadow(code), code)
    assert not two.matches(one.shadow(code), code)
    assert not one.matches(one.shadow(code), new_code())


def test_neither_shadow_holds_the_code():
    code = new_code()
    known = Codes("pepper", **CHEAP)
    assert len(known.hint(code)) == 4, "of every code so little is kept that many have the same"
    assert code not in known.index(code) and code not in known.shadow(code)
    assert known.shadow(code).startswith("$argon2id$v=19$m=8,t=1,p=1$"), "at the cost that was asked for"


def test_a_first_sessions_token_gives_the_code_again_and_another_does_not():
    known = Codes("pepper", **CHEAP)
    assert known.of_session("token") == known.of_session("token")
    assert known.of_session("token") != known.of_session("other")
    assert len(known.of_session("token")) == 16
    assert known.of_session("3") == "0062788167177748", "as an earlier version of the site gave it"


def test_codes_are_drawn_whole(monkeypatch):
    assert len({new_code() for _ in range(200)}) == 200
    assert all(len(new_code()) == 16 for _ in range(200))
    monkeypatch.setattr("commission.web.codes.secrets.randbelow", {10**16: 42}.__getitem__)
    assert new_code() == "0000000000000042"
    assert grouped("0000111122223333") == "0000 1111 2222 3333"
