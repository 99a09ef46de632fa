"""Under strain, with real processes."""

import random
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlalchemy import func, select

from commission.derived.merge import Draft
from commission.models import (
    Choice,
    Comment,
    Commission,
    Entry,
    Kind,
    Member,
    Opinion,
    Poll,
    Status,
    Waiting,
    Wording,
    random_id,
)
from commission.rooms.people.queries import journal
from commission.rooms.publishing import acts as publishing
from commission.rooms.publishing.numbering import Numbering
from commission.rooms.steps import STEPS
from commission.rooms.voting import acts as voting
from commission.rooms.writing import acts as writing
from commission.web.db import the_register
from lengths import at_length
from pages import Page
from serving import Browser, Strained
from soundness import check
from stages import named

pytestmark = pytest.mark.strain
MEMBERS, KEEPERS = ("Iris", "Jade", "Opale"), ("Cèdre", "Tilleul")
WRITES, KILLS, TEXTS = at_length(32, 800), at_length(5, 100), at_length(4, 40)


# --- many at once ----------------------------------------------------------------------------------------------------
def test_of_many_writes_at_once_none_fails_and_none_is_lost(strained):
    texts = {status: uid_of(strained, status) for status in (Status.DELIBERATION, Status.VOTING)}
    with strained.database.reading() as session:
        passage = session.scalar(select(Opinion).where(Opinion.uid == texts[Status.DELIBERATION])).passages[1].uid
        before = session.scalar(select(func.count(Comment.id)))
    browsers = [strained.browser(MEMBERS[n % 3]) for n in range(16)]
    remark = f"/atelier/texte/{texts[Status.DELIBERATION]}/passage/{passage}"
    ballot = f"/atelier/texte/{texts[Status.VOTING]}/vote"

    def write(n: int) -> int | None:
        browser = browsers[n % 16]
        if n % 8 == 0:
            return browser.send(ballot, choice_1=list(Choice)[n % 3].value)
        return browser.send(remark, text=f"Remarque numéro {n}")
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(write, range(WRITES)))
    assert set(answers) == {303}
    with strained.database.reading() as session:
        assert session.scalar(select(func.count(Comment.id))) - before == WRITES * 7 // 8
        check(session)


def uid_of(strained, status: Status) -> str:
    with strained.database.reading() as session:
        return session.scalars(select(Opinion.uid).where(Opinion.status == status).order_by(Opinion.id)).first()


# --- killed in the middle --------------------------------------------------------------------------------------------
def prepare(strained, texts: int) -> dict[str, list[str]]:
    """Texts to be counted, texts to be published, and one to vote on."""
    made = {"close_poll": [], "publish": []}
    now = strained.now()
    with strained.database.transaction() as session:
        people = session.scalars(select(Member).order_by(Member.id)).all()
        keeper, other, members = people[0], people[1], people[2:]
        for n in range(2 * texts):
            opinion = voted(keeper, members, f"Texte {n}", now - timedelta(days=2))
            made["close_poll" if n < texts else "publish"].append(opinion.uid)
            session.add(opinion)
            if n < texts:
                continue
            day = (now - timedelta(hours=1)).date()
            numbering = Numbering(the_register(session, day.year), session.get_one(Commission, 1), day)
            voting.close_poll(keeper, opinion, numbering, now)
            publishing.agree(keeper, opinion, publishing.Agreement(day), now)
            publishing.summarise(keeper, opinion, "Court.", {}, now)
            for signer in (keeper, other):
                publishing.sign(signer, opinion, now)
            session.flush()
    return made


def voted(keeper, members, title, now) -> Opinion:
    opinion = writing.refer(keeper, title, now)
    writing.step(keeper, "take_up", opinion, now)
    writing.edit(members[0], opinion, opinion.current,
                 Draft(title, [Wording(random_id(), Kind.RECOMMENDATION, "Mots.", "Mots")]), now)
    for act in ("open_comments", "freeze"):
        writing.step(keeper, act, opinion, now)
    voting.prepare_poll(keeper, opinion, members, voting.Plan(now, now + timedelta(days=1)), now)
    voting.open_poll(keeper, opinion, now)
    for member in members[:8]:
        voting.cast(member, opinion, [Choice.FOR], now)
    return opinion


