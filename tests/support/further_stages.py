"""Further stages of an avis for the tests: amended, counted on paper, corrected, answered, reminded."""

from dataclasses import replace
from datetime import date, timedelta

from commission.derived.merge import Draft
from commission.models import (
    Addressee,
    Assessment,
    Body,
    Change,
    Commission,
    Echo,
    Height,
    Implementation,
    Judgement,
    Kind,
    Pause,
    Progress,
    Reminder,
    Response,
    Role,
    Rung,
    Subject,
    Wording,
)
from commission.rooms.followup import acts as followup
from commission.rooms.followup import clock, tracking
from commission.rooms.followup.by_link import acts as answering
from commission.rooms.publishing import acts as publishing
from commission.rooms.publishing import versions
from commission.rooms.publishing.numbering import Numbering
from commission.rooms.voting import acts as voting
from commission.rooms.voting import paper
from commission.rooms.writing import acts as writing
from commission.rooms.writing import amendments, remarks
from commission.rules import procedure
from stages import LATER, NOW, Story, a_letter

SENT = LATER.date()  # the day letters leave in these stories
DAY = timedelta(days=1)
OVERDUE = LATER + 100 * DAY
MUCH_LATER = LATER + 230 * DAY
FRESH = Wording("f" * 24, Kind.PARAGRAPH, "Du neuf.")
POLICE = Body(slug="police", name="Police", translated={"en": {"name": "Police EN"}})


# --- a text, its vote, its publication -------------------------------------------------------------------------------
def amended(story: Story) -> Story:
    story.deliberation()
    first = story.opinion.wordings[1]
    asked = amendments.Proposal(Change.REWORD, first.passage, "plus clair",
                                replace(first, text="Demander justice fait très peur."))
    amendments.amend(story.members[0], story.opinion, story.opinion.current, asked, NOW)
    return story


def remarked(story: Story) -> Story:
    story.deliberation()
    remarks.comment(story.members[0], story.opinion.passages[0], "Trop long.", NOW)
    return story


def on_paper(story: Story, subject: Subject = Subject.WHOLE) -> Story:
    """A vote on paper that is over."""
    story.frozen()
    story.prepare(subject=subject, on_paper=True)
    voting.open_poll(story.keeper, story.opinion, NOW)
    voting.close_poll(story.keeper, story.opinion, numbering(story), LATER)
    return story


def counted(story: Story) -> Story:
    paper.enter_count(story.keeper, on_paper(story).opinion, [[7, 2, 1]], LATER)
    return story


def earlier(story: Story) -> Story:
    story.opinion = writing.enter_earlier(story.keeper, "Avis de 2024", NOW)
    writing.edit(story.keeper, story.opinion, story.opinion.current, Draft("Avis de 2024", [FRESH]), NOW)
    return story


def recorded(story: Story) -> Story:
    """An avis adopted before the site existed, with its number."""
    earlier(story)
    house = Commission(name="C", founded_on=date(2026, 1, 1), number_prefix="D-")
    numbering = Numbering(story.register, house, date(2024, 3, 21))
    publishing.record_earlier(story.keeper, story.opinion, numbering, "copie", NOW)
    return story


def earlier_published(story: Story) -> Story:
    story.published().opinion.source_document = "l’original"
    return story


def corrected(story: Story) -> Story:
    versions.correct(story.keeper, story.published().opinion, mended(story), "une lettre", LATER)
    return story


def unwanted(story: Story) -> Story:
    publishing.ask_withdrawal(story.keeper, story.published().opinion, "une raison", LATER)
    return story


def told_late(story: Story) -> Story:
    """A new version the bodies do not know."""
    story.sent().opinion.current.version, story.opinion.current.adopted_on = 2, SENT
    return story


def mended(story: Story) -> Draft:
    opinion = story.opinion
    return Draft(opinion.title, [replace(w, text=w.text.replace("audition", "audience")) for w in opinion.wordings])


def numbering(story: Story) -> Numbering:
    return Numbering(story.register, story.house, SENT)


