"""Amendments: proposing one, taking it back, settling it, bringing it to the vote."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from commission.derived.merge import Draft, fits, taking_in
from commission.models import Amendment, Change, Fate, Member, Opinion, Revision, Wording, random_id
from commission.rules import procedure
from commission.rules.conditions import awaits_decision
from commission.rules.journal import Deed, record
from commission.rules.procedure import Refused, require
from commission.words.sentence import N_, Sentence

from . import acts

NAMED = "Amendement {}"  # why a revision was made is written down in the language of the avis

# What an amendment must be for each act the rules allow on it.
OPEN_TO: dict[str, Callable[[Amendment], bool]] = {
    "settle_amendment": awaits_decision,
    "take_back": lambda amendment: amendment.fate == Fate.PROPOSED,
    "ask_vote": lambda amendment: amendment.fate in (Fate.PROPOSED, Fate.REJECTED),
}


# --- proposing -------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Proposal:
    """What a member would change in a passage, and why: other words, its removal (no wording), or a new passage after
    another."""

    change: Change
    passage: str
    reason: str
    wording: Wording | None = None
    after: str | None = None


def amend(actor: Member, opinion: Opinion, base: Revision, asked: Proposal, now: datetime) -> Amendment:
    """Propose a change of a passage, against the revision its author has read."""
    require(actor, "amend", opinion, now)
    if base.wording(asked.after or asked.passage) is None:
        raise Refused([Sentence(N_("This passage is not in the text any more."))])
    if is_same(base, asked.wording):
        raise Refused([Sentence(N_("Nothing was changed."))])
    amendment = proposed(actor, base, asked, now)
    amendment.n = len(opinion.amendments) + 1
    opinion.amendments.append(amendment)
    record(actor, "amend", opinion, now, amendment=amendment.n, fingerprint=amendment.fingerprint)
    return amendment


def proposed(author: Member, base: Revision, asked: Proposal, now: datetime) -> Amendment:
    """An amendment that is among those of no text yet."""
    return Amendment(passage=asked.passage, change=asked.change, after=asked.after, revision=base, reason=asked.reason,
                     words=asked.wording.written if asked.wording else "", language=author.language, author=author,
                     at=now)


def is_same(base: Revision, wording: Wording | None) -> bool:
    """Whether these words are those the passage has already."""
    return wording is not None and base.wording(wording.passage) == wording


# --- what may be done with one ---------------------------------------------------------------------------------------
def objections(who: Member, act: str, amendment: Amendment, now: datetime) -> list[Sentence]:
    """Why this person may not do this with this amendment now: the rules first, then what it has become."""
    return procedure.objections(who, act, amendment.opinion, now) or obstacles(who, act, amendment)


def obstacles(who: Member, act: str, amendment: Amendment) -> list[Sentence]:
    if act == "take_back" and amendment.author != who:
        return [Sentence(N_("Only its author cancels an amendment."))]
    if not OPEN_TO[act](amendment):
        return [Sentence(N_("This amendment is already settled."))]
    if act != "ask_vote":
        return []
    asked = renewed(amendment, amendment.at) if amendment.author == who else None
    return misfit(asked or amendment, amendment.opinion) or twin(asked or amendment, amendment.opinion)


def lapsed(who: Member, opinion: Opinion, now: datetime) -> list[Amendment]:
    """Her amendments before which a rival was taken in, and that she has not proposed again: until a vote is prepared
    she can still have hers put to it."""
    if procedure.objections(who, "ask_vote", opinion, now):
        return []
    return [each for each in opinion.amendments if each.author == who and renewed(each, now)]


def renewed(amendment: Amendment, now: datetime) -> Amendment | None:
    """An amendment made one of the text as it stands, where a rival was taken in before it; none where nothing is in
    its way, where the text says it already, or where its author has proposed it again."""
    opinion, text = amendment.opinion, amendment.opinion.current
    rivals = [each for each in opinion.amendments if each.passage == amendment.passage and each is not amendment]
    if (not amendment.is_live or fits(amendment, text) or all(each.fate != Fate.ACCEPTED for each in rivals)
            or any(each.author == amendment.author and each.is_live and fits(each, text) for each in rivals)):
        return None
    asked = on_what_stands(amendment, text)
    return proposed(amendment.author, text, asked, now) if asked else None


def on_what_stands(amendment: Amendment, text: Revision) -> Proposal | None:
    """What it comes to in this text. Words of a passage that was taken out are a new one, after what stood before."""
    wording = amendment.wording
    if text.wording(amendment.passage):
        same = is_same(text, wording)
        return None if same else Proposal(amendment.change, amendment.passage, amendment.reason, wording)
    before = [each.passage for each in amendment.revision.wordings]
    before = [each for each in before[:before.index(amendment.passage)] if text.wording(each)]
    if wording is None or not before:
        return None
    fresh = replace(wording, passage=random_id())
    return Proposal(Change.ADD, fresh.passage, amendment.reason, fresh, before[-1])


def twin(amendment: Amendment, opinion: Opinion) -> list[Sentence]:
    """Why it cannot be put to the vote beside another that comes to the same: it would only divide its votes."""
    text = Draft(opinion.title, opinion.wordings)
    same = [each.n for each in on_the_ballot(opinion)
            if each is not amendment and taking_in(text, each) == taking_in(text, amendment)]
    if not same:
        return []
    return [Sentence(N_("Amendment %(n)s, put to the vote, already says the same."), {"n": str(same[0])})]


def misfit(amendment: Amendment, opinion: Opinion) -> list[Sentence]:
    """Why it cannot be taken in the text as it stands."""
    if fits(amendment, opinion.current):
        return []
    return [Sentence(N_("The text has changed since, or says it already. Propose it again, on the text as it stands."))]


def insist(reasons: list[Sentence]) -> None:
    if reasons:
        raise Refused(reasons)


# --- settling --------------------------------------------------------------------------------------------------------
def accept(actor: Member, amendment: Amendment, answer: str, now: datetime) -> None:
    """Take it in the text, word by word: what was written since stays, and is never overwritten."""
    opinion = amendment.opinion
    deed = Deed(actor, "settle_amendment", opinion, now)
    require(*deed)
    insist(obstacles(actor, "settle_amendment", amendment))
    draft = with_them(opinion, [amendment])
    insist(crossed(opinion, draft))
    acts.save(actor, opinion, draft, now, NAMED.format(amendment.n))
    settle(deed, amendment, Fate.ACCEPTED, answer)


def reject(actor: Member, amendment: Amendment, answer: str, now: datetime) -> None:
    """Say why it is not taken in. Any member can still bring it to the vote."""
    deed = Deed(actor, "settle_amendment", amendment.opinion, now)
    require(*deed)
    insist(obstacles(actor, "settle_amendment", amendment))
    if not answer:
        raise Refused([Sentence(N_("Say why it is rejected."))])
    settle(deed, amendment, Fate.REJECTED, answer)


def put_to_vote(actor: Member, amendment: Amendment, answer: str, now: datetime) -> None:
    """Leave it to the commission, once the text is final."""
    deed = Deed(actor, "settle_amendment", amendment.opinion, now)
    require(*deed)
    insist(obstacles(actor, "settle_amendment", amendment) or misfit(amendment, amendment.opinion)
           or twin(amendment, amendment.opinion))
    settle(deed, amendment, Fate.PUT_TO_VOTE, answer)


def ask_vote(actor: Member, amendment: Amendment, now: datetime) -> Amendment:
    """Bring it to the vote, whatever a facilitator has said of it. Where a rival was taken in before hers, its author
    brings the same words, as an amendment of the text that stands."""
    opinion = amendment.opinion
    deed = Deed(actor, "ask_vote", opinion, now)
    require(*deed)
    insist(obstacles(actor, "ask_vote", amendment))
    again = renewed(amendment, now) if amendment.author == actor else None
    if again:
        settle(deed, amendment, Fate.WITHDRAWN)
        again.n = len(opinion.amendments) + 1
        opinion.amendments.append(again)
    settle(deed, again or amendment, Fate.PUT_TO_VOTE)
    return again or amendment


def take_back(actor: Member, amendment: Amendment, now: datetime) -> None:
    """Withdraw one's own; it stays among the amendments."""
    deed = Deed(actor, "take_back", amendment.opinion, now)
    require(*deed)
    insist(obstacles(actor, "take_back", amendment))
    settle(deed, amendment, Fate.WITHDRAWN)


