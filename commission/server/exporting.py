"""The public site as files that need no server: projects end, their pages stay, and so does what is withdrawn later."""

import posixpath
import re
from collections import deque
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from flask import Flask, current_app
from werkzeug.exceptions import HTTPException

from commission.web.db import commission
from commission.web.pages import kept_pages

BEGIN = ("/", "/sitemap.xml", "/robots.txt", "/avis.json", "/avis/schema.json", "/avis/feed.atom", "/suivi.csv",
         "/donnees.zip")
LINK = re.compile(r'\b(href|src)="(/[^"]*)"')
FORM = re.compile(r'<form\b[^>]*role="search".*?</form>', re.DOTALL)
EXIT = re.compile(r'(<a id="exit" href=")[^"]*"')
README = """Ces fichiers sont les pages publiques d’un site, telles qu’elles étaient le {day}. Ouvrez index.html.
Ce qui a été retiré ou corrigé depuis reste ici : retirez-le aussi, ou faites ces fichiers de nouveau.

These files are the public pages of a site, as they were on {day}. Open index.html.
What was withdrawn or corrected since stays in them: take it out here too, or make them anew.
"""


class Export:
    """A walk of all that everyone may read, link by link. `files` says which address is in which file."""

    def __init__(self, app: Flask, folder: Path):
        self.app, self.folder, self.reader = app, folder, app.test_client()
        self.files: dict[str, str] = {}
        self.waiting: deque[str] = deque()

    def walk(self, most: int) -> int:
        """Write the pages one by one, as far as `most`; how many there are."""
        for address in BEGIN:
            self.meet(address)
        while self.waiting and most:
            address, most = self.waiting.popleft(), most - 1
            answer = self.reader.get(address, base_url=f"https://{self.app.config['SITE'] or 'localhost'}")
            if answer.status_code != 200:
                raise OSError(f"{address}: {answer.status_code}")
            data = self.set_free(address, answer.text).encode() if answer.mimetype == "text/html" else answer.data
            file = self.folder / self.files[address]
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
        return len(self.files)

    def meet(self, link: str) -> str | None:
        """The file of an address that everyone may read; None for another."""
        parts = urlsplit(link)
        asked = parse_qs(parts.query)
        page = asked.get("page", ["1"])[0] if {*asked} <= {"page"} else None
        if page is None or not self.is_public(unquote(parts.path)):
            return None
        address = parts.path + (f"?page={page}" if page != "1" else "")
        if address not in self.files:
            self.files[address] = file_of(unquote(parts.path), page)
            self.waiting.append(address)
        return self.files[address]

    def is_public(self, path: str) -> bool:
        """Whether it is a page of the rooms that are open to everyone, or a file that pages need."""
        head, _, rest = path.lstrip("/").partition("/")
        bare = f"/{rest}" if head in self.app.config["LANGUAGES"] else path
        try:
            endpoint, _ = self.app.url_map.bind("").match(bare, "GET")
        except HTTPException:
            return False
        return endpoint == "asset" or kept_pages.is_open(self.app, endpoint)

    def set_free(self, address: str, page: str) -> str:
        """A page whose links lead from file to file. Nothing leads where a server would be needed; the exit leads where
        it always does."""
        here = posixpath.dirname(self.files[address])

        def led(link: re.Match) -> str:
            target = self.meet(link[2].replace("&amp;", "&"))
            if not target:
                return ""
            anchor = urlsplit(link[2]).fragment
            return f'{link[1]}="{posixpath.relpath(target, here or ".")}{f"#{anchor}" if anchor else ""}"'

        away = commission().neutral_site or self.app.config["NEUTRAL_SITE"]
        whole = EXIT.sub(lambda found: f'{found[1]}{away}"', FORM.sub("", page))
        return LINK.sub(led, whole)


def file_of(path: str, page: str) -> str:
    """Where a page lies: in a folder of its own, or under its name where it has an ending."""
    name = path.strip("/")
    if "." in name.rpartition("/")[2]:
        return name
    return posixpath.join(name, "index.html" if page == "1" else f"page-{page}.html")


def export(folder: Path, day: str, most: int = 100_000) -> int:
    """Write the public site into an empty folder; how many files there are."""
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise OSError(f"{folder} is not empty.")
    (folder / "LISEZMOI-README.txt").write_text(README.format(day=day))
    return Export(current_app, folder).walk(most)
