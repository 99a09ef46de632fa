"""What a vote can be on: one class a kind. It says when it is offered, what it asks and of what, what each answer says,
what is told of its result, and what it changes in the text once it is carried.

A new kind is a member of `Subject` with its name in `words`, and a class here. What an answer is, as it is kept and
counted, follows from the question itself (`Question.answers`): its options or none, a passage or none.
"""

from dataclasses import dataclass
from datetime import datetime

from commission.derived.merge import Draft
from commission.models import Amendment, Choice, Fate, Kind, Opinion, Poll, Question, Subject
from commission.rooms.writing import acts as writing
from commission.rooms.writing import amendments as amending
from commission.rules.conditions import all_fit, amendments_fit
from commission.rules.procedure import Refused
from commission.words.looks import look
from commission.words.names import AMENDMENT, word_of
from commission.words.sentence import N_, Either, Sentence, Verbatim

USUAL = Subject.WHOLE  # what a vote is on where nobody says otherwise
OPTIONS = range(2, 9)  # how many one is chosen among: more do not fit a telephone, nor a quick mind

Shown = str | Sentence | Either  # what `language.shown` says to a reader; Verbatim is a str that is not translated


@dataclass(frozen=True)
class Among:
    """A question of the commission's own, and the options of which one is chosen."""

    question: str
    options: list[str]


class Matter:
    """What a vote is on: what every kind is, but for what it says otherwise."""

    question = ""  # what is asked of one thing
    several = ""  # what is asked of several at once
    is_typed = False  # whether who prepares the vote types its question and options

    def shut(self, opinion: Opinion) -> str:
        """Why it is not offered now; empty where it is."""
        return ""

    def asked(self, opinion: Opinion, among: Among | None) -> list[Question]:
        """The questions of a poll on this text."""
        return [Question(n=1)]

    def proposed(self, opinion: Opinion) -> list[Amendment]:
        """The amendments voted on, beside the text."""
        return []

    def amendments(self, question: Question) -> dict[str, int]:
        """The numbers of the amendments a question is on, by the answer that is for each."""
        return {}

    def asks(self, question: Question) -> Shown:
        """What a question asks."""
        return self.question

    def named(self, question: Question) -> Shown:
        """What a question is asked of, in a few words; nothing where what it asks says it."""
        return ""

    def answer(self, question: Question, answer: str) -> Shown:
        """What an answer says."""
        return word_of(Choice(answer))

    def outcome(self, question: Question) -> Shown:
        """What a counted question has decided, once the quorum was reached."""
        return N_("carried") if question.carried else N_("not carried")

    def told(self, question: Question) -> dict:
        """What minutes keep of a counted question."""
        return {"title": "", **question.votes, "carried": question.carried is not None}

    def change(self, opinion: Opinion, poll: Poll, now: datetime) -> None:
        """Change in the frozen text what the poll has settled. No person is the author of what the commission has
        voted."""


class Whole(Matter):
    """The text as a whole: adopted or not."""

    question = N_("Do you adopt this text?")

    def shut(self, opinion):
        return N_("Amendments put to the vote are voted on first.") if amending.on_the_ballot(opinion) else ""


class Articles(Whole):
    """Each recommendation apart. Those that are not carried leave the text, which stays frozen for the vote on it."""

    question = N_("Do you keep this recommendation?")
    several = N_("Do you keep these recommendations?")

    def shut(self, opinion):
        there = any(wording.kind == Kind.RECOMMENDATION for wording in opinion.wordings)
        return super().shut(opinion) if there else N_("This text has no recommendation to vote on one by one.")

    def asked(self, opinion, among):
        articles = (wording.passage for wording in opinion.wordings if wording.kind == Kind.RECOMMENDATION)
        return [Question(n=n, passage=passage) for n, passage in enumerate(articles, 1)]

    def named(self, question):
        return Verbatim(f"{question.n}. {question.wording.title}")

    def outcome(self, question):
        return N_("kept") if question.carried else N_("not kept")

    def told(self, question):
        return super().told(question) | {"title": question.wording.title}

    def change(self, opinion, poll, now):
        lost = {question.passage for question in poll.questions if not question.carried}
        kept = [wording for wording in opinion.wordings if wording.passage not in lost]
        writing.save(None, opinion, Draft(opinion.title, kept), now)


