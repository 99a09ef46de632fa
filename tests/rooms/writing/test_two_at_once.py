"""Two people at once: a sentence nobody wrote is shown; a rival taken in leaves the other a way to the vote."""

import re
from dataclasses import replace

import pytest

from commission.derived.diff import meetings
from commission.models import Amendment, Change, Fate, Kind, Revision, Status, Wording
from commission.rooms.voting import subjects
from commission.rooms.writing import acts as writing
from commission.rooms.writing import amendments
from commission.rules.procedure import Refused
from debates import FEAR, HEADING, LAWYER, NEWS, Debate
from stages import NOW


def text(title: str, *words: str) -> Revision:
    return Revision.of(title, [Wording(f"p{n}", Kind.PARAGRAPH, said) for n, said in enumerate(words)], n=1)


def test_only_what_both_changed_and_nobody_wrote_is_a_meeting():
    base = text("Titre", "La loi demande que la police intervienne.", "Une phrase.", "La fin.")
    theirs = text("Titre", "La loi ne demande pas que la police intervienne.", "Une autre phrase.", "La fin.")
    merged = text("Mon titre", "La loi ne demande pas que la police n’intervienne plus.", "Une autre phrase.",
                  "Ma fin.")
    [met] = meetings(base, theirs, merged)
    marked = {(each.kind, each.words.strip()) for each in met.parts["text"] if each.kind != "kept"}
    assert ("inserted", "ne") in marked and ("inserted", "n’intervienne plus.") in marked
    assert meetings(base, base, merged) == [] and meetings(base, theirs, theirs) == []


def test_the_second_writer_reads_the_sentence_with_both_changes(site):
    address = f"/atelier/texte/{site.opinion(Status.DRAFTING)}/ecrire"
    first = "La loi demande que la police intervienne."
    site.person("Iris").send(address, **{"passages-2-text": first, "do": "save"})
    iris, jade = site.person("Iris"), site.person("Jade")
    hers, mine = iris.page(address).fields, jade.page(address).fields
    iris.post(address, data={**hers, "passages-2-text": first.replace("demande", "ne demande pas"), "do": "save"})
    led = jade.post(address, data={**mine, "passages-2-text": first.replace("intervienne", "n’intervienne plus"),
                                   "do": "save"})
    page = jade.get(led.location).text
    assert "Iris" in page and page.count("<ins>") >= 2 and "n’intervienne plus" in page and "pas" in page
    assert "/ensemble" not in iris.send(address, **{"passages-2-text": "Autre chose.", "do": "save"}).location


def test_a_rival_that_was_taken_in_leaves_the_others_author_a_way_to_the_vote_and_tells_her(site):
    uid = site.opinion(Status.DELIBERATION)
    text, iris, jade, keeper = f"/atelier/texte/{uid}", site.person("Iris"), site.person("Jade"), site.person("Cèdre")
    propose = f"{text}/passage/{site.passages(uid)[1]}/amendement/mots"
    hers = [who.send(propose, text=words, reason="Parce que.").location.partition("?")[0]
            for who, words in ((iris, "Les mots d’Iris."), (jade, "Les mots de Jade."))]
    side = keeper.get(f"{hers[0]}/decision").text
    assert "Les mots d’Iris." in side and "Les mots de Jade." in side, "side by side before either is decided"
    told = "Un autre changement est passé avant votre amendement"
    assert told not in jade.get("/atelier/").text
    assert keeper.send(f"{hers[0]}/decision", decision="accepted").status_code == 303
    assert told in jade.get("/atelier/").text and told not in iris.get("/atelier/").text
    again = re.search(r'href="([^"]+repris=\d+)"', jade.get(hers[1]).text)[1].replace("&amp;", "&")
    assert "repris" not in iris.get(hers[1]).text
    fields = jade.page(again).fields
    assert (fields["text"], fields["reason"]) == ("Les mots de Jade.", "Parce que.")
    made = jade.send(again).location.partition("?")[0]
    assert told not in jade.get("/atelier/").text
    assert jade.send(f"{made}/vote").status_code == 303
    assert "put_to_vote" in str(site.snapshot()["amendment"])


def gave_way(debate: Debate, change: Change, taken: Change) -> Amendment:
    """The second of two rivals, rejected by a facilitator who took in the first and made the text final at once."""
    first, second = [debate.remove(FEAR, by=by) if each == Change.REMOVE else
                     debate.reword(FEAR, "peur", f"très {by}", by=by) for by, each in enumerate((taken, change))]
    amendments.accept(debate.keeper, first, "", NOW)
    amendments.reject(debate.keeper, second, "L’autre convient.", NOW)
    debate.freeze()
    return second


@pytest.mark.parametrize(("change", "taken"), [
    (Change.REWORD, Change.REWORD), (Change.REMOVE, Change.REWORD), (Change.REWORD, Change.REMOVE)])
