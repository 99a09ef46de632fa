"""What a page costs: `make bench`. One run, one machine, one core measured; the same at 20 and at 2,000 avis.

CPU is the time the serving process spends on a request, measured in the process itself, without a network: pages are
asked of the WSGI application one after the other. Requests per second and memory are those of the site as it is served
(gunicorn, two workers) under load from another process. Cold is from the start of Python to the first page.
"""

import json
import os
import resource
import signal
import socket
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
SIZES = (20, 2000)
ROUNDS = 200


def fill(url: str, avis: int) -> dict:
    """A database with that many published avis, a text of 12 passages with 500 comments, and an open poll."""
    from commission.derived.merge import Draft
    from commission.models import Kind, Wording, random_id
    from commission.rooms.voting import acts as voting
    from commission.rooms.writing import acts as writing
    from commission.rooms.writing import remarks
    from commission.server.demonstration import Demonstration
    from commission.server.schema import migrate
    from commission.web.codes import Codes
    from commission.web.db import Database
    from crowds import multiply
    from sites import CHEAP, PEPPER
    now, database = datetime.now(UTC), Database(url)
    migrate(database.engine)
    codes = None
    with database.transaction() as session:
        story = Demonstration(Codes(PEPPER, **CHEAP), now)
        story.save(session)
        codes, keeper, members = story.codes, story.facilitators[0], story.members
        words = [Wording(random_id(), Kind.PARAGRAPH, f"Le passage numéro {n}, de quelques mots.") for n in range(12)]
        text = writing.refer(keeper, "Un texte de douze passages", now)
        writing.step(keeper, "take_up", text, now)
        writing.edit(members[0], text, text.current, Draft("Un texte de douze passages", words), now)
        writing.step(keeper, "open_comments", text, now)
        for n in range(500):
            remarks.comment(members[n % 12], text.passages[n % 12], f"La remarque numéro {n}.", now)
        poll = writing.refer(keeper, "Un texte à voter", now)
        writing.step(keeper, "take_up", poll, now)
        writing.edit(members[0], poll, poll.current, Draft("Un texte à voter", words[:1]), now)
        for act in ("open_comments", "freeze"):
            writing.step(keeper, act, poll, now)
        voting.prepare_poll(keeper, poll, members, now, now + timedelta(days=9), now)
        voting.open_poll(keeper, poll, now)
        session.add_all([text, poll])
        session.flush()
        found = {"codes": codes, "text": text.uid, "passage": text.passages[0].uid, "poll": poll.uid}
    multiply(database, avis - 2)
    database.engine.dispose()
    return found


# --- in the process --------------------------------------------------------------------------------------------------
def costs(url: str, found: dict, var: Path) -> dict[str, float]:
    """CPU milliseconds a request, by what is asked."""
    from commission.models import Choice
    from pages import Page
    from sites import make_site
    site = make_site(url, found["codes"], var, CLOCK=lambda: datetime.now(UTC), TESTING=False)
    reader, member = site.anyone(), site.anyone()
    for path in ("/entrer", "/atelier/sortie"):
        token = Page(member.get(path).text).token
        member.post(path, data={"token": token, "code": found["codes"]["Iris"]})
    text, ballot = f"/atelier/texte/{found['text']}", f"/atelier/texte/{found['poll']}/vote"
    remark = f"{text}/passage/{found['passage']}"
    token = Page(member.get("/atelier/nouveau").text).token
    made = {
        "the avis page": lambda n: reader.get("/avis/DEMO-2024-02"),
        "the same, made anew": lambda n: fresh(site, reader, "/avis/DEMO-2024-02"),
        "the list of avis": lambda n: reader.get("/avis"),
        "a text, 12 passages, 500 comments": lambda n: member.get(text),
        "its page of comments": lambda n: member.get(remark),
        "posting a comment": lambda n: member.post(remark, data={"token": token, "text": f"Encore {n}."}),
        "casting a vote": lambda n: member.post(ballot, data={"token": token, "choice_1": list(Choice)[n % 3].value}),
        "the follow-up of all": lambda n: reader.get("/suivi"),
        "the same, made anew ": lambda n: fresh(site, reader, "/suivi"),
    }
    return {"a bare Flask page, one row": bare(url)} | {name: measured(ask) for name, ask in made.items()}


