"""The stylesheet, scripts and pictures: read once, named by their content, kept by browsers for good.

Their names tell nothing (`/s/8f3a….css`), for they stay in a phone's cache. A Worker of the urn is served as one file,
and so is the stylesheet: where it imports its parts, their texts stand, so that one hash names all that runs and
nothing has to be built. Lines of comment are for who reads the sources: a telephone does not pay for them.
"""

import hashlib
import mimetypes
import re
from pathlib import Path

from flask import Flask, Response, abort, request

from commission.web.pages.declared import in_any_case

FOLDER = Path(__file__).parents[1] / "static"
IMPORT = re.compile(r"(?:importScripts\(|@import )(.*?)\)?;", re.DOTALL)
# What a script or a stylesheet says to us alone, comments and ends of lines, and what a telephone gets in its place.
UNSAID = {".js": (re.compile(r"^\s*//.*\n", re.MULTILINE), ""),
          ".css": (re.compile(r"/\*.*?\*/|\n\s*(?=\S)", re.DOTALL), " ")}


class Assets:
    """The files of the static folder by their neutral names."""

    def __init__(self, folder: Path = FOLDER):
        self.names, self.files = {}, {}
        for file in sorted([*folder.glob("*.*"), *folder.glob("voting/*.js"), *folder.glob("urn/*.worker.js")]):
            data = whole(file)
            name = hashlib.sha256(data).hexdigest()[:12] + file.suffix
            self.names[file.name] = name
            self.files[name] = (data, mimetypes.guess_type(file.name)[0])

    def url(self, file: str) -> str:
        """Its address, the same in every language."""
        return f"{request.environ.get('commission.mount', '')}/s/{self.names[file]}"

    def url_and_size(self, file: str) -> tuple[str, int] | None:
        """A recording's address and its size in kB, where there is one."""
        if file not in self.names:
            return None
        return self.url(file), len(self.files[self.names[file]][0]) // 1000

    def sha256(self, file: str) -> str:
        """The fingerprint of what is served: whoever has the sources computes the same."""
        return hashlib.sha256(self.files[self.names[file]][0]).hexdigest()

    @in_any_case
    def serve(self, name: str) -> Response:
        """A file by its name, which changes with what is in it: a browser never asks for it twice."""
        if name not in self.files:
            abort(404)
        data, kind = self.files[name]
        response = Response(data, mimetype=kind)
        response.cache_control.public = response.cache_control.immutable = True
        response.cache_control.max_age = 365 * 24 * 3600
        return response


def whole(file: Path) -> bytes:
    """Give the bytes of a file: a script or stylesheet with what it imports in its place, and without a comment."""
    if file.suffix not in UNSAID:
        return file.read_bytes()

    def parts(found):
        return "".join((file.parent / name).read_text() for name in re.findall(r'"(.+?)"', found[1]))

    comments, nothing = UNSAID[file.suffix]
    return comments.sub(nothing, IMPORT.sub(parts, file.read_text())).encode()


def init_app(app: Flask) -> None:
    assets = Assets()
    app.add_url_rule("/s/<name>", "asset", assets.serve)
    app.jinja_env.globals.update(asset=assets.url, asset_if_any=assets.url_and_size,
                                 asset_sha256=assets.sha256)