# --- the follow-up ---------------------------------------------------------------------------------------------------
def addressed(story: Story) -> Story:
    followup.address(story.keeper, story.published().opinion.recommendations[1],
                     Addressee(body=POLICE, role=Role.ASSOCIATED), LATER)
    return story


def answered(response: Response = Response.ACCEPTED):
    elsewhere = "Police" if response == Response.NOT_THEIRS else ""

    def stage(story: Story) -> Story:
        story.sent()
        followup.reply(story.keeper, story.opinion, a_letter(story.rows[0].body, SENT),
                       [followup.Said(story.rows[0], response, "Leurs mots.", redirected_to=elsewhere)], LATER)
        return story
    return stage


def silent(story: Story) -> Story:
    """Two reminders have left, and no answer came."""
    story.sent()
    for days in (100, 200):
        clock.remind(story.keeper, story.opinion, story.rows, Reminder(sent_on=SENT + days * DAY), LATER + days * DAY)
    return story


def above(**facts) -> Rung:
    return Rung(**{"height": Height.ABOVE, "decided_on": SENT + 205 * DAY, "done_on": SENT + 210 * DAY,
                   "whom": "le ministère"} | facts)


def said_aloud(**facts) -> Rung:
    return Rung(**{"height": Height.STATEMENT, "decided_on": SENT + 215 * DAY, "done_on": SENT + 220 * DAY,
                   "words": "Personne ne répond."} | facts)


def written_above(story: Story) -> Story:
    clock.go_above(story.keeper, silent(story).opinion, story.rows, above(), MUCH_LATER)
    return story


def echo() -> Echo:
    return Echo(whose="GRETA", title="Rapport sur la France", url="https://exemple.invalid/9", dated_on=SENT)


def echoed(story: Story) -> Story:
    tracking.note_echo(story.keeper, story.sent().opinion.recommendations[0], echo(), LATER)
    return story


def letter(story: Story, word: str = "mot") -> answering.NewLink:
    return answering.NewLink(story.rows[0].body, f"uid de {word}", word, SENT + 180 * DAY)


def linked(story: Story) -> Story:
    """The first body has a link to answer by."""
    answering.open_link(story.keeper, story.sent().opinion, letter(story), LATER)
    return story


def by_link(story: Story) -> Story:
    """It has answered by it, and nobody has read it."""
    link = linked(story).opinion.reply_links[0]
    answering.begin(link, [["lines-0-quote", "Nous le ferons."]], LATER)
    answering.answer(link, LATER)
    return story


def stopped(story: Story) -> Story:
    """The first of two recommendations is no longer followed."""
    tracking.stop_following(story.keeper, story.sent().opinion.recommendations[0], "assez", SENT, LATER)
    return story


def joined(story: Story) -> Story:
    """The first of two recommendations is followed with the other."""
    tracking.follow_with(story.keeper, *story.sent().opinion.recommendations, SENT, LATER)
    return story


def reported(story: Story) -> Story:
    followup.report(story.keeper, story.sent().rows[0], Progress(implementation=Implementation.NOT_STARTED,
                                                                 stated_on=SENT), LATER)
    return story


def assessed(story: Story) -> Story:
    followup.assess(story.keeper, story.sent().opinion.recommendations[0],
                    Assessment(judgement=Judgement.MEETS, adopted_on=SENT), LATER)
    return story


def paused(story: Story) -> Story:
    clock.pause(story.keeper, story.sent().opinion, story.rows, Pause(from_on=SENT + DAY, why="des chiffres"), LATER)
    return story


def reminded(story: Story) -> Story:
    clock.remind(story.keeper, story.sent().opinion, story.rows, Reminder(sent_on=SENT + 100 * DAY), OVERDUE)
    return story


# --- the rules -------------------------------------------------------------------------------------------------------
def acts_asked_about(monkeypatch) -> list[str]:
    """The acts about which the rules are asked from now on."""
    acts, objections = [], procedure.objections

    def listened(who, act, subject, now):
        acts.append(act)
        return objections(who, act, subject, now)
    monkeypatch.setattr(procedure, "objections", listened)
    return acts