class Amendments(Matter):
    """Each amendment put to the vote: those carried change the text, in one revision, before the vote on the whole."""

    question = N_("Do you want this amendment?")
    several = N_("Do you want these amendments?")

    def shut(self, opinion):
        return "" if amending.on_the_ballot(opinion) else N_("No amendment is put to the vote.")

    def asked(self, opinion, among):
        """One question a passage, so that at most one of its amendments is carried."""
        if not all_fit(opinion):
            raise Refused([Sentence(amendments_fit.sentence)])
        by_passage: dict[str, list[str]] = {}
        for amendment in amending.on_the_ballot(opinion):
            by_passage.setdefault(amendment.passage, []).append(str(amendment.n))
        return [Question(n=n, passage=passage, options=numbers)
                for n, (passage, numbers) in enumerate(by_passage.items(), 1)]

    def proposed(self, opinion):
        return amending.on_the_ballot(opinion)

    def amendments(self, question):
        return dict(zip(question.answers, map(int, question.options), strict=False))

    def asks(self, question):
        return N_("Which wording do you choose?") if question.is_choice else self.question

    def named(self, question):
        return Either(called(n) for n in self.amendments(question).values())

    def answer(self, question, answer):
        if not question.is_choice or answer == Choice.ABSTAIN:
            return super().answer(question, answer)
        rivals = self.amendments(question)
        return called(rivals[answer]) if answer in rivals else N_("None: the text as it stands")

    def outcome(self, question):
        if not question.is_choice:
            return super().outcome(question)
        won = self.amendments(question).get(question.carried)
        return Sentence(N_("%(name)s is carried"), {"name": called(won)}) if won else N_("none is carried")

    def told(self, question):
        rivals = [{"n": n, "votes": question.votes[each], "carried": each == question.carried}
                  for each, n in self.amendments(question).items()]
        return {"title": "", "amendments": rivals, "against": question.votes[Choice.AGAINST],
                "abstain": question.votes[Choice.ABSTAIN]}

    def change(self, opinion, poll, now):
        won = {self.amendments(question).get(question.carried) for question in poll.questions}
        voted = amending.on_the_ballot(opinion)
        carried = [each for each in voted if each.n in won]
        reason = " ; ".join(amending.NAMED.format(each.n) for each in carried)
        # Each new passage goes right after the one it follows: the first proposed is put there last.
        writing.save(None, opinion, amending.with_them(opinion, carried[::-1]), now, reason)
        for each in voted:
            each.settle(Fate.CARRIED if each in carried else Fate.LOST, now)


class Options(Matter):
    """One among several options, which a facilitator types: the text stays as it is."""

    is_typed = True

    def asked(self, opinion, among):
        if reasons := option_faults(among.options):
            raise Refused(reasons)
        return [Question(n=1, asked=among.question, options=list(among.options))]

    def asks(self, question):
        return Verbatim(question.asked)

    def answer(self, question, answer):
        return Verbatim(question.option(answer)) if question.option(answer) else super().answer(question, answer)

    def outcome(self, question):
        return self.answer(question, question.carried) if question.carried else N_(
            "no option has the majority it needs")

    def told(self, question):
        options = [{"text": question.option(each), "votes": votes, "carried": each == question.carried}
                   for each, votes in question.votes.items() if each != Choice.ABSTAIN]
        return {"title": question.asked, "options": options, "abstain": question.votes[Choice.ABSTAIN]}


# The first one that is open is proposed: amendments put to the vote come before the whole, and shut it till then.
MATTERS: dict[Subject, Matter] = {
    Subject.WHOLE: Whole(), Subject.AMENDMENTS: Amendments(), Subject.ARTICLES: Articles(), Subject.OPTIONS: Options(),
}


def matter_of(poll: Poll) -> Matter:
    """What a poll is on."""
    return MATTERS[poll.subject]


def questions(opinion: Opinion, subject: Subject, among: Among | None) -> list[Question]:
    """What a poll asks of a text, or why it cannot be on that now."""
    if why := MATTERS[subject].shut(opinion):
        raise Refused([Sentence(why)])
    return MATTERS[subject].asked(opinion, among)


def option_faults(options: list[str]) -> list[Sentence]:
    """Why one cannot be chosen among these."""
    if len(options) in OPTIONS and len(set(map(look, options))) == len(options):
        return []
    return [Sentence(N_("From %(least)s to %(most)s different options, one a line."),
                     {"least": str(OPTIONS[0]), "most": str(OPTIONS[-1])})]


def called(amendment: int) -> Sentence:
    """An amendment by its number."""
    return Sentence(AMENDMENT, {"n": str(amendment)})
