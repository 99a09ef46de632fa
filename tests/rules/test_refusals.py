"""What the acts on a text refuse besides the rules, each told by its own sentence."""

from dataclasses import replace
from datetime import date

import pytest

from commission.derived.merge import Draft
from commission.models import Change, Choice, Kind, Manner, Register, Secrecy, Subject, Wording
from commission.rooms.publishing import acts as publishing
from commission.rooms.publishing import versions
from commission.rooms.publishing.numbering import Numbering
from commission.rooms.voting import acts as voting
from commission.rooms.voting import paper, subjects
from commission.rooms.writing import acts as writing
from commission.rooms.writing import amendments, remarks
from commission.rules.procedure import Refused
from further_stages import amended, corrected, earlier, mended, on_paper, unwanted
from stages import LATER, NOW, TODAY, WEEK, Story, added, person

SENT = LATER.date()


def paragraph(text: str) -> Wording:
    return Wording("9" * 24, Kind.PARAGRAPH, text)


# --- writing ---------------------------------------------------------------------------------------------------------
def remark(s: Story):
    remarks.comment(s.members[0], s.opinion.passages[0], "Trop long.", NOW)
    found = added(s.opinion.passages[0], "comments")[0]
    remarks.resolve(s.keeper, found, "fait", NOW)
    return found


def write(s: Story, passages: int) -> None:
    s.write(*(Wording(f"{n:024}", Kind.PARAGRAPH, "Texte.") for n in range(passages)))


def amend(s: Story, text: str = "Tout autre.", passage: str = "", who=0, **facts):
    stands = s.opinion.wordings[1]
    wording = replace(stands, text=text)
    asked = amendments.Proposal(Change.REWORD, passage or stands.passage, "plus clair", wording, **facts)
    return amendments.amend(s.members[who], s.opinion, s.opinion.current, asked, NOW)


def accepted(s: Story):
    amendments.accept(s.keeper, s.opinion.amendments[0], "", NOW)
    return s.opinion.amendments[0]


def rivals(s: Story, text: str) -> None:
    """Two amendments of one passage, the first put to the vote."""
    amendments.put_to_vote(s.keeper, s.opinion.amendments[0], "", NOW)
    amend(s, text, who=1)


TWIN = "Demander justice fait très peur."
WRITING = [
    ("A text has at most 200 passages.", Story.drafting, lambda s: write(s, 201)),
    ("This remark is already closed.", Story.deliberation,
     lambda s: remarks.reply(s.members[1], remark(s), "Encore.", NOW)),
    ("This remark is already closed.", Story.deliberation,
     lambda s: remarks.resolve(s.keeper, remark(s), "Encore.", NOW)),
    ("This passage is not in the text any more.", Story.deliberation, lambda s: amend(s, passage="0" * 24)),
    ("This passage is not in the text any more.", Story.deliberation, lambda s: amend(s, after="0" * 24)),
    ("Nothing was changed.", Story.deliberation, lambda s: amend(s, s.opinion.wordings[1].text)),
    ("Only its author cancels an amendment.", amended,
     lambda s: amendments.take_back(s.members[1], s.opinion.amendments[0], NOW)),
    ("Say why it is rejected.", amended, lambda s: amendments.reject(s.keeper, s.opinion.amendments[0], "", NOW)),
    *(("An amendment must be waiting for a decision.", amended, lambda s, do=do: do(s.keeper, accepted(s), "non", NOW))
      for do in (amendments.accept, amendments.reject, amendments.put_to_vote)),
    ("This amendment is already settled.", amended, lambda s: amendments.ask_vote(s.members[1], accepted(s), NOW)),
    ("This amendment is already settled.", amended, lambda s: amendments.take_back(s.members[0], accepted(s), NOW)),
    ("Amendment 1, put to the vote, already says the same.", amended,
     lambda s: (rivals(s, TWIN), amendments.put_to_vote(s.keeper, s.opinion.amendments[1], "", NOW))),
    ("Amendment 1, put to the vote, already says the same.", amended,
     lambda s: (rivals(s, TWIN), amendments.ask_vote(s.members[1], s.opinion.amendments[1], NOW))),
    ("Amendment 1, put to the vote, is on the same words: the vote chooses between them.", amended,
     lambda s: (rivals(s, "Demander justice fait honte."),
                amendments.accept(s.keeper, s.opinion.amendments[1], "", NOW))),
]


# --- voting ----------------------------------------------------------------------------------------------------------
def prepare(s: Story, people=None, **asked):
    people = s.members if people is None else people
    return voting.prepare_poll(s.keeper, s.opinion, people, voting.Plan(NOW, NOW + WEEK, **asked), NOW)


def among(*options: str) -> dict:
    return {"subject": Subject.OPTIONS, "among": subjects.Among("Laquelle ?", list(options))}


def secret_asked(s: Story) -> Story:
    voting.ask_secrecy(s.members[0], s.frozen().opinion, NOW)
    return s


def with_urn(s: Story) -> Story:
    s.voting().opinion.poll.secrecy = Secrecy.SECRET
    return s


def put(s: Story) -> Story:
    """Frozen, with an amendment put to the vote."""
    amendments.put_to_vote(s.keeper, amended(s).opinion.amendments[0], "", NOW)
    writing.step(s.keeper, "freeze", s.opinion, NOW)
    return s


