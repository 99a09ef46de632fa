"""The word of a row and the words of several rows: every pair, every triple, and rows at random."""

import itertools
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commission.derived.outcome import summarise
from commission.derived.outcome_words import FIRST_OF, LAST_RESORT, REFUSAL, TAKEN, Word, combine, word
from commission.models import Addressee, Answer, Basis, Implementation, Progress, Recommendation, Reply, Response, Role
from commission.words.suffixes import suffixes

TODAY = date(2026, 11, 25)
SENT, LATELY = date(2025, 1, 10), date(2026, 11, 1)
A, B, C = date(2025, 3, 1), date(2025, 9, 1), date(2026, 6, 1)
R, W = Response, Implementation


def row(*responses: Response, work=(), sent_on=SENT, role=Role.RESPONSIBLE, basis=Basis.SEEN) -> Addressee:
    """A row with these answers and these states of the work, one after the other."""
    return Addressee(
        sent_on=sent_on, role=role, name_then="x",
        answers=[Answer(response=each, reply=Reply(dated_on=day))
                 for each, day in zip(responses, (A, B, C), strict=False)],
        progress=[Progress(implementation=each, basis=basis, stated_on=day)
                  for each, day in zip(work, (A, B, C), strict=False)])


def of(*rows: Addressee):
    return summarise(Recommendation(addressees=list(rows)), TODAY)


# Of what was answered and of the work, in order: the word. By the first line that fits.
ROWS = [
    ([R.ACCEPTED], [W.DONE, W.MOOT], Word.MOOT),
    ([R.ACCEPTED], [W.DONE, W.DROPPED], Word.UNDONE),
    ([R.NOT_ACCEPTED], [W.PARTLY_DONE, W.DROPPED], Word.UNDONE),
    ([R.ACCEPTED_IN_PART], [W.UNDER_WAY, W.DROPPED], Word.DROPPED),
    ([R.IN_PRINCIPLE, R.UNDER_STUDY], [W.DROPPED], Word.DROPPED),
    ([R.ALREADY], [W.DROPPED], Word.NOT_ACCEPTED),
    ([], [W.DROPPED], Word.NOT_ACCEPTED),
    ([R.ACCEPTED], [W.UNDER_WAY, W.STOPPED], Word.STOPPED),
    ([R.NOT_ACCEPTED], [W.STOPPED], Word.STOPPED),
    ([R.NOT_ACCEPTED], [W.DONE], Word.TAKEN_UP),
    ([R.ACCEPTED, R.NOT_ACCEPTED], [W.DONE], Word.TAKEN_UP),
    ([R.NOT_ACCEPTED], [W.PARTLY_DONE], Word.NOT_ACCEPTED),
    ([R.NOT_ACCEPTED], [W.UNDER_WAY], Word.NOT_ACCEPTED),
    ([R.ACCEPTED_IN_PART], [W.DONE], Word.TAKEN_UP_IN_PART),
    ([R.IN_PRINCIPLE], [W.DONE], Word.TAKEN_UP_IN_PART),
    ([R.ALREADY], [W.DONE], Word.ALREADY),
    ([R.UNDER_STUDY], [W.DONE], Word.TAKEN_UP),
    ([R.NO_POSITION], [W.DONE], Word.TAKEN_UP),
    ([], [W.DONE], Word.TAKEN_UP),
    ([R.ALREADY], [W.PARTLY_DONE], Word.TAKEN_UP_IN_PART),
    ([R.ALREADY], [W.UNDER_WAY], Word.ALREADY),
    ([R.ALREADY], [], Word.ALREADY),
    ([R.IN_PRINCIPLE], [W.UNDER_WAY], Word.UNDER_WAY),
    ([R.NOT_THEIRS], [W.UNDER_WAY], Word.UNDER_WAY),
    ([R.UNDER_STUDY], [W.UNDER_WAY], Word.UNDER_STUDY),
    ([R.NO_POSITION], [W.UNDER_WAY], Word.NO_POSITION),
    ([R.ACCEPTED, R.NOT_ACCEPTED], [], Word.DROPPED),
    ([R.IN_PRINCIPLE, R.UNDER_STUDY, R.NOT_ACCEPTED], [W.NOT_STARTED], Word.DROPPED),
    ([R.NOT_ACCEPTED, R.ACCEPTED], [], Word.ACCEPTED),
    ([R.NOT_ACCEPTED], [], Word.NOT_ACCEPTED),
    ([R.ACCEPTED_IN_PART], [W.NOT_STARTED], Word.ACCEPTED_PARTLY),
    ([R.IN_PRINCIPLE], [], Word.ACCEPTED_PARTLY),
    ([R.UNDER_STUDY], [], Word.UNDER_STUDY),
    ([R.NO_POSITION], [W.NOT_STARTED], Word.NO_POSITION),
    ([R.NOT_THEIRS], [], Word.TO_READDRESS),
    ([R.NO_POSITION, R.ACKNOWLEDGED], [], Word.NO_POSITION),
    ([R.ACKNOWLEDGED], [], Word.NO_REPLY),
]


