"""Amendments on their pages: proposed, settled, voted on, and written into the text."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from booths import SecretPoll, give_codes
from commission.models import Amendment, Fate, Opinion, Status
from commission.urn.poll.verify import verify
from pages import Page


class Room:
    """The text under discussion of the demonstration, whose amendments 1 and 2 are settled."""

    def __init__(self, site):
        self.site, self.uid = site, site.opinion(Status.DELIBERATION)
        self.text = f"/atelier/texte/{self.uid}"
        self.passages = site.passages(self.uid)

    def propose(self, name: str, passage: int, change: str, **typed):
        """Fill in the page where a member proposes; words are changed in what the form holds."""
        visitor, address = self.site.person(name), f"{self.text}/passage/{self.passages[passage]}/amendement/{change}"
        fields = visitor.page(address).fields
        if "instead" in typed:
            typed["text"] = fields["text"].replace(*typed.pop("instead"))
        return visitor.post(address, data={**fields, "reason": "Parce que.", **typed})

    def settle(self, n: int, decision: str, **typed):
        return self.site.person("Cèdre").send(f"{self.text}/amendement/{n}/decision", decision=decision, **typed)

    def step(self, act: str, **typed):
        return self.site.person("Cèdre").send(f"{self.text}/etape/{act}", **typed)

    def of(self, column):
        """What stands in the database for each amendment, in order."""
        with self.site.database.reading() as session:
            return session.scalars(select(column).join(Amendment.opinion).where(Opinion.uid == self.uid)
                                   .order_by(Amendment.n)).all()

    def compete(self) -> None:
        """Two amendments of one passage, 3 and 4, and a removal of another one, 5."""
        for name, words in (("Iris", "les quinze jours"), ("Jade", "les six semaines")):
            assert self.propose(name, 3, "mots", instead=("le mois", words)).status_code == 303
        assert self.propose("Opale", 4, "retrait").status_code == 303


@pytest.fixture
def room(site):
    return Room(site)


def test_amendments_go_from_a_passage_to_the_vote_and_into_the_text(site):
    room = Room(site)
    room.compete()
    assert "3 amendements attendent une décision" in site.person("Iris").get(room.text).text
    waiting = site.person("Cèdre").get("/atelier/").text
    assert "Décider d’un amendement" in waiting and f"{room.text}/amendements" in waiting
    assert room.step("freeze").status_code == 409
    assert room.settle(3, "put_to_vote").status_code == 303
    assert room.settle(4, "rejected").status_code == 400
    assert room.settle(4, "rejected", answer="Trop long.").status_code == 303
    assert room.settle(5, "put_to_vote").status_code == 303
    assert site.person("Opale").send(f"{room.text}/amendement/4/vote").status_code == 303
    assert room.step("freeze").status_code == 303
    assert room.step("prepare_poll", subject="whole").status_code == 400
    assert room.step("prepare_poll").status_code == 303, "amendments come first: the page has chosen them"
    room.step("open_poll")
    page = site.person("Iris").get(f"{room.text}/vote").text
    assert "<ins><span class=\"hidden\">[ajouté" in page and "les quinze" in page and "Parce que." in page
    assert "Quelle formulation choisissez-vous" in page and "Aucun\u00a0: le texte tel qu’il est" in page
    give_codes(site)
    for name, said in zip(("Iris", "Jade", "Opale", "Perle", "Corail", "Ambre", "Lune"), "1111222", strict=True):
        cast = site.person(name).send(f"{room.text}/vote", choice_1=said, choice_2="against")
        assert cast.status_code == 303
    site.pass_time(timedelta(days=9))
    assert room.step("close_poll").status_code == 303
    told = site.person("Iris").get(room.text).text
    assert "dans les quinze jours qui suit" in told and "Une garde d’enfants" in told
    assert "Amendement 3 est adopté" in told and "pas adopté" in told and "<b>4</b>" in told
    assert room.of(Amendment.fate)[2:] == [Fate.CARRIED, Fate.LOST, Fate.LOST]
    assert room.step("prepare_poll", subject="whole").status_code == 303


def test_a_secret_poll_on_amendments_binds_their_words_and_writes_them_in_the_text(site):
    room = Room(site)
    room.compete()
    for n in (3, 4, 5):
        room.settle(n, "put_to_vote")
    poll = SecretPoll(site, "amendments").opened()
    booth = site.person("Jade").get(f"{room.text}/isoloir").text
    assert "les six semaines" in booth and "Amendement 4" in booth and "Parce que." in booth
    for name, said in zip(sorted(poll.secrets), ["second"] * 5 + ["first"] * 2 + ["none"], strict=False):
        poll.cast(name, said, "for" if said == "second" else "against")
    poll.close()
    poll.count("Cèdre")
    assert poll.count("Iris").json["verdict"] == "Tranché"
    record = verify(poll.archive(site.person("Jade")))
    assert record.result.result == [[2, 5, 1, 0], [5, 3, 0]]
    asked, other = record.election.questions
    assert asked.answers == ["Amendement 3", "Amendement 4", "Aucun\u00a0: le texte tel qu’il est", "Je m’abstiens"]
    assert other.answers == ["Pour", "Contre", "Je m’abstiens"]
    with site.database.reading() as session:
        bound = [each.fingerprint for each in session.scalars(select(Amendment).order_by(Amendment.n))][2:]
    assert asked.question.endswith("Amendement 3 ou Amendement 4")
    assert all(each in record.election.description for each in bound), "the digits read aloud stand for their words"
    told = site.person("Jade").get(room.text).text
    assert "dans les six semaines qui suit" in told and "Une garde d’enfants" not in told
    counted = site.person("Jade").get(f"{room.text}/urne/1").text
    assert "Amendement 4 est adopté" in counted and "<b>5</b>" in counted


def test_words_that_change_nothing_are_refused_by_the_form_which_keeps_the_reason(room):
    answer = room.propose("Iris", 3, "mots", reason="Je tiens à cette raison.")
    assert answer.status_code == 400 and "Rien n’a été changé." in answer.text
    assert Page(answer.text).fields["reason"] == "Je tiens à cette raison."
    assert len(room.of(Amendment.n)) == 2


def test_an_amendment_is_against_the_text_its_author_read_whatever_was_saved_since(room):
    iris, address = room.site.person("Iris"), f"{room.text}/passage/{room.passages[3]}/amendement/mots"
    opened = iris.page(address).fields
    room.propose("Jade", 3, "mots", instead=("Une place", "Toute place"))
    room.settle(3, "accepted")
    typed = {**opened, "text": opened["text"].replace("le mois", "la semaine"), "reason": "Plus vite."}
    page = iris.get(iris.post(address, data=typed).location).text
    assert "Toute place" in page and "la semaine" in page and "Ses mots ont changé" not in page
    assert room.settle(4, "accepted").status_code == 303
    text = iris.get(room.text).text
    assert "Toute place" in text and "la semaine" in text


def test_what_fits_no_more_says_so_and_can_only_be_rejected_or_put_to_the_vote_by_its_author(room):
    room.compete()
    room.settle(3, "accepted")
    page = room.site.person("Opale").get(f"{room.text}/amendement/4").text
    assert "Le texte a changé depuis" in page and "/vote\"" not in page
    page = room.site.person("Jade").get(f"{room.text}/amendement/4").text
    assert "Vous pouvez encore faire voter sur vos mots" in page and "/vote\"" in page
    assert room.settle(4, "accepted").status_code == 400
    assert room.settle(4, "rejected", answer="Le texte a changé.").status_code == 303


def test_each_person_is_offered_what_she_may_do_and_refused_the_rest(room):
    room.compete()
    place = f"{room.text}/amendement/3"
    pages = {name: room.site.person(name).get(place).text for name in ("Iris", "Jade", "Cèdre")}
    offered = {name: [deed for deed in ("decision", "reprise", "vote") if f"{place}/{deed}" in page]
               for name, page in pages.items()}
    assert offered == {"Iris": ["reprise", "vote"], "Jade": ["vote"], "Cèdre": ["decision"]}
    for name, deed in (("Jade", "reprise"), ("Iris", "decision"), ("Cèdre", "vote")):
        assert room.site.person(name).get(f"{place}/{deed}").status_code == 409
    keeper = room.site.person("Cèdre")
    assert keeper.get(f"{room.text}/passage/{room.passages[3]}/amendement/mots").status_code == 409
    assert room.site.person("Iris").send(f"{place}/reprise").status_code == 303
    assert "Annulé par son autrice" in keeper.get(f"{room.text}/amendements").text


def test_an_accepted_new_passage_stands_where_it_was_proposed(room):
    room.propose("Iris", 3, "recommandation", title="Des cours du soir", text="Les cours ont lieu le soir aussi.")
    assert room.settle(3, "accepted", answer="Oui.").status_code == 303
    page = room.site.person("Jade").get(room.text).text
    assert page.index("Un cours de français") < page.index("Des cours du soir") < page.index("Une garde d’enfants")


@pytest.mark.parametrize("address", ["amendement/99", "amendement/1/rien", "passage/{0}/amendement/rien",
                                     "passage/x/amendement/mots", "passage/{0}/amendement/mots?base=99"])
def test_what_is_not_there_is_not_found(room, address):
    assert room.site.person("Iris").get(f"{room.text}/{address.format(room.passages[3])}").status_code == 404


def test_the_amendments_of_who_is_gone_stay_without_a_name(room):
    with room.site.database.transaction() as session:
        session.execute(update(Amendment).values(author_id=None))
    assert "Opale" not in room.site.person("Iris").get(f"{room.text}/amendement/1").text


def test_minutes_on_paper_tell_what_became_of_each(site):
    room = Room(site)
    room.propose("Iris", 4, "retrait")
    room.settle(3, "put_to_vote")
    for act in ("freeze", "prepare_poll", "open_poll"):
        room.step(act)
    give_codes(site)
    for name in ("Iris", "Jade", "Opale", "Perle", "Corail", "Ambre", "Lune"):
        site.person(name).send(f"{room.text}/vote", choice_1="for")
    site.pass_time(timedelta(days=10))
    room.step("close_poll")
    page = site.person("Iris").get(f"/atelier/seances/{site.sitting()}").text
    assert "Amendement 3 (adopté) <b>7</b>" in page