def test_even_in_a_final_text_the_author_who_gave_way_to_a_rival_brings_her_words_to_the_vote(change, taken):
    debate = Debate()
    hers = gave_way(debate, change, taken)
    author, another = debate.members[1], debate.members[2]
    assert amendments.lapsed(author, debate.opinion, NOW) == [hers]
    assert not amendments.lapsed(another, debate.opinion, NOW)
    with pytest.raises(Refused, match="has changed since"):
        amendments.ask_vote(another, hers, NOW)
    again = amendments.ask_vote(author, hers, NOW)
    assert (again.n, again.fate, again.author, again.reason) == (3, Fate.PUT_TO_VOTE, author, hers.reason)
    assert hers.fate == Fate.WITHDRAWN and not amendments.lapsed(author, debate.opinion, NOW)
    assert (again.passage == hers.passage) == (taken != Change.REMOVE), "what was taken out comes back as another"
    poll = debate.ask()
    assert subjects.matter_of(poll).amendments(poll.questions[0]) == {"for": 3}
    draft = amendments.with_them(debate.opinion, [again])
    assert any("très 1" in each.text for each in draft.wordings) == (change == Change.REWORD)
    assert len(draft.wordings) == len(debate.opinion.wordings) + (taken == Change.REMOVE) - (change == Change.REMOVE)


def test_words_that_the_text_says_already_or_that_nothing_stands_in_the_way_of_are_not_brought_anew():
    debate = Debate()
    first, same = debate.reword(FEAR, "peur", "honte"), debate.reword(FEAR, "peur", "honte", by=1)
    assert amendments.lapsed(debate.members[1], debate.opinion, NOW) == []
    amendments.accept(debate.keeper, first, "", NOW)
    assert amendments.lapsed(debate.members[1], debate.opinion, NOW) == []
    with pytest.raises(Refused, match="says it already"):
        amendments.ask_vote(debate.members[1], same, NOW)


def test_what_somebody_else_proposes_since_is_not_in_the_way_of_hers_and_what_she_does_is():
    debate = Debate()
    hers = debate.reword(FEAR, "peur", "très mal", by=1)
    amendments.accept(debate.keeper, debate.reword(FEAR, "peur", "honte"), "", NOW)
    author = debate.members[1]
    debate.reword(FEAR, "honte", "froid", by=2)
    assert amendments.lapsed(author, debate.opinion, NOW) == [hers]
    again = debate.reword(FEAR, "honte", "très mal", by=1)
    assert amendments.lapsed(author, debate.opinion, NOW) == []
    amendments.take_back(author, again, NOW)
    assert amendments.lapsed(author, debate.opinion, NOW) == [hers]


def test_each_of_the_words_of_one_author_that_gave_way_can_be_brought():
    debate = Debate()
    hers = [debate.reword(FEAR, "peur", words, by=1) for words in ("très mal", "froid")]
    amendments.accept(debate.keeper, debate.reword(FEAR, "peur", "honte"), "", NOW)
    assert amendments.lapsed(debate.members[1], debate.opinion, NOW) == hers


def test_a_text_that_was_written_anew_is_no_rival_nor_is_what_was_taken_in_elsewhere():
    debate = Debate()
    hers = debate.reword(FEAR, "peur", "très mal", by=1)
    amendments.accept(debate.keeper, debate.remove(NEWS), "", NOW)
    writing.step(debate.keeper, "redraft", debate.opinion, NOW, "une faute")
    debate.write(*(replace(each, text=each.text.replace("peur", "honte")) for each in debate.opinion.wordings))
    writing.step(debate.keeper, "open_comments", debate.opinion, NOW)
    assert amendments.lapsed(debate.members[1], debate.opinion, NOW) == []
    with pytest.raises(Refused, match="has changed since"):
        amendments.ask_vote(debate.members[1], hers, NOW)


def test_words_of_a_passage_that_is_gone_come_after_the_nearest_that_still_stands_before_it():
    debate = Debate()
    heading = debate.opinion.wordings[HEADING].passage
    hers, first = debate.reword(LAWYER, "avocate", "juriste", by=1), debate.reword(HEADING, "Contexte", "Où", by=1)
    for gone in (debate.remove(FEAR), debate.remove(LAWYER)):
        amendments.accept(debate.keeper, gone, "", NOW)
    assert amendments.ask_vote(debate.members[1], hers, NOW).after == heading
    amendments.accept(debate.keeper, debate.remove(HEADING), "", NOW)
    assert amendments.lapsed(debate.members[1], debate.opinion, NOW) == [], "nothing stood before it"
    assert first.fate == Fate.PROPOSED


def test_words_brought_anew_are_not_those_that_somebody_has_put_to_the_vote_since():
    debate = Debate()
    hers = debate.reword(FEAR, "peur", "très mal", by=1)
    amendments.accept(debate.keeper, debate.reword(FEAR, "peur", "honte"), "", NOW)
    debate.put(debate.reword(FEAR, "honte", "très mal", by=2))
    with pytest.raises(Refused, match="already says the same"):
        amendments.ask_vote(debate.members[1], hers, NOW)


def test_a_passage_that_both_take_out_is_not_to_be_taken_out_again():
    debate = Debate()
    first, second = debate.remove(FEAR), debate.remove(FEAR, by=1)
    amendments.accept(debate.keeper, first, "", NOW)
    assert amendments.lapsed(debate.members[1], debate.opinion, NOW) == []
    with pytest.raises(Refused, match="says it already"):
        amendments.ask_vote(debate.members[1], second, NOW)
