"""What a page costs: `make bench`. One run, one machine, one core measured; the same at three ages of a commission.

CPU is the time the serving process spends on a request, measured in the process itself, without a network: pages are
asked of the WSGI application one after the other. Requests per second and memory are those of the site as it is served
(gunicorn, two workers) under load from another process. Cold is from the start of Python to the first page.
"""

import gc
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "support")]

from filling import Filled, Size, fill  # noqa: E402

from serving import served  # noqa: E402

SIZES = (Size(20, 500), Size(200, 5_000), Size(2_000, 50_000))
ROUNDS, SECONDS = 200, 15


def costs(url: str, found: Filled, var: Path) -> dict[str, tuple[float, float]]:
    """CPU milliseconds a request, and how many bare pages that is, by what is asked."""
    from sites import make_site
    site = make_site(url, found.codes, var, CLOCK=lambda: datetime.now(UTC), TESTING=False)
    gc.collect()
    gc.freeze()  # as whoever serves does, before the first reader
    made, floor = public(site) | of_a_member(site, found) | of_a_facilitator(site), bare(url)
    return {name: measured(ask, floor) for name, ask in made.items()}


def public(site) -> dict[str, Callable]:
    """Pages that everyone may read, kept, and as after a public act: the process has none of them."""
    reader = site.anyone()

    def fresh(path: str):
        site.app.extensions["kept_pages"].pages.clear()
        return reader.get(path)

    return {
        "an avis, kept": lambda n: reader.get("/avis/DEMO-2024-02"),
        "an avis, made anew": lambda n: fresh("/avis/DEMO-2024-02"),
        "the list of avis, made anew": lambda n: fresh("/avis"),
        "the follow-up, made anew": lambda n: fresh("/suivi"),
        "the bodies, made anew": lambda n: fresh("/organismes"),
        "a body, made anew": lambda n: fresh("/organismes/parquet"),
        "an avis as a document, kept": lambda n: reader.get("/avis/DEMO-2024-02.pdf"),
        "an avis as a document, made anew, but for typst": lambda n: fresh("/avis/DEMO-2024-02.pdf"),
        "the sheet of a body, made anew, but for typst": lambda n: fresh("/organismes/parquet.pdf"),
        "an avis as data, made anew": lambda n: fresh("/avis/DEMO-2024-02.json"),
        "the follow-up as a table, made anew": lambda n: fresh("/suivi.csv"),
        "a year in figures, made anew": lambda n: fresh("/bilan/2024"),
        "everything public in one file, made anew": lambda n: fresh("/donnees.zip"),
        "the feed, made anew": lambda n: fresh("/avis/feed.atom"),
        "a search of a word that is everywhere": lambda n: reader.get("/chercher?q=de"),
        "a search": lambda n: reader.get("/chercher?q=avocate+audition"),
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


def bare(url: str) -> Callable:
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
    return lambda n: client.get("/")


def measured(ask: Callable, floor: Callable) -> tuple[float, float]:
    """CPU milliseconds of the median request, after a few that warm up, and how many bare pages that is: these are
    asked in between, for a machine that others use is slower at times."""
    times, floors = [], []
    for n in range(ROUNDS):
        times.append(timed(ask, n))
        floors += [timed(floor, n) for _ in range(3)]
        if sum(times) > SECONDS:
            break
    return median(times) * 1000, median(times) / median(floors)


def timed(ask: Callable, n: int) -> float:
    began = time.process_time()
    answer = ask(n)
    taken = time.process_time() - began
    assert answer.status_code in (200, 303), answer.status_code
    return taken


def median(times: list[float]) -> float:
    warm = sorted(times[len(times) // 10:])
    return warm[len(warm) // 2]


def found_at(size: Size) -> dict[str, str]:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/commission.db"
        filled = fill(url, size)
        pages = costs(url, filled, Path(folder))
        return told(pages) | {name: f"{cost:.2f}" for name, cost in served(url, filled, Path(folder)).items()}


def told(pages: dict[str, tuple[float, float]]) -> dict[str, str]:
    return {name: f"{cost:.2f} (× {bare:.1f})" for name, (cost, bare) in pages.items()}


def table(found: dict[Size, dict[str, str]]) -> None:
    """A line a cost, a column a size."""
    names = list(next(iter(found.values())))
    width = max(len(name) for name in names)
    print(f"{'CPU ms a request (× a bare page), unless said otherwise':{width}}",
          *(f"{f'{size.avis:,} avis, {size.remarks:,} remarks':>27}" for size in found))
    for name in names:
        print(f"{name:{width}}", *(f"{lines[name]:>27}" for lines in found.values()))


if __name__ == "__main__":
    table({size: found_at(size) for size in SIZES})