def fresh(site, reader, path: str):
    """A public page as after an act: the process has none of it."""
    site.app.extensions["shelf"].pages.clear()
    return reader.get(path)


def bare(url: str) -> float:
    """The floor: a Flask page that reads one row of the same database and fills in a template."""
    from flask import Flask, render_template_string
    from sqlalchemy import create_engine, text
    app, engine = Flask("bare"), create_engine(url)

    @app.get("/")
    def page():
        with engine.connect() as connection:
            row = connection.execute(text("SELECT number, summary FROM opinion WHERE number = 'DEMO-2024-02'")).one()
        return render_template_string("<!doctype html><title>{{ n }}</title><p>{{ s }}</p>", n=row[0], s=row[1])
    client = app.test_client()
    return measured(lambda n: client.get("/"))


def measured(ask) -> float:
    """CPU milliseconds of the median request, after a few that warm up."""
    times = []
    for n in range(ROUNDS):
        began = time.process_time()
        answer = ask(n)
        times.append(time.process_time() - began)
        assert answer.status_code in (200, 303), answer.status_code
        if sum(times) > 20:
            break
    return sorted(times[len(times) // 10:])[len(times) // 2 - len(times) // 10] * 1000


# --- served ----------------------------------------------------------------------------------------------------------
def served(url: str, var: Path) -> dict[str, float]:
    """Seconds to the first page, requests a second, megabytes."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port = door.getsockname()[1]
    began = time.monotonic()
    server = subprocess.Popen([sys.executable, "app.py"], cwd=ROOT, env={
        **os.environ, "COMMISSION_DATABASE": url, "COMMISSION_VAR": str(var), "COMMISSION_HTTPS": "0",
        "PORT": str(port)})
    while not answers(port):
        time.sleep(0.01)
    cold = time.monotonic() - began
    rate, (worker, whole) = load(port), memory(server.pid)
    server.send_signal(signal.SIGTERM)
    server.wait()
    return {"cold start, s": cold, "requests a second, the avis page": rate, "memory a worker, MB": worker,
            "memory of the service, two workers, MB": whole}


def answers(port: int) -> bool:
    try:
        line = HTTPConnection("127.0.0.1", port, timeout=5)
        line.request("GET", "/avis/DEMO-2024-02")
        return line.getresponse().status == 200
    except OSError:
        return False


def load(port: int, seconds: float = 5) -> float:
    """Requests a second from four connections of another process."""
    asked = subprocess.run([sys.executable, "-c", LOAD, str(port), str(seconds)], capture_output=True, text=True,
                           check=True)
    return int(asked.stdout) / seconds


LOAD = """
import sys, threading, time
from http.client import HTTPConnection
port, seconds, done = int(sys.argv[1]), float(sys.argv[2]), []
end = time.monotonic() + seconds
def ask():
    line = HTTPConnection("127.0.0.1", port)
    while time.monotonic() < end:
        line.request("GET", "/avis/DEMO-2024-02"); line.getresponse().read(); done.append(1)
threads = [threading.Thread(target=ask) for _ in range(4)]
[each.start() for each in threads]; [each.join() for each in threads]
print(len(done))
"""


def memory(master: int) -> tuple[float, float]:
    """Megabytes of a worker after the load, and of all processes together. What several share is divided among them
    (Linux calls it PSS)."""
    workers = subprocess.run(["pgrep", "-P", str(master)], capture_output=True, text=True).stdout.split()
    shares = [share(pid) for pid in workers]
    return max(shares), sum(shares) + share(master)


def share(pid: int | str) -> float:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def main() -> None:
    found = {}
    for avis in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            url = f"sqlite:///{folder}/commission.db"
            facts = fill(url, avis)
            found[avis] = costs(url, facts, Path(folder)) | served(url, Path(folder))
    width = max(len(name) for name in found[SIZES[0]])
    print(f"{'CPU ms a request, unless said otherwise':{width}}" + "".join(f"{size:>10} avis" for size in SIZES))
    for name in found[SIZES[0]]:
        print(f"{name:{width}}" + "".join(f"{found[size][name]:>15.2f}" for size in SIZES))
    print(json.dumps({"python": sys.version.split()[0],
                      "self_peak_MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}))


if __name__ == "__main__":
    main()