def only_prose(s: Story) -> Story:
    s.drafting().write(paragraph("Texte."))
    for act in ("open_comments", "freeze"):
        writing.step(s.keeper, act, s.opinion, NOW)
    return s


def enter(s: Story, *counts: int) -> None:
    paper.enter_count(s.keeper, s.opinion, [list(counts)], LATER)


VOTING = [
    ("A member has asked for a secret vote: it cannot be an open one.", secret_asked, prepare),
    ("There is no member to put on the list of voters.", Story.frozen, lambda s: prepare(s, [])),
    ("There is no member to put on the list of voters.", Story.frozen,
     lambda s: prepare(s, [s.keeper, person("Partie", left_on=TODAY)])),
    ("Amendments put to the vote are voted on first.", put, prepare),
    ("Amendments put to the vote are voted on first.", put, lambda s: prepare(s, subject=Subject.ARTICLES)),
    ("No amendment is put to the vote.", Story.frozen, lambda s: prepare(s, subject=Subject.AMENDMENTS)),
    ("This text has no recommendation to vote on one by one.", only_prose,
     lambda s: prepare(s, subject=Subject.ARTICLES)),
    *(("From 2 to 8 different options, one a line.", Story.frozen,
       lambda s, options=options: prepare(s, **among(*options))) for options in (
           (), ("Une",), ("Une", "une"), ("A", "B", "a"), tuple("ABCDEFGHI"))),
    ("This vote is secret: it is cast in the urn.", with_urn,
     lambda s: voting.cast(s.members[0], s.opinion, [Choice.FOR], NOW)),
    *(("Every question needs an answer. You can abstain.", Story.voting,
       lambda s, said=said: voting.cast(s.members[0], s.opinion, said, NOW)) for said in (
           [], ["for", "for"], ["yes"], [""], ["1"])),
    ("There are 12 people on the list of voters: there are not more papers than that.", on_paper,
     lambda s: enter(s, 7, 5, 1)),
    ("There are 12 people on the list of voters: there are not more papers than that.", on_paper,
     lambda s: enter(s, 7, -1, 1)),
    ("There are 12 people on the list of voters: there are not more papers than that.",
     lambda s: on_paper(s, Subject.ARTICLES),
     lambda s: paper.enter_count(s.keeper, s.opinion, [[5, 0, 0], [13, 0, 0]], LATER)),
    ("Each question has as many papers as the others. Count a blank paper as an abstention.",
     lambda s: on_paper(s, Subject.ARTICLES),
     lambda s: paper.enter_count(s.keeper, s.opinion, [[5, 0, 0], [4, 0, 0]], LATER)),
]


# --- publishing ------------------------------------------------------------------------------------------------------
def record(s: Story, day: date, register: Register | None = None) -> None:
    publishing.record_earlier(s.keeper, s.opinion, Numbering(register or s.register, s.house, day), "l’original", NOW)


def correct(s: Story, draft: Draft) -> None:
    versions.correct(s.keeper, s.opinion, draft, "une lettre", LATER)


def emptied(s: Story, part: str) -> Draft:
    title, wordings = s.opinion.title, s.opinion.wordings
    return Draft("" if part == "heading" else title, [
        replace(each, **{part: ""}) if part != "heading" and getattr(each, part) else each for each in wordings])


def changed_kind(s: Story) -> Draft:
    first, *rest = s.opinion.wordings
    return Draft(s.opinion.title, [replace(first, kind=Kind.PARAGRAPH), *rest])


SHAPE = "A correction adds, moves and empties nothing. What the text says changes by a new vote."
PUBLISHING = [
    ("Only an avis adopted before the site existed is copied in. Others are voted on here.", earlier,
     lambda s: record(s, date(2026, 1, 1))),
    ("A later avis of that year has its number already: the oldest is entered first.", earlier,
     lambda s: record(s, date(2024, 3, 20), Register(year=2024, last=1, last_on=date(2024, 3, 21)))),
    ("“By consensus” cannot be said of a text some voted against.", Story.adopted,
     lambda s: publishing.agree(s.keeper, s.opinion, publishing.Agreement(SENT, Manner.CONSENSUS), LATER)),
    ("Nothing was changed.", Story.published, lambda s: correct(s, Draft(s.opinion.title, s.opinion.wordings))),
    *((SHAPE, Story.published, lambda s, part=part: correct(s, emptied(s, part)))
      for part in ("heading", "text", "title", "why", "sign")),
    (SHAPE, Story.published, lambda s: correct(s, changed_kind(s))),
    ("Each person signs a text once.", Story.ready, lambda s: publishing.sign(s.keeper, s.opinion, LATER)),
    ("No withdrawal may be asked for already.", unwanted,
     lambda s: publishing.ask_withdrawal(s.other, s.opinion, "encore", LATER)),
    ("A facilitator must have asked for the withdrawal, with its reason.", Story.published,
     lambda s: publishing.keep_published(s.keeper, s.opinion, LATER)),
    ("No correction may be waiting for a second person already.", corrected, lambda s: correct(s, mended(s))),
]


@pytest.mark.parametrize(("why", "stage", "do"), [*WRITING, *VOTING, *PUBLISHING])
def test_it_is_refused_with_its_reason(why, stage, do):
    story = stage(Story())
    with pytest.raises(Refused) as refusal:
        do(story)
    assert [reason.text % reason.values for reason in refusal.value.reasons] == [why]
