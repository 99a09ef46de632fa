"""Each situation is entered in one form, and nobody is asked for what she cannot know."""

import pytest
from sqlalchemy import select

from commission.models import Answer, Basis, Body, Channel, Evidence, Implementation, Progress, Response, Status
from commission.rooms.followup import acts as followup
from commission.rooms.followup.correcting import corrections
from commission.rooms.followup.correcting.corrections import Erratum
from commission.rules.procedure import Refused
from pages import Page
from stages import LATER, Story, a_letter

DAY = LATER.date()
QUOTE = "Nous préparons une règle."


class Desk:
    """A facilitator before the second avis: the forms of its follow-up, and its page."""

    def __init__(self, site):
        self.site, self.keeper = site, site.person("Cèdre")
        self.text = f"/atelier/texte/{site.opinion(Status.PUBLISHED, 1)}"

    def link(self, part: str, n: int = 0) -> str:
        return self.links(part)[n]

    def links(self, part: str) -> list[str]:
        return [each["href"] for each in Page(self.keeper.get(f"{self.text}/suites").text).all("a")
                if f"/{part}/" in each["href"]]

    def reply(self, *lines: dict, body="Tribunal", **typed):
        """Send the form of a reply; each line is what it says to a row, the body's own first."""
        with self.site.database.reading() as session:
            whose = session.scalars(select(Body.id).where(Body.name.startswith(body))).one()
        for n, line in enumerate(lines):
            typed |= {f"lines-{n}-{name}": value for name, value in line.items()}
        letter = {"channel": "letter", "dated_on": "2025-02-03", "received_on": ""} | typed
        return self.site.released(self.keeper.send(f"{self.text}/reponse/{whose}", **letter))

    def report(self, **typed):
        return self.site.released(
            self.keeper.send(self.link("mise-en-oeuvre"), **{"stated_on": "2025-03-01"} | typed))

    def page(self, n: int) -> str:
        return self.site.visitor().get(f"/avis/DEMO-2024-02/r{n}").text.replace("\u00a0", " ")


@pytest.fixture
def desk(site):
    return Desk(site)


# --- what is enough, in one form -------------------------------------------------------------------------------------
@pytest.mark.parametrize(("said", "told"), [
    ({"response": "under_study", "quote": QUOTE}, "À l’étude"),
    ({"response": "under_study"}, "À l’étude"),
    ({"response": "not_accepted"}, "Sans motif donné"),
    ({"response": "acknowledged"}, "Accusé de réception"),
    ({"response": "in_principle", "quote": QUOTE}, "Acceptée en partie ou sous condition"),
    ({"response": "already", "quote": QUOTE}, "Déjà en place, dit l’organisme"),
    ({"response": "no_position", "quote": QUOTE}, "Répondu sans se prononcer"),
    ({"response": "accepted", "quote": QUOTE, "revisit_on": "2025-03-01"}, "date annoncée dépassée"),
    ({"response": "not_theirs", "redirected_to": "le parlement"}, "le parlement"),
    ({"response": "accepted", "quote": QUOTE, "work": "done"}, "(selon l’organisme)"),
    ({"response": "accepted", "quote": QUOTE, "work": "stopped"}, "À l’arrêt"),
    ({"work": "under_way"}, "Mise en œuvre engagée"),
])
def test_a_reply_is_entered_with_what_the_letter_says_and_no_more(desk, said, told):
    assert desk.reply(said).status_code == 303
    assert told in desk.page(3)


def test_an_answer_that_the_letter_does_not_give_is_corrected_to_nothing(desk):
    before = desk.links("corriger/reponse")
    desk.reply({"response": "not_accepted"})
    assert "Sans motif donné" in desk.page(3)
    (wrong,) = set(desk.links("corriger/reponse")) - set(before)
    sent = desk.keeper.send(wrong, response="", erratum="une autre lettre")
    assert desk.site.released(sent).status_code == 303
    assert "Sans motif donné" not in desk.page(3)


def test_that_nothing_is_known_is_no_news_of_the_work_and_only_corrects_what_was_entered(desk):
    assert 'value="unknown"' not in desk.keeper.get(desk.link("mise-en-oeuvre")).text
    assert 'value="unknown"' in desk.keeper.get(desk.link("corriger/mise-en-oeuvre")).text


