"""The urn's Workers in a page of the site, asked from Python."""

import base64
import shutil

from commission.web.assets import Assets

ASK = """([address, message]) => new Promise((resolve, reject) => {
    const bytes = text => Uint8Array.from(atob(text), sign => sign.charCodeAt(0));
    if (message.archive !== undefined) message.archive = bytes(message.archive).buffer;
    self.workers = self.workers || {};
    const worker = self.workers[address] = self.workers[address] || new Worker(address), heard = [];
    worker.onmessage = ({data}) => "progress" in data ? heard.push(data) : resolve(Object.assign(data, {heard}));
    worker.onerror = error => reject(error.message);
    worker.postMessage(message);
})"""


def find_chromium() -> str | None:
    """The system's Chromium or Chrome, by preference the one without a window, which opens pages five times as fast;
    None leaves Playwright's own."""
    names = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return next((path for name in names if (path := shutil.which(name))), None)


class Workers:
    """One page with the Workers that it has started."""

    def __init__(self, page, address):
        self.page, self.names = page, Assets().names
        page.goto(f"{address}/entrer")

    @classmethod
    def alone(cls, page):
        """Without the site: a page of no words, and the scripts."""
        files = Assets().files

        def answer(route):
            data, kind = files.get(route.request.url.rpartition("/")[2], (b"<!doctype html>", "text/html"))
            route.fulfill(body=data, content_type=kind)

        page.context.route("http://localhost/**", answer)
        return cls(page, "http://localhost")

    def ask(self, worker, task, **message):
        """Give the whole answer; `heard` is what came before it."""
        if "archive" in message:
            message["archive"] = base64.b64encode(message["archive"]).decode()
        given = {name: value for name, value in message.items() if value is not None}
        return self.page.evaluate(ASK, [f"/s/{self.names[worker + '.worker.js']}", {"task": task, **given}])

    def vote(self, task, **message):
        return self.ask("vote", task, **message)

    def guardian(self, task, **message):
        return self.ask("guardian", task, **message)
