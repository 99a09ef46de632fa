"""What became of the demonstration's avis: letters, replies, evidence, assessments. The French keys end here."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime

from commission.models import (
    Addressee,
    Basis,
    Body,
    Channel,
    Evidence,
    Implementation,
    Judgement,
    Member,
    Opinion,
    Progress,
    Response,
    Role,
)
from commission.rooms.followup import acts as followup

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


def follow_up(keeper: Member, opinions: list[Opinion], story: dict, now: datetime) -> list[Body]:
    """Enter all that is told of the opinions' follow-up, and return the bodies it names."""
    bodies = {
        key: followup.add_body(keeper, key.replace("_", "-"), told["fr"], {"en": {"name": told["en"]}}, False, now)
        for key, told in story["bodies"].items()
    }
    for opinion, told in zip(opinions, story["avis"], strict=True):
        rows = list(addressed(keeper, opinion, told, bodies, now))
        followup.send(keeper, opinion, [row for row, _ in rows], date.fromisoformat(told["sent_on"]), now)
        answer(keeper, opinion, rows, told.get("letters", {}), now)
        report(keeper, rows, now)
        assess(keeper, opinion, told, now)
    return list(bodies.values())


def addressed(keeper, opinion, told, bodies, now) -> Iterator[tuple[Addressee, dict]]:
    """Each row of recommendation and body, with what is told of it."""
    for recommendation, asked in zip(opinion.recommendations, told["recommendations"], strict=True):
        for line in asked["addressees"]:
            yield followup.address(keeper, recommendation, bodies[line["body"]], ROLES[line["role"]], now), line


def answer(keeper: Member, opinion: Opinion, rows: list[tuple[Addressee, dict]], joint: dict[str, dict],
           now: datetime) -> None:
    """One letter a body and a day; a joint one has a name, and says who signed it."""
    letters = defaultdict(list)
    for row, line in rows:
        if line["response"] != "attendue":
            letters[line["replied_on"], line.get("letter") or row.body.slug].append((row, line))
    for (dated_on, name), lines in sorted(letters.items(), key=lambda letter: letter[0]):
        day = date.fromisoformat(dated_on)
        followup.reply(keeper, opinion, lines[0][0].body, Channel.LETTER, day, day,
                       [said(*each) for each in lines], now, joint.get(name, {}).get("signed_by", ""))


def said(row: Addressee, line: dict) -> followup.Said:
    revisit_on = line.get("revisit_on")
    return followup.Said(row, RESPONSES[line["response"]], line.get("quote", ""),
                         revisit_on and date.fromisoformat(revisit_on), line.get("redirected_to", ""))


def report(keeper: Member, rows: list[tuple[Addressee, dict]], now: datetime) -> None:
    """What is known of the work: one state, or several, one after the other."""
    told = [(row, state) for row, line in rows for state in line.get("states", [line])
            if state["implementation"] != "inconnue"]
    for row, line in sorted(told, key=lambda each: each[1]["stated_on"]):
        state, basis = IMPLEMENTATIONS[line["implementation"]], BASES.get(line.get("basis"))
        evidence = [Evidence(title=title) for title in line.get("evidence", [])]
        note = line.get("note") or (line["quote"] if state == Implementation.MOOT else "")
        followup.report(keeper, row, Progress(implementation=state, basis=basis, note=note, evidence=evidence,
                                              stated_on=date.fromisoformat(line["stated_on"])), now)


def assess(keeper: Member, opinion: Opinion, told: dict, now: datetime) -> None:
    for recommendation, asked in zip(opinion.recommendations, told["recommendations"], strict=True):
        judgement = JUDGEMENTS[asked["assessment"]]
        if judgement != Judgement.NOT_REVIEWED:
            followup.assess(keeper, recommendation, judgement, asked["assessment_text"],
                            date.fromisoformat(told["assessed_on"]), now)
