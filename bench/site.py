"""What a page costs: `make bench`. One run, one machine, one core measured; the same at three ages of a commission.

CPU is the time the serving process spends on a request, measured in the process itself, without a network: pages are
asked of the WSGI application one after the other. Requests per second and memory are those of the site as it is served
(gunicorn, two workers) under load from another process. Cold is from the start of Python to the first page.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "support")]

from filling import Filled, Size, fill  # noqa: E402

from serving import OF_THE_SERVICE, served  # noqa: E402

SIZES = (Size(20, 500), Size(200, 5_000), Size(2_000, 50_000))
ROUNDS, SECONDS = 200, 15
BARE = "a bare Flask page, one row"


def costs(url: str, found: Filled, var: Path) -> dict[str, float]:
    """CPU milliseconds a request, by what is asked."""
    from sites import make_site
    site = make_site(url, found.codes, var, CLOCK=lambda: datetime.now(UTC), TESTING=False)
    made = public(site) | of_a_member(site, found) | of_a_facilitator(site)
    return {BARE: bare(url)} | {name: measured(ask) for name, ask in made.items()}


def public(site) -> dict[str, Callable]:
    """Pages that everyone may read, kept, and as after a public act: the process has none of them."""
    reader = site.anyone()

    def fresh(path: str):
        site.app.extensions["shelf"].pages.clear()
        return reader.get(path)

    return {
        "an avis, kept": lambda n: reader.get("/avis/DEMO-2024-02"),
        "an avis, made anew": lambda n: fresh("/avis/DEMO-2024-02"),
        "the list of avis, made anew": lambda n: fresh("/avis"),
        "the follow-up, made anew": lambda n: fresh("/suivi"),
        "the bodies, made anew": lambda n: fresh("/organismes"),
        "a body, made anew": lambda n: fresh("/organismes/parquet"),
    }


def of_a_member(site, found: Filled) -> dict[str, Callable]:
    from commission.models import Choice
    from pages import Page
    member = entered(site, "Iris")
    text, ballot = f"/atelier/texte/{found.text}", f"/atelier/texte/{found.poll}/vote"
    remark = f"{text}/passage/{found.passage}"
    token = Page(member.get("/atelier/nouveau").text).token
    return {
        "a member’s first page": lambda n: member.get("/atelier/"),
        "a text, 12 passages, 500 remarks": lambda n: member.get(text),
        "a page of remarks": lambda n: member.get(remark),
        "posting a remark": lambda n: member.post(remark, data={"token": token, "text": f"Encore {n}."}),
        "casting a vote": lambda n: member.post(ballot, data={"token": token, "choice_1": list(Choice)[n % 3].value}),
    }


def of_a_facilitator(site) -> dict[str, Callable]:
    keeper = entered(site, "Cèdre")
    return {"a facilitator’s first page": lambda n: keeper.get("/atelier/"),
            "all the texts": lambda n: keeper.get("/atelier/textes")}


def entered(site, name: str):
    """A browser whose person is signed in."""
    from pages import Page
    browser = site.anyone()
    for path in ("/entrer", "/atelier/sortie"):
        browser.post(path, data={"token": Page(browser.get(path).text).token, "code": site.codes[name]})
    return browser


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


def measured(ask: Callable) -> float:
    """CPU milliseconds of the median request, after a few that warm up."""
    times = []
    for n in range(ROUNDS):
        began = time.process_time()
        answer = ask(n)
        times.append(time.process_time() - began)
        assert answer.status_code in (200, 303), answer.status_code
        if sum(times) > SECONDS:
            break
    times = sorted(times[len(times) // 10:])
    return times[len(times) // 2] * 1000


def found_at(size: Size) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/commission.db"
        filled = fill(url, size)
        found = costs(url, filled, Path(folder))
        return found | served(url, filled, Path(folder))


def told(found: dict[Size, dict[str, float]]) -> None:
    """A line a cost: as it is, and how many bare pages of the same run it is."""
    names = list(next(iter(found.values())))
    width = max(len(name) for name in names)
    print(f"{'CPU ms a request, unless said otherwise (× the bare page)':{width}}",
          *(f"{f'{size.avis:,} avis, {size.remarks:,} remarks':>26}" for size in found))
    for name in names:
        print(f"{name:{width}}", *(f"{line(name, costs):>26}" for costs in found.values()))


def line(name: str, costs: dict[str, float]) -> str:
    return f"{costs[name]:.2f}" + (" " * 10 if name in OF_THE_SERVICE else f" (×{costs[name] / costs[BARE]:5.1f})")


if __name__ == "__main__":
    told({size: found_at(size) for size in SIZES})
