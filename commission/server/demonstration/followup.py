"""What became of the demonstration's avis: letters, replies, evidence, assessments. The French keys end here."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import partial
from pathlib import Path

from commission.models import (
    Addressee,
    Assessment,
    Basis,
    Body,
    Channel,
    Echo,
    Evidence,
    Height,
    Implementation,
    Judgement,
    Member,
    Opinion,
    Progress,
    Reminder,
    Reply,
    Response,
    Role,
    Rung,
)
from commission.models.followup.documents import of
from commission.rooms.followup import acts as followup
from commission.rooms.followup import clock, tracking
from commission.rooms.releasing import acts as releasing

LETTER = Path(__file__).with_name("letter.pdf")
ROLES = {"responsable": Role.RESPONSIBLE, "associe": Role.ASSOCIATED}
RESPONSES = {
    "attendue": Response.AWAITED, "accusee": Response.ACKNOWLEDGED, "a_l_etude": Response.UNDER_STUDY,
    "acceptee": Response.ACCEPTED, "acceptee_en_partie": Response.ACCEPTED_IN_PART,
    "acceptee_sur_le_principe": Response.IN_PRINCIPLE, "deja": Response.ALREADY,
    "sans_position": Response.NO_POSITION, "non_retenue": Response.NOT_ACCEPTED,
    "hors_competence": Response.NOT_THEIRS,
}
IMPLEMENTATIONS = {
    "inconnue": Implementation.UNKNOWN, "pas_commencee": Implementation.NOT_STARTED,
    "en_cours": Implementation.UNDER_WAY, "faite_en_partie": Implementation.PARTLY_DONE, "faite": Implementation.DONE,
    "arretee": Implementation.STOPPED, "abandonnee": Implementation.DROPPED, "sans_objet": Implementation.MOOT,
}
BASES = {"declaree": Basis.STATED, "document_public": Basis.DOCUMENT, "constatee": Basis.SEEN}
JUDGEMENTS = {
    "pas_encore": Judgement.NOT_REVIEWED, "repond": Judgement.MEETS, "repond_en_partie": Judgement.MEETS_IN_PART,
    "ne_repond_pas": Judgement.DOES_NOT_MEET, "rien_change": Judgement.NOTHING_CHANGED,
    "impossible": Judgement.CANNOT_TELL,
}


def by_two(act: str, two: tuple[Member, Member], opinion: Opinion, do: Callable[[Member], object],
           now: datetime) -> None:
    """One enters it, and the other releases it."""
    keeper, witness = two
    releasing.release(witness, releasing.enter(keeper, opinion, releasing.Entered(act, {}, []), now), do, now)


def follow_up(two: tuple[Member, Member], opinions: list[Opinion], story: dict, now: datetime) -> list[Body]:
    """Enter all that is told of the opinions' follow-up, and return the bodies it names."""
    keeper = two[0]
    bodies = {
        key: followup.add_body(keeper, Body(slug=key.replace("_", "-"), name=told["fr"],
                                            translated={"en": {"name": told["en"]}}), now)
        for key, told in story["bodies"].items()
    }
    for opinion, told in zip(opinions, story["avis"], strict=True):
        rows = list(addressed(keeper, opinion, told, bodies, now))
        followup.send(keeper, opinion, [row for row, _ in rows], date.fromisoformat(told["sent_on"]), now)
        letters = [(row, each) for row, line in rows for each in letters_of(line)]
        answer(two, opinion, letters, told.get("letters", {}), now)
        climb(two, opinion, rows, now)
        link(two, opinion, told, now)
        report(two, rows, now)
        assess(two, opinion, told, now)
    return list(bodies.values())


def addressed(keeper, opinion, told, bodies, now) -> Iterator[tuple[Addressee, dict]]:
    """Each row of recommendation and body, with what is told of it."""
    for recommendation, asked in zip(opinion.recommendations, told["recommendations"], strict=True):
        for line in asked["addressees"]:
            row = Addressee(body=bodies[line["body"]], role=ROLES[line["role"]])
            yield followup.address(keeper, recommendation, row, now), line