def cast(browser: Browser, ballot: str, heard: list, over: threading.Event) -> None:
    """Vote again and again until it is over, and note what was answered."""
    dice = random.Random(ballot)
    while not over.is_set():
        choice = dice.choice(list(Choice)).value
        heard.append((choice, browser.send(ballot, choice_1=choice)))


def decide(browser: Browser, act: str, uids: list[str], over: threading.Event) -> None:
    """Until it is over, try the act on each text again and again: once it is done, it is refused."""
    while not over.is_set():
        for uid in uids:
            if not over.is_set():
                browser.send(f"/atelier/texte/{uid}/etape/{act}")


def test_workers_killed_at_any_moment_of_casting_adopting_and_publishing_leave_all_or_nothing(strained):
    steps = prepare(strained, TEXTS)
    ballot, over = f"/atelier/texte/{uid_of(strained, Status.VOTING)}/vote", threading.Event()
    heard: dict[str, list[tuple[str, int | None]]] = {name: [] for name in MEMBERS}
    people = {name: strained.browser(name) for name in (*MEMBERS, *KEEPERS)}

    threads = [threading.Thread(target=cast, args=(people[name], ballot, heard[name], over)) for name in MEMBERS]
    threads += [threading.Thread(target=decide, args=(people[name], act, steps[act], over))
                for name, act in zip(KEEPERS, steps, strict=True)]
    for thread in threads:
        thread.start()
    strike(strained, over)
    wait_for_answers(heard)
    over.set()
    for thread in threads:
        thread.join()
    strained.wait()
    check_after(strained, heard, [*steps["close_poll"], *steps["publish"]])


def strike(strained, over: threading.Event) -> None:
    """Kill a worker after a moment, as often as said."""
    dice, killed = random.Random(7), 0
    while killed < KILLS:
        over.wait(dice.uniform(0.02, 0.2))
        killed += strained.kill_one(dice.choice)


def wait_for_answers(heard: dict) -> None:
    """On a busy machine the blows may fall faster than a worker answers: each voter is heard once before the end."""
    patience = time.monotonic() + 60
    while time.monotonic() < patience and not all(any(status == 303 for _, status in each) for each in heard.values()):
        time.sleep(0.1)


def check_after(strained, heard: dict, uids: list[str]) -> None:
    with strained.database.reading() as session:
        check(session)
        for name, cast_by_her in heard.items():
            check_last_vote(session, name, cast_by_her)
        states = set(session.scalars(select(Opinion.status).where(Opinion.uid.in_(uids))))
        assert states <= {Status.VOTING, Status.ADOPTED, Status.PUBLISHED}
        assert Status.PUBLISHED in states, "something was done between the blows"


def check_last_vote(session, name: str, heard: list[tuple[str, int | None]]) -> None:
    """What was acknowledged last is on the roll, unless something sent later arrived without an answer."""
    entry = session.scalars(
        select(Entry).join(Entry.member).join(Entry.poll).join(Poll.opinion)
        .where(Entry.member_id == named(session, name).id, Opinion.status == Status.VOTING, Poll.closed_at.is_(None))
        .order_by(Entry.id)).first()
    answered = [n for n, (_, status) in enumerate(heard) if status == 303]
    assert answered, f"{name} never got an answer"
    possible = {choice for choice, _ in heard[answered[-1]:]}
    assert entry.choices and entry.choices[0] in possible


# --- anything in any order -------------------------------------------------------------------------------------------
FILL = {
    "why": "une raison", "summary": "Court.", "choice_1": "for", "judgement": "meets", "text": "Des mots.",
    "answer": "C’est fait.", "source_document": "papier", "erratum": "une faute", "note": "une faute",
    "channel": "letter", "unsent": "y", "theme": "justice",
}
BEFORE_THE_SITE = "2024-12-01"


