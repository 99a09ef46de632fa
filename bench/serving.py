"""The site as it is served (gunicorn, two workers), under load from another process: Linux."""

import os
import signal
import socket
import subprocess
import sys
import time
from http.client import HTTPConnection
from pathlib import Path

from filling import Filled

from sites import PEPPER

ROOT = Path(__file__).resolve().parent.parent
ASKED = "/avis/DEMO-2024-02"
OF_THE_SERVICE = ("cold start, s", "requests a second, a kept page", "memory a worker, MB",
                  "memory of the service, two workers, MB")


def served(url: str, found: Filled, var: Path) -> dict[str, float]:
    """Seconds to the first page, requests a second, megabytes: after that one page, and after every page there is."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port = door.getsockname()[1]
    keep_keys(var / "keys")
    began = time.monotonic()
    server = subprocess.Popen([sys.executable, "app.py"], cwd=ROOT, env={
        **os.environ, "COMMISSION_DATABASE": url, "COMMISSION_VAR": str(var), "COMMISSION_HTTPS": "0",
        "PORT": str(port)})
    try:
        while not answers(port):
            assert server.poll() is None, "the site does not start"
            time.sleep(0.01)
        cold = time.monotonic() - began
        rate = load(port) / SECONDS
        walk(port, found.signed_in)
        worker, whole = memory(server.pid)
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait()
    return dict(zip(OF_THE_SERVICE, (cold, rate, worker, whole), strict=True))


def keep_keys(folder: Path) -> None:
    """The keys that the codes of the database were made with."""
    folder.mkdir(exist_ok=True)
    for name, key in (("pepper", PEPPER), ("secret", "secret")):
        (folder / name).write_text(key)


def answers(port: int) -> bool:
    try:
        line = HTTPConnection("127.0.0.1", port, timeout=5)
        line.request("GET", ASKED)
        return line.getresponse().status == 200
    except OSError:
        return False


def load(port: int) -> int:
    """How many requests four connections of another process were answered."""
    return int(elsewhere(LOAD, str(port), str(SECONDS), ASKED))


def walk(port: int, cookie: str) -> None:
    """Have every page of weight made, over and over, by all the threads of both workers."""
    elsewhere(WALK, str(port), f"s={cookie}")


def elsewhere(program: str, *arguments: str) -> str:
    done = subprocess.run([sys.executable, "-c", program, *arguments], capture_output=True, text=True, check=True)
    return done.stdout


SECONDS = 5
LOAD = """
import sys, threading, time
from http.client import HTTPConnection
port, seconds, asked, done = int(sys.argv[1]), float(sys.argv[2]), sys.argv[3], []
end = time.monotonic() + seconds
def ask():
    line = HTTPConnection("127.0.0.1", port)
    while time.monotonic() < end:
        line.request("GET", asked); line.getresponse().read(); done.append(1)
threads = [threading.Thread(target=ask) for _ in range(4)]
[each.start() for each in threads]; [each.join() for each in threads]
print(len(done))
"""
WALK = """
import re, sys, threading
from http.client import HTTPConnection
port, cookie = int(sys.argv[1]), {"Cookie": sys.argv[2]}
def ask(path, headers={}):
    line = HTTPConnection("127.0.0.1", port, timeout=120)
    line.request("GET", path, headers=headers)
    answer = line.getresponse()
    assert answer.status == 200, (path, answer.status)
    return answer.read().decode()
followed = ask("/suivi?tout=1")
pages = ["/", "/avis", "/suivi", "/organismes", "/reglement"]
pages += sorted(set(re.findall('"(/organismes/[^"]+)"', followed)))
pages += sorted(set(re.findall('"(/suivi[?][^"#&]+)"', followed)))[:20]
pages += re.findall('"(/avis/[^"]+)"', ask("/avis"))[:20]
desk = ["/atelier/", "/atelier/textes", "/atelier/journal", "/atelier/seances"]
def go():
    for _ in range(3):
        for path in pages: ask(path); ask("/en" + path)
        for path in desk: ask(path, cookie)
threads = [threading.Thread(target=go) for _ in range(4)]
[each.start() for each in threads]; [each.join() for each in threads]
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