def answer(two: tuple[Member, Member], opinion: Opinion, rows: list[tuple[Addressee, dict]], known: dict[str, dict],
           now: datetime) -> None:
    """One letter a body and a day; a joint one has a name, and says who signed it; one can be read whole."""
    letters = defaultdict(list)
    for row, line in rows:
        if line["response"] != "attendue":
            letters[line["replied_on"], line.get("letter") or row.body.slug].append((row, line))
    for (dated_on, name), lines in sorted(letters.items(), key=lambda letter: letter[0]):
        day, body, more = date.fromisoformat(dated_on), lines[0][0].body, known.get(name, {})
        document = "says" in more and of(LETTER.read_bytes(), 1, opinion=opinion, body=body, came_on=day,
                                         says=more["says"])
        letter = Reply(body=body, channel=Channel.LETTER, dated_on=day, received_on=day,
                       signed_by=more.get("signed_by", ""), document=document or None)
        by_two("reply", two, opinion, partial(
            followup.reply, opinion=opinion, letter=letter, said=[said_to(*each) for each in lines], now=now), now)


def letters_of(line: dict) -> list[dict]:
    """What a body answered, and what it answered again."""
    return [line, *({**line, **more} for more in line.get("again", []))]


def climb(two: tuple[Member, Member], opinion: Opinion, rows: list[tuple[Addressee, dict]], now: datetime) -> None:
    """What was done of a silence: two reminders, then a letter to whoever is above."""
    for row, line in rows:
        if told := line.get("silence"):
            for day in map(date.fromisoformat, told["reminders"]):
                by_two("remind", two, opinion, partial(
                    clock.remind, opinion=opinion, rows=[row], letter=Reminder(sent_on=day), now=now), now)
            above = told["above"]
            rung = Rung(height=Height.ABOVE, whom=above["whom"], decided_on=date.fromisoformat(above["decided_on"]),
                        done_on=date.fromisoformat(above["done_on"]))
            by_two("go_above", two, opinion,
                   partial(clock.go_above, opinion=opinion, rows=[row], rung=rung, now=now), now)


def link(two: tuple[Member, Member], opinion: Opinion, told: dict, now: datetime) -> None:
    """A demand of somebody else that asks for what this recommendation does."""
    for recommendation, asked in zip(opinion.recommendations, told["recommendations"], strict=True):
        if "elsewhere" in asked:
            echo = Echo(**{**asked["elsewhere"], "dated_on": date.fromisoformat(asked["elsewhere"]["dated_on"])})
            by_two("note_echo", two, opinion,
                   partial(tracking.note_echo, asked=recommendation, echo=echo, now=now), now)


def said_to(row: Addressee, line: dict) -> followup.Said:
    revisit_on = line.get("revisit_on")
    return followup.Said(row, RESPONSES[line["response"]], line.get("quote", ""),
                         revisit_on and date.fromisoformat(revisit_on), line.get("redirected_to", ""))


def report(two: tuple[Member, Member], rows: list[tuple[Addressee, dict]], now: datetime) -> None:
    """What is known of the work: one state, or several, one after the other."""
    told = [(row, state) for row, line in rows for state in line.get("states", [line])
            if state["implementation"] != "inconnue"]
    for row, line in sorted(told, key=lambda each: each[1]["stated_on"]):
        state, basis = IMPLEMENTATIONS[line["implementation"]], BASES.get(line.get("basis"))
        evidence = [Evidence(title=title) for title in line.get("evidence", [])]
        note = line.get("note") or (line["quote"] if state == Implementation.MOOT else "")
        known = Progress(implementation=state, basis=basis, note=note, evidence=evidence,
                         stated_on=date.fromisoformat(line["stated_on"]))
        by_two("report", two, row.recommendation.opinion,
               partial(followup.report, row=row, progress=known, now=now), now)


def assess(two: tuple[Member, Member], opinion: Opinion, told: dict, now: datetime) -> None:
    for recommendation, asked in zip(opinion.recommendations, told["recommendations"], strict=True):
        judgement = JUDGEMENTS[asked["assessment"]]
        if judgement != Judgement.NOT_REVIEWED:
            word = Assessment(judgement=judgement, text=asked["assessment_text"],
                              adopted_on=date.fromisoformat(told["assessed_on"]))
            by_two("assess", two, opinion, partial(followup.assess, recommendation=recommendation, word=word, now=now),
                   now)
