"""The stylesheet, scripts and pictures: read once, named by their content, kept by browsers for good.

Their names tell nothing (`/s/8f3a….css`), for they stay in a phone's cache.
"""

import hashlib
import mimetypes
from pathlib import Path

from flask import Flask, Response, abort, request

FOLDER = Path(__file__).parent / "static"


class Assets:
    """The files of the static folder by their neutral names."""

    def __init__(self, folder: Path = FOLDER):
        self.names, self.files = {}, {}
        for file in sorted(path for path in folder.iterdir() if path.is_file()):
            data = file.read_bytes()
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

    def serve(self, name: str) -> Response:
        if name not in self.files:
            abort(404)
        data, kind = self.files[name]
        response = Response(data, mimetype=kind)
        response.cache_control.public = response.cache_control.immutable = True
        response.cache_control.max_age = 365 * 24 * 3600
        return response


def init_app(app: Flask) -> None:
    assets = Assets()
    app.add_url_rule("/s/<name>", "asset", assets.serve)
    app.jinja_env.globals.update(asset=assets.url, asset_if_any=assets.url_and_size)