@pytest.mark.parametrize(("said", "sentence"), [
    ({"response": "in_principle"}, "à quelle condition"), ({"response": "already"}, "ce qui est en place"),
    ({"response": "no_position"}, "accusé de réception"), ({"response": "not_theirs"}, "organisme est compétent"),
    ({"work": "stopped"}, "Dites pourquoi"), ({"work": "moot"}, "Dites pourquoi"), ({}, "au moins une recommandation"),
])
def test_what_an_answer_cannot_go_without_is_asked_for_though_its_field_is_empty(desk, said, sentence):
    wrong = desk.reply(said)
    assert wrong.status_code == 400 and sentence in wrong.text.replace("\u00a0", " ")


def test_a_reply_may_be_older_than_our_letter_but_not_than_the_avis(desk):
    line = {"response": "accepted", "quote": QUOTE}
    assert desk.reply(line, dated_on="2024-10-01").status_code == 400
    assert desk.reply(line, dated_on="2024-10-12").status_code == 303
    assert "12 octobre 2024" in desk.page(3)


def test_a_joint_reply_is_entered_once_says_who_signed_it_and_answers_each_row(desk):
    lines = ({"response": "accepted", "quote": QUOTE}, {}, {"response": "accepted", "quote": QUOTE})
    unsigned = desk.reply(*lines)
    assert unsigned.status_code == 400 and "dit qui l’a signée" in unsigned.text
    assert desk.reply(*lines, signed_by="Deux ministères (fictifs)").status_code == 303
    with desk.site.database.reading() as session:
        letter = session.query(Answer).order_by(Answer.id.desc()).first().reply
        assert len({answer.addressee.body for answer in letter.answers}) == 2
    assert "Deux ministères (fictifs)" in desk.page(3)


def test_a_written_answer_in_parliament_bears_its_address(desk):
    line = {"response": "not_accepted", "quote": "Aucune suite n’est prévue."}
    for wrong in ("parlement", "javascript:alert(1)", "https://assemblee.example@ailleurs.example/"):
        assert desk.reply(line, channel="statement", source_url=wrong).status_code == 400
    assert desk.reply(line, channel="statement", source_url="https://parlement.example/12").status_code == 303
    page = desk.page(3)
    assert 'href="https://parlement.example/12" rel="nofollow noreferrer"' in page and "Déclaration publique" in page


def test_a_change_of_mind_reads_as_one_on_the_page_and_in_the_history(desk):
    desk.reply({"response": "accepted", "quote": "Oui."}, dated_on="2024-12-01")
    desk.reply({"response": "not_accepted", "quote": "Non, finalement."}, dated_on="2025-03-02")
    page = desk.page(3)
    assert "Acceptée le 1er décembre 2024, puis non retenue le 2 mars 2025." in page
    assert "Oui." in page and "Non, finalement." in page and "Réponses divergentes" in page
    history = desk.site.visitor().get("/avis/DEMO-2024-02").text
    assert "acceptée le 1er décembre 2024, puis non retenue" in history
    assert "Accepted on 1 December 2024" in desk.site.visitor().get("/en/avis/DEMO-2024-02/r3").text


def test_an_answer_that_was_written_anew_stays_beside_the_new_one(desk):
    for day, words in (("2024-12-01", "Oui, pour toutes."), ("2025-03-02", "Oui.")):
        desk.reply({"response": "accepted", "quote": words}, dated_on=day)
    page = desk.page(3)
    assert "Oui, pour toutes." in page and "1er décembre 2024" in page and "puis" not in page.split("voices")[2]


# --- the work --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("typed", "sentence"), [
    ({"implementation": "stopped", "basis": "document"}, "Dites pourquoi"),
    ({"implementation": "stopped", "note": "Un procès."}, "d’où vient"),
    ({"implementation": "done", "basis": "seen"}, "au moins un document"),
    ({"implementation": "not_started", "url": "https://ville.example/1"}, "quel est ce document"),
    ({"implementation": "not_started", "dated_on": "2025-01-01"}, "quel est ce document"),
])
def test_what_a_state_of_the_work_cannot_go_without_is_asked_for_though_its_field_is_empty(desk, typed, sentence):
    wrong = desk.report(**typed)
    assert wrong.status_code == 400 and sentence in wrong.text


def test_work_that_stands_still_needs_a_note_and_no_document(desk):
    assert desk.report(implementation="stopped", basis="document", note="Un procès est en cours.").status_code == 303
    assert "Un procès est en cours." in desk.page(1)