@pytest.mark.parametrize(("responses", "work", "told"), ROWS)
def test_a_row_has_the_word_of_the_first_line_that_fits(responses, work, told):
    assert word(row(*responses, work=work), TODAY) == told


def test_a_row_without_an_answer_has_the_word_of_its_clock():
    assert [word(row(sent_on=day), TODAY) for day in (None, LATELY, SENT)] == [
        Word.NOT_SENT, Word.AWAITED, Word.NO_REPLY]


# --- every pair, every triple ----------------------------------------------------------------------------------------
def one_of_each_kind() -> list[Addressee]:
    """Every answer, every change of mind and every state of the work, at every moment of the clock."""
    answers = [(), *((each,) for each in Response), (R.ACCEPTED, R.NOT_ACCEPTED), (R.NOT_ACCEPTED, R.ACCEPTED)]
    works = [(), *((each,) for each in Implementation), (W.DONE, W.DROPPED)]
    return [row(*said, work=work, sent_on=day)
            for said, work, day in itertools.product(answers, works, (None, LATELY, SENT))]


ALONE = sorted({word(each, TODAY) for each in one_of_each_kind()})


def test_a_row_can_come_to_every_word_but_the_one_that_takes_two():
    assert set(ALONE) == set(Word) - {Word.MIXED}


@pytest.mark.parametrize("many", [2, 3])
def test_order_never_matters_and_no_refusal_is_hidden(many):
    for words in itertools.combinations_with_replacement(ALONE, many):
        together = {combine(each) for each in itertools.permutations(words)}
        assert len(together) == 1, words
        solid = set(words) - {Word.MOOT, *LAST_RESORT}
        if solid & REFUSAL:
            assert together <= {Word.MIXED, *REFUSAL}, words
            assert together == {Word.MIXED} or solid <= REFUSAL, words
        if len(set(words)) == 1:
            assert together == set(words)


@pytest.mark.parametrize("many", [2, 3])
def test_taken_up_is_said_of_several_only_if_each_says_it_is_there(many):
    for words in itertools.combinations_with_replacement(ALONE, many):
        if combine(words) == Word.TAKEN_UP:
            left = set(words) - {Word.MOOT, *LAST_RESORT}
            assert Word.TAKEN_UP in left and left <= {Word.TAKEN_UP, Word.ALREADY}, words


def test_what_is_weaker_never_covers_what_is_stronger():
    for stronger, weaker in itertools.combinations(FIRST_OF, 2):
        assert combine([stronger, weaker]) == stronger
    for taken in TAKEN:
        assert all(combine([taken, each]) in TAKEN for each in FIRST_OF)


# --- at random -------------------------------------------------------------------------------------------------------
ROW = st.builds(
    row, st.sampled_from(Response), st.sampled_from(Response), st.sampled_from(Response),
    work=st.lists(st.sampled_from(Implementation), max_size=3), sent_on=st.sampled_from((None, LATELY, SENT)),
    role=st.sampled_from(Role), basis=st.sampled_from(Basis))


@given(st.lists(ROW, min_size=1, max_size=4).flatmap(lambda rows: st.tuples(st.just(rows), st.permutations(rows))))
def test_rows_in_any_order_come_to_the_same_word_and_the_same_suffixes(both):
    first, second = (of(*rows) for rows in both)
    assert first == second


@given(st.lists(ROW, min_size=1, max_size=4))
def test_of_rows_at_random_no_refusal_is_hidden_and_taken_up_is_never_said_in_vain(rows):
    whole = of(*rows)
    beside = [each.text for each in suffixes(whole)]
    live = [each for each in rows if each.implementation != W.MOOT] or rows
    if any(each.response == R.NOT_ACCEPTED for each in live) and whole.word != Word.MOOT:
        assert whole.word in {Word.MIXED, *REFUSAL} or whole.refusals or whole.refused
    if any(word(each, TODAY) in REFUSAL for each in live):
        assert whole.word in {Word.MIXED, *REFUSAL} or whole.refusals, "told by the word, or counted beside it"
    if whole.word == Word.TAKEN_UP:
        done = [each for each in live if each.implementation == W.DONE and each.response != R.ALREADY]
        assert done, "« déjà en place » alone is never taken up"
        if any(each.response == R.NOT_ACCEPTED for each in done):
            assert "refused by the office" in beside


@given(ROW)
def test_a_row_that_was_refused_and_done_all_the_same_says_both(made):
    if made.response == R.NOT_ACCEPTED and made.implementation == W.DONE:
        assert (of(made).word, of(made).refused) == (Word.TAKEN_UP, True)
    if made.response == R.NOT_ACCEPTED and made.implementation in (W.PARTLY_DONE, W.UNDER_WAY):
        assert of(made).word == Word.NOT_ACCEPTED
    if made.response == R.ALREADY:
        assert of(made).word != Word.TAKEN_UP