def settle(deed: Deed, amendment: Amendment, fate: Fate, answer: str = "") -> None:
    amendment.settle(fate, deed.now, answer)
    amendment.news = deed.actor != amendment.author
    record(*deed, amendment=amendment.n, fate=fate)


def with_them(opinion: Opinion, amendments: Iterable[Amendment]) -> Draft:
    """The text with these amendments taken in; refused where their words have changed since."""
    draft = Draft(opinion.title, opinion.wordings)
    for amendment in amendments:
        insist(misfit(amendment, opinion))
        draft, _ = taking_in(draft, amendment)
    return draft


def crossed(opinion: Opinion, draft: Draft) -> list[Sentence]:
    """Why a change of the text would decide in silence what is put to the vote."""
    lost = [each.n for each in on_the_ballot(opinion) if fits(each, opinion.current) and not fits(each, draft)]
    if not lost:
        return []
    return [Sentence(N_("Amendment %(n)s, put to the vote, is on the same words: the vote chooses between them."),
                     {"n": str(lost[0])})]


# --- the vote --------------------------------------------------------------------------------------------------------
def on_the_ballot(opinion: Opinion) -> list[Amendment]:
    """The amendments put to the vote, in the order of the text."""
    places = [wording.passage for wording in opinion.wordings]
    waiting = [each for each in opinion.amendments if each.fate == Fate.PUT_TO_VOTE]
    return sorted(waiting, key=lambda each: places.index(each.place) if each.place in places else len(places))