class Anything(RuleBasedStateMachine):
    """People of a served site who do anything to anything, whether it is offered or not."""

    site: Strained
    people: dict[str, Browser]

    def texts(self) -> list[str]:
        with self.site.database.reading() as session:
            return list(session.scalars(select(Opinion.uid).order_by(Opinion.id)))

    def send(self, who: str, path: str, **typed) -> None:
        status = self.people[who].send(path, **typed)
        if status == 303 and self.people[who].ask("GET", "/atelier/")[0] == 303:  # her visit was over
            self.people[who] = self.site.browser(who)
            status = self.people[who].send(path, **typed)
        assert status in (200, 303, 400, 404, 409), (path, status)

    @rule(who=st.sampled_from([*MEMBERS, *KEEPERS]))
    def propose(self, who):
        self.send(who, "/atelier/nouveau", title="Un texte", source="own")

    @rule(who=st.sampled_from([*MEMBERS, *KEEPERS]), n=st.integers(0, 30))
    def write(self, who, n):
        texts = self.texts()
        self.send(who, f"/atelier/texte/{texts[n % len(texts)]}/ecrire", do="add:recommendation:")
        page = self.people[who].ask("GET", f"/atelier/texte/{texts[n % len(texts)]}/ecrire")[1]
        fields = {name: f"mots {n}" for name in ("passages-0-title", "passages-0-text") if name in page}
        self.send(who, f"/atelier/texte/{texts[n % len(texts)]}/ecrire", do="save", **fields)

    @rule(who=st.sampled_from([*MEMBERS, *KEEPERS]), act=st.sampled_from(sorted(STEPS)), n=st.integers(0, 30))
    def step(self, who, act, n):
        texts, today = self.texts(), self.site.now().date().isoformat()
        adopted = BEFORE_THE_SITE if act == "record_earlier" else today
        dates = {name: today for name in ("sent_on", "told_on", "from_on", "until_on")}
        dates["earlier_on"] = BEFORE_THE_SITE
        self.send(who, f"/atelier/texte/{texts[n % len(texts)]}/etape/{act}", **FILL, **dates, adopted_on=adopted)

    @rule(who=st.sampled_from([*MEMBERS, *KEEPERS]), choice=st.sampled_from([each.value for each in Choice]),
          n=st.integers(0, 30))
    def cast(self, who, choice, n):
        texts = self.texts()
        page = self.people[who].ask("GET", f"/atelier/texte/{texts[n % len(texts)]}/vote")[1]
        asked = {f"choice_{k}": choice for k in range(1, 9) if f"choice_{k}" in page}
        self.send(who, f"/atelier/texte/{texts[n % len(texts)]}/vote", **asked)

    @rule(who=st.sampled_from([*MEMBERS, *KEEPERS]), n=st.integers(0, 30))
    def force(self, who, n):
        """Post a step that no page offered."""
        texts, token = self.texts(), {"token": ""}
        status, page, _ = self.people[who].ask("GET", "/atelier/nouveau")
        if status == 200:
            token = {"token": Page(page).token}
        act = sorted(STEPS)[n % len(STEPS)]
        address = f"/atelier/texte/{texts[n % len(texts)]}/etape/{act}"
        answer, *_ = self.people[who].ask("POST", address, {**token, **FILL})
        assert answer in (303, 400, 401, 404, 409), (act, answer)

    @rule(who=st.sampled_from([*MEMBERS, *KEEPERS]), act=st.sampled_from(["release", "send_back", "drop_waiting"]),
          n=st.integers(0, 30))
    def settle_what_waits(self, who, act, n):
        with self.site.database.reading() as session:
            waiting = list(session.scalars(select(Waiting.uid).order_by(Waiting.id)))
        if waiting:
            self.send(who, f"/atelier/attente/{waiting[n % len(waiting)]}/{act}", **FILL)

    @rule(hours=st.sampled_from([1, 30, 200]))
    def wait(self, hours):
        self.site.pass_time(hours * 3600)

    @invariant()
    def all_is_sound(self):
        with self.site.database.reading() as session:
            check(session)


def test_any_acts_by_anyone_in_any_order_keep_the_facts_sound(strained):
    people = {name: strained.browser(name) for name in (*MEMBERS, *KEEPERS)}
    before = lines(strained)
    machine = type("Commission", (Anything,), {"site": strained, "people": people})
    # The first example is the dullest one there is: only from the second on they do anything.
    run_state_machine_as_test(machine, settings=settings(
        max_examples=at_length(2, 6), stateful_step_count=at_length(12, 30), print_blob=False,
        suppress_health_check=list(HealthCheck), database=None, derandomize=True))
    assert lines(strained) > before + at_length(2, 15), "something was done"


def lines(strained) -> int:
    """How many lines the journal has."""
    with strained.database.reading() as session:
        return session.scalar(select(func.count()).select_from(journal().subquery()))
