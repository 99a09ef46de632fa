"""The site as it is in service: gunicorn with two workers."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode

from commission.web.db import Database
from pages import Page
from sites import PEPPER

ROOT = Path(__file__).parent.parent.parent
IMPORTED = (ROOT, ROOT / "tests", ROOT / "tests/support", Path(__file__).parent)


class Browser:
    """A browser without script, over a real connection. What the server does not answer is None."""

    def __init__(self, port: int):
        self.port, self.cookie = port, ""

    def ask(self, method: str, path: str, data: dict | None = None) -> tuple[int | None, str, str]:
        """(status, page, where it leads)."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {"Cookie": self.cookie, "Content-Type": "application/x-www-form-urlencoded"}
        try:
            line.request(method, path, urlencode(data or {}, doseq=True) if data is not None else None, headers)
            answer = line.getresponse()
            page = answer.read().decode()
        except (OSError, http.client.HTTPException):
            return None, "", ""
        finally:
            line.close()
        if cookie := re.match(r"s=[^;]+", answer.headers.get("Set-Cookie", "")):
            self.cookie = cookie[0]
        return answer.status, page, answer.headers.get("Location", "")

    def send(self, path: str, **typed) -> int | None:
        """Fill in the form of a page and send it."""
        status, page, _ = self.ask("GET", path)
        if status != 200:
            return status
        return self.ask("POST", path, {**Page(page).fields, **typed})[0]

    def sign_in(self, code: str) -> "Browser":
        assert self.send("/entrer", code=code) == 303
        self.send("/atelier/sortie")
        return self


class Strained:
    """A served site: its workers, its clock, its people."""

    def __init__(self, url: str, var: Path, codes: dict[str, str], **shared: str):
        self.url, self.var, self.codes = url, var, codes
        self.database, self.offset = Database(url, PEPPER), 0.0
        with socket.socket() as door:
            door.bind(("127.0.0.1", 0))
            self.port = door.getsockname()[1]
        self.master = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "-c", str(ROOT / "gunicorn.conf.py"), "--preload", "strained:app"],
            cwd=ROOT, stderr=subprocess.DEVNULL,
            env={**os.environ, "COMMISSION_VAR": str(var), "COMMISSION_DATABASE": url, "COMMISSION_HTTPS": "0",
                 "PORT": str(self.port), "PYTHONPATH": ":".join(map(str, IMPORTED)), **shared})
        self.wait()

    def wait(self) -> None:
        for _ in range(200):
            if Browser(self.port).ask("GET", "/")[0] == 200:
                return
            time.sleep(0.1)
        raise TimeoutError("the site does not answer")

    def now(self) -> datetime:
        return datetime.fromtimestamp(time.time() + self.offset, UTC)

    def pass_time(self, seconds: float) -> None:
        self.offset += seconds
        (self.var / "offset.new").write_text(str(self.offset))
        (self.var / "offset.new").replace(self.var / "offset")

    def browser(self, name: str) -> Browser:
        return Browser(self.port).sign_in(self.codes[name])

    def workers(self) -> list[int]:
        found = subprocess.run(["pgrep", "-P", str(self.master.pid)], capture_output=True, text=True).stdout
        return [int(pid) for pid in found.split()]

    def kill_one(self, choose) -> bool:
        """Kill a worker at once, if there is one: it may have gone by itself since it was seen."""
        workers = self.workers()
        if not workers:
            return False
        with suppress(ProcessLookupError):
            os.kill(choose(workers), signal.SIGKILL)
            return True
        return False

    def close(self) -> None:
        self.master.terminate()
        self.master.wait()
        self.database.engine.dispose()
