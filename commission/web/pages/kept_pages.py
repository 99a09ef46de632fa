"""Public pages as they were last made, in the memory of each process, until something changes. What a browser may keep
is said in `safety.py`.

What everyone reads depends on nothing but its address, its language, the day and what stands in the database; and with
every act that may change it, the head of what is public does. So a page made once is given again for as long as that
head is the same. What a page takes no notice of in an address is taken off it, and makes no other page.
"""

from collections import OrderedDict
from threading import Lock

from flask import Blueprint, Flask, Response, current_app, g, redirect, request, url_for

from commission.web.db import commission
from commission.web.language.days import local_day
from commission.web.pages.declared import says

MOST = 300  # pages kept by a process: some megabytes
KEPT_HEADERS = ("Content-Type", "Content-Encoding", "Content-Disposition", "Vary")


class KeptPages:
    """The pages a process has made, the one asked for longest ago first."""

    def __init__(self):
        self.pages: OrderedDict[tuple, tuple[bytes, list]] = OrderedDict()
        self.lock = Lock()

    def take(self, key: tuple) -> tuple[bytes, list] | None:
        with self.lock:
            if key in self.pages:
                self.pages.move_to_end(key)
            return self.pages.get(key)

    def put(self, key: tuple, page: tuple[bytes, list]) -> None:
        with self.lock:
            self.pages[key] = page
            while len(self.pages) > MOST:
                self.pages.popitem(last=False)


def init_app(app: Flask) -> None:
    app.extensions["kept_pages"] = KeptPages()
    app.after_request(keep)  # registered first, it is called last: on the page as it leaves, compressed


def open_to_everyone(room: Blueprint) -> None:
    """Have the pages of a public room found by search engines, unless all in them is invented, and made once for
    everyone: none may look at who reads."""
    room.before_request(indexable)
    room.before_request(lead_to_the_page)
    room.before_request(lend)


def is_open(app: Flask, endpoint: str) -> bool:
    """Whether a page is of a room that is open to everyone."""
    return lend in app.before_request_funcs.get(endpoint.rpartition(".")[0], ())


def indexable() -> None:
    g.indexable = not commission().fictional


def lead_to_the_page() -> Response | None:
    """To the address with what its page takes, each once, if there is more."""
    taken = {name: request.args[name] for name in says("takes") or () if name in request.args}
    if len(taken) < len(list(request.args.items(multi=True))):
        return redirect(url_for(request.endpoint, **request.view_args, **taken), 301)
    return None


def lend() -> Response | None:
    """The page asked for, if it was made since the last act."""
    g.kept_key = key()
    if found := current_app.extensions["kept_pages"].take(g.kept_key):
        g.kept_key = None
        return Response(found[0], headers=found[1])
    return None


def pass_by() -> None:
    """Keep nothing of what is given now: it is large, and costs no more to read than to keep."""
    g.kept_key = None


def key() -> tuple:
    """All that a public page depends on."""
    today = local_day(current_app.config["CLOCK"]())
    return (request.script_root, request.path, tuple(sorted(request.args.items())), request.host,
            commission().public_head, today, request.headers.get("Accept-Encoding", ""))


def keep(response: Response) -> Response:
    """Keep a page that was just made."""
    place = g.get("kept_key")
    if place and request.method == "GET" and response.status_code == 200 and "Set-Cookie" not in response.headers:
        headers = [(name, response.headers[name]) for name in KEPT_HEADERS if name in response.headers]
        current_app.extensions["kept_pages"].put(place, (response.get_data(), headers))
    return response
