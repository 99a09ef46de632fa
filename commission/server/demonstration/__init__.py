"""The demonstration: a fictional commission, made by performing the acts of the rules, and nothing else."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

from sqlalchemy.orm import Session

from commission.derived.merge import Draft
from commission.models import (
    Assessment,
    Change,
    Choice,
    Commission,
    Fate,
    Kind,
    Manner,
    Member,
    Opinion,
    Referral,
    Register,
    Seat,
    Sitting,
    Source,
    Status,
    Wording,
    random_id,
)
from commission.models.text.texts import fingerprint
from commission.rooms.people import acts as people
from commission.rooms.publishing import acts as publishing
from commission.rooms.publishing import versions
from commission.rooms.publishing.numbering import Numbering
from commission.rooms.sittings import acts as sittings
from commission.rooms.voting import acts as voting
from commission.rooms.writing import acts as writing
from commission.rooms.writing import amendments as amending
from commission.rooms.writing import remarks as discussing
from commission.rules.journal import Deed
from commission.web.codes import Codes, new_code
from commission.web.sealed.keyring import Keyring

from .followup import by_two, follow_up
from .secret import OUTSIDER, SecretVotes
from .waiting import left_waiting, links

FOLDER = Path(__file__).parent
NOTICE = "démonstration – texte fictif"
FACILITATORS = ("Cèdre", "Tilleul")
MEMBERS = ("Iris", "Jade", "Opale", "Perle", "Ambre", "Corail", "Olive", "Myrte", "Lune", "Brise", "Aube", "Source")
SHOWN = (*FACILITATORS, *MEMBERS[:3])
LANGUAGE = {"Opale": "en", "Perle": "en"}
SETTLED = {Fate.ACCEPTED: amending.accept, Fate.REJECTED: amending.reject}
MANNER = {"par consensus": Manner.CONSENSUS}


def read(name: str) -> dict:
    return json.loads((FOLDER / name).read_text())


class Demonstration:
    """A fictional commission with its people and its avis, and the codes of the people one may sign in as. With a
    keyring it votes secretly too."""

    def __init__(self, codes: Codes, now: datetime, keyring: Keyring | None = None):
        self.now, self.registers, self.index, self.address = now, {}, codes, ""
        story = read("avis.json")
        self.commission: Commission = people.found(founded_on=now.date(), fictional=True,
                                                   as_of=date.fromisoformat(story["as_of"]), **read("house.json"))
        self.codes = {name: new_code() for name in SHOWN}
        self.facilitators = [self.person(name, Seat.FACILITATOR, codes) for name in FACILITATORS]
        self.members = [self.person(name, Seat.MEMBER, codes) for name in MEMBERS]
        self.opinions = [self.earlier(told) for told in story["avis"]]
        self.bodies = follow_up(tuple(self.facilitators), self.opinions, story, now)
        self.opinions += [self.revised(self.opinions[n], told) for n, told in enumerate(story["avis"])
                          if "revised" in told]
        self.opinions += [self.in_hand(stage, told) for stage, told in read("drafts.json").items()]
        self.sittings = list(self.sat())
        self.secret = SecretVotes(self, keyring) if keyring else None

    def save(self, session: Session) -> None:
        """Put everything in a database: first the commission, after whose head the lines of the journal are chained."""
        session.add(self.commission)
        session.flush()
        session.add_all(self.rows)
        session.flush()
        left_waiting(self.facilitators[0], self.opinions[0], self.sittings[-2], self.now)
        self.address = f"/reponse/{links(self, self.opinions[0])}"

    @property
    def rows(self) -> list:
        """Everything to be saved, after the commission itself."""
        secret = [*self.secret.guardians, self.secret.ceremony, *self.secret.opinions] if self.secret else []
        return [*self.facilitators, *self.members, *self.registers.values(), *self.bodies,
                *self.opinions, *self.sittings, *secret]

    @property
    def papers(self) -> dict[str, dict[str, str]]:
        """What its people hold on paper: what it is for, whose it is, its digits."""
        found = {"Codes to sign in with (page /entrer)": self.codes,
                 "The address by which a public office answers": {"": self.address}}
        if self.secret:
            known = {name: code for name, code in self.secret.codes.items() if name in self.codes}
            found |= {"Voting codes, for secret votes": known, "Digits of the guardians of the urn": self.secret.papers,
                      "What the guardians read aloud when they made their key": {"": self.secret.aloud}}
        return found

    def person(self, name: str, seat: Seat, codes: Codes) -> Member:
        code = self.codes.setdefault(name, new_code()) if name == OUTSIDER else self.codes.get(name) or new_code()
        return Member(pseudonym=name, seat=seat, language=LANGUAGE.get(name, "fr"), code_index=codes.hint(code),
                      code_hash=codes.shadow(code), joined_on=self.now.date(), agreed_on=self.now.date())

    def earlier(self, told: dict) -> Opinion:
        """An avis of 2024, copied in as one adopted before the site existed, and published."""
        keeper = self.facilitators[0]
        asked = told.get("referral")
        referral = asked and Referral(source=Source(asked["source"]), asked_by=asked.get("asked_by", ""))
        opinion = writing.enter_earlier(keeper, told["title"]["fr"], self.now, referral)
        writing.edit(keeper, opinion, opinion.current, Draft(told["title"]["fr"], list(passages(told))), self.now)
        self.record(opinion, told["adopted_on"])
        for each, asked in zip(opinion.recommendations, told["recommendations"], strict=True):
            publishing.classify(keeper, each, asked["theme"], {"en": {"title": asked["title"]["en"]}}, self.now)
        self.publish(opinion, told, date.fromisoformat(told["published_on"]))
        return opinion

    def revised(self, opinion: Opinion, told: dict) -> Opinion:
        """The version of an avis of 2024 that replaced the first one."""
        keeper, change = self.facilitators[0], told["revised"]
        draft = versions.enter_version(keeper, opinion, self.now)
        words = [replace(each, text=each.text.replace(change["before"], change["after"])) for each in draft.wordings]
        writing.edit(keeper, draft, draft.current, Draft(draft.title, words), self.now)
        self.record(draft, change["adopted_on"])
        self.publish(draft, told, draft.adopted_on)
        versions.tell(keeper, opinion, draft.adopted_on, self.now)
        return draft

    def record(self, opinion: Opinion, adopted_on: str) -> None:
        day = date.fromisoformat(adopted_on)
        register = self.registers.setdefault(day.year, Register(year=day.year))
        numbering = Numbering(register, self.commission, day)
        publishing.record_earlier(self.facilitators[0], opinion, numbering, NOTICE, self.now)

    def publish(self, opinion: Opinion, told: dict, published_on: date) -> None:
        keeper, witness = self.facilitators
        manner = MANNER.get(told["adoption"], Manner.MAJORITY)
        agreement = publishing.Agreement(published_on, manner, told["reservation"])
        by_two("agree", (keeper, witness), opinion,
               lambda who: publishing.agree(who, opinion, agreement, self.now), self.now)
        publishing.summarise(keeper, opinion, "\n".join(f"- {line}" for line in told["easy_read"]),
                             {"en": {"title": told["title"]["en"], "summary": told["summary"]["en"]}}, self.now)
        publishing.sign(keeper, opinion, self.now)
        publishing.sign(witness, opinion, self.now)
        publishing.publish(keeper, opinion, published_on, self.now)

    def in_hand(self, stage: str, told: dict) -> Opinion:
        """A text the commission is working on, taken to its stage."""
        keeper = self.facilitators[0]
        opinion = writing.refer(keeper, told["title"], self.now)
        writing.step(keeper, "take_up", opinion, self.now)
        words = [Wording(random_id(), **{**each, "kind": Kind(each["kind"])}) for each in told["passages"]]
        writing.edit(self.members[0], opinion, opinion.current, Draft(told["title"], words), self.now)
        if stage != "drafting":
            writing.discuss(Deed(keeper, "open_comments", opinion, self.now), self.now.date() + timedelta(days=9))
            self.discuss(opinion, told.get("remarks", []))
            self.amend(opinion, told.get("amendments", []))
        if stage == "voting":
            self.vote(opinion, told["votes"])
        return opinion

    def sat(self) -> Iterator[Sitting]:
        """The sittings whose minutes are kept: those that adopted the avis, the one in which the commission said what
        it thinks; and one to come."""
        keeper, today = self.facilitators[0], self.now.date()
        for n, opinion in enumerate(each for each in self.opinions if each.status == Status.PUBLISHED):
            yield self.held(opinion.adopted_on, self.members[n:n + 9], [])
        said = [each for opinion in self.opinions for asked in opinion.recommendations for each in asked.assessments]
        yield self.held(said[0].adopted_on, self.members[:9], said)
        coming = sittings.call_sitting(keeper, today + timedelta(days=10), [], self.now)
        sittings.set_agenda(keeper, coming, [each for each in self.opinions if each.status == Status.DELIBERATION], [],
                            self.now)
        yield coming

    def held(self, day: date, there: list[Member], said: list[Assessment]) -> Sitting:
        keeper = self.facilitators[0]
        sitting = sittings.call_sitting(keeper, day, [], self.now)
        sittings.set_agenda(keeper, sitting, [], [each.recommendation for each in said], self.now)
        sittings.note_presence(keeper, sitting, there, self.now)
        facts = sittings.Facts(len(self.members), said=said)
        sittings.keep_minutes(keeper, sitting, facts, fingerprint(sittings.writing(sitting, facts)), self.now)
        return sitting

    def discuss(self, opinion: Opinion, remarks: list[dict]) -> None:
        for told in remarks:
            passage = opinion.passages[told["passage"]]
            remark = discussing.comment(self.members[told["by"]], passage, told["text"], self.now)
            for reply in told["replies"]:
                discussing.reply(self.members[reply["by"]], remark, reply["text"], self.now)

    def amend(self, opinion: Opinion, amendments: list[dict]) -> None:
        for told in amendments:
            known = opinion.wordings[told["passage"]]
            words = replace(known, text=known.text.replace(told["before"], told["after"]))
            asked = amending.Proposal(Change.REWORD, known.passage, told["reason"], words)
            made = amending.amend(self.members[told["by"]], opinion, opinion.current, asked, self.now)
            SETTLED[told["fate"]](self.facilitators[0], made, told["answer"], self.now)

    def vote(self, opinion: Opinion, votes: dict[str, str]) -> None:
        keeper = self.facilitators[0]
        writing.step(keeper, "freeze", opinion, self.now)
        closes_at = (self.now + timedelta(days=14)).replace(hour=17, minute=0, second=0, microsecond=0)
        voting.prepare_poll(keeper, opinion, self.members, voting.Plan(self.now, closes_at), self.now)
        voting.open_poll(keeper, opinion, self.now)
        for member, choice in votes.items():
            voting.cast(self.members[int(member)], opinion, [Choice(choice)], self.now)


def passages(told: dict):
    """The wordings of an avis of the demonstration data, in its first version."""
    change = told.get("revised", {"before": "", "after": "\0"})
    yield Wording(random_id(), Kind.PARAGRAPH, NOTICE.capitalize() + ".")
    yield Wording(random_id(), Kind.HEADING, "Contexte")
    for paragraph in told["context"]:
        yield Wording(random_id(), Kind.PARAGRAPH, paragraph)
    yield Wording(random_id(), Kind.HEADING, "Recommandations")
    for asked in told["recommendations"]:
        text = asked["text"].replace(change["after"], change["before"])
        yield Wording(random_id(), Kind.RECOMMENDATION, text, asked["title"]["fr"], asked["why"],
                      asked["how_we_will_know"])