def test_each_state_has_its_day_and_a_document_stays_under_the_state_it_shows(desk):
    page = desk.page(1)
    assert page.index("Faite en partie") < page.index("P-06")
    assert desk.report(implementation="done", basis="stated", evidence="Sa page").status_code == 303
    page = desk.page(1).split("Ce qui a été fait")[1]
    assert page.index("Faite</strong>, 1er mars 2025") < page.index("Sa page") < page.index("Faite en partie")
    assert page.index("avait été constaté") < page.index("Faite en partie") < page.index("P-06"), "what was seen stays"


# --- the acts hold the same rules ------------------------------------------------------------------------------------
@pytest.mark.parametrize("response", [Response.IN_PRINCIPLE, Response.ALREADY, Response.NO_POSITION, Response.ACCEPTED])
def test_an_answer_without_the_bodys_words_is_refused_and_leaves_nothing(response):
    story = Story().sent()
    with pytest.raises(Refused):
        followup.reply(story.keeper, story.opinion, a_letter(story.rows[0].body, DAY),
                       [followup.Said(story.rows[0], response)], LATER)
    assert story.rows[0].answers == []


def test_a_reply_speaks_for_another_body_only_if_it_says_who_signed_it():
    story = Story().sent("parquet", "tribunal")
    first, second = story.rows

    def reply(**letter):
        return followup.reply(story.keeper, story.opinion, a_letter(first.body, DAY, **letter),
                              [followup.Said(second, Response.NOT_ACCEPTED)], LATER)
    with pytest.raises(Refused):
        reply()
    reply(signed_by="Le successeur du tribunal")
    assert (first.response, second.response) == (Response.AWAITED, Response.NOT_ACCEPTED)


# --- set right -------------------------------------------------------------------------------------------------------
def test_the_day_of_a_letter_is_set_right_and_what_it_says_of_the_work_moves_with_it():
    story = Story().sent()
    row = story.rows[0]
    letter = followup.reply(story.keeper, story.opinion, a_letter(row.body, DAY),
                            [followup.Said(row, Response.ACCEPTED, QUOTE, work=Implementation.DONE)], LATER)
    right = {"dated_on": DAY.replace(day=1), "received_on": DAY, "channel": Channel.MEETING, "signed_by": "Deux",
             "source_url": ""}
    corrections.correct_reply(Erratum(story.keeper, "le 1er", LATER), story.opinion, letter, right)
    assert (letter.dated_on, letter.channel, letter.signed_by, row.state.stated_on) == (
        DAY.replace(day=1), Channel.MEETING, "Deux", DAY.replace(day=1))


def test_what_a_letter_said_of_the_work_is_corrected_and_the_letter_still_shows_it():
    story = Story().sent()
    row = story.rows[0]
    followup.reply(story.keeper, story.opinion, a_letter(row.body, DAY),
                   [followup.Said(row, None, QUOTE, work=Implementation.DONE)], LATER)
    wrong = row.progress[0]
    corrections.correct_progress(Erratum(story.keeper, "lu trop vite", LATER), wrong,
                                 Progress(implementation=Implementation.UNDER_WAY, basis=Basis.STATED, stated_on=DAY))
    assert (row.implementation, row.state.reply) == (Implementation.UNDER_WAY, wrong.reply)
    with pytest.raises(Refused):
        corrections.correct_progress(Erratum(story.keeper, "vu", LATER), row.state,
                                     Progress(implementation=Implementation.DONE, basis=Basis.SEEN, stated_on=DAY))
    corrections.correct_progress(Erratum(story.keeper, "vu", LATER), row.state,
                                 Progress(implementation=Implementation.DONE, basis=Basis.SEEN, stated_on=DAY,
                                          evidence=[Evidence(title="x")]))
    assert row.state.reply is None


def test_a_letter_is_set_right_on_the_pages_with_a_note_everyone_reads(desk):
    address = desk.link("corriger/lettre")
    assert desk.keeper.send(address, erratum="").status_code == 400
    future = desk.keeper.send(address, dated_on="2030-01-01", erratum="Le 21.")
    assert future.status_code == 400
    right = {"dated_on": "2024-10-27", "signed_by": "La vice-procureure (fonction fictive)"}
    assert desk.site.released(desk.keeper.send(address, erratum="Datée de la veille.", **right)).status_code == 303
    page = desk.page(3)
    assert "27 octobre 2024" in page and "fonction fictive" in page
    assert "Datée de la veille." in desk.site.visitor().get("/avis/DEMO-2024-02").text
