"""A text under discussion on plain objects, with its amendments."""

from dataclasses import replace
from datetime import datetime

from commission.models import Amendment, Change, Choice, Kind, Poll, Subject, Wording, random_id
from commission.rooms.voting import acts as voting
from commission.rooms.writing import acts as writing
from commission.rooms.writing import amendments as amending
from stages import LATER, NOW, Story

HEADING, FEAR, LAWYER, NEWS = range(4)  # the passages of the story's text


class Debate(Story):
    """A text under discussion, with its amendments."""

    def __init__(self):
        super().__init__()
        self.deliberation()

    def reword(self, passage: int, before: str, after: str, by: int = 0) -> Amendment:
        """Propose other words in a passage of the text as it stands."""
        known = self.opinion.wordings[passage]
        assert before in known.text
        return self.amend(by, Change.REWORD, known.passage, replace(known, text=known.text.replace(before, after)))

    def remove(self, passage: int, by: int = 0) -> Amendment:
        return self.amend(by, Change.REMOVE, self.opinion.wordings[passage].passage)

    def add(self, after: int, text: str, by: int = 0) -> Amendment:
        fresh = Wording(random_id(), Kind.PARAGRAPH, text)
        return self.amend(by, Change.ADD, fresh.passage, fresh, self.opinion.wordings[after].passage)

    def amend(self, by: int, change: Change, passage: str, wording=None, after=None) -> Amendment:
        asked = amending.Proposal(change, passage, "C’est plus juste.", wording, after)
        return amending.amend(self.members[by], self.opinion, self.opinion.current, asked, NOW)

    def put(self, *amendments: Amendment) -> "Debate":
        for each in amendments:
            amending.put_to_vote(self.keeper, each, "", NOW)
        return self

    def freeze(self) -> None:
        writing.step(self.keeper, "freeze", self.opinion, NOW)

    def ask(self, now: datetime = NOW, **asked) -> Poll:
        """Prepare the poll on them."""
        return self.prepare(now, subject=Subject.AMENDMENTS, **asked)

    def vote_on_amendments(self, *ballots: str, **rules):
        """Freeze the text and hold the poll: a letter a question, f(or), a(gainst), - (abstains), or a place."""
        self.freeze()
        poll = self.ask(**rules)
        voting.open_poll(self.keeper, self.opinion, NOW)
        said = {"f": Choice.FOR, "a": Choice.AGAINST, "-": Choice.ABSTAIN}
        for member, ballot in zip(self.members, ballots, strict=False):
            voting.cast(member, self.opinion, [said.get(letter, letter) for letter in ballot], NOW)
        voting.close_poll(self.keeper, self.opinion, self.numbering(LATER), LATER)
        return poll

    @property
    def texts(self) -> list[str]:
        return [wording.text for wording in self.opinion.wordings]
