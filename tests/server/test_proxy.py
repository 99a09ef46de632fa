"""The proxy as it is shipped, before a site that answers little: nginx itself."""

import http.client
import os
import re
import shutil
import socket
import ssl
import subprocess
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from certificates import certificate

ROOT = Path(__file__).parents[2]
PAGES = ROOT / "deploy" / "pages"
NEUTRAL = "https://meteofrance.com/"
pytestmark = pytest.mark.skipif(not shutil.which("nginx"), reason="nginx is not on this machine (.ci/run brings it)")


class Answers(BaseHTTPRequestHandler):
    """A site that is there."""

    def do_GET(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.send_response(200)
        self.end_headers()
        self.wfile.write(repr(dict(self.headers)).encode())

    do_POST = do_PUT = do_GET

    def log_message(self, *args):
        pass


class Crowd(ThreadingHTTPServer):
    request_queue_size = 200


def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return door.getsockname()[1]


class Proxy:
    """The shipped file on ports of its own."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.behind, self.http, self.https = free_port(), free_port(), free_port()
        chain, key = certificate(folder)
        written = (ROOT / "deploy" / "nginx.conf").read_text()
        for old, new in (
                ("listen 80", f"listen {self.http}"), ("listen 443", f"listen {self.https}"),
                ("listen [::]:80", f"listen [::]:{self.http}"), ("listen [::]:443", f"listen [::]:{self.https}"),
                ("/etc/letsencrypt/live/commission.example/fullchain.pem", str(chain)),
                ("/etc/letsencrypt/live/commission.example/privkey.pem", str(key)),
                ("127.0.0.1:8000", f"127.0.0.1:{self.behind}"), ("/opt/commission", str(ROOT)),
                ("/var/www/html", str(folder / "html"))):
            assert old in written, old
            written = written.replace(old, new)
        if not socket.has_ipv6 or not Path("/proc/net/if_inet6").exists():
            written = "\n".join(line for line in written.splitlines() if "[::]" not in line)
        (folder / "site.conf").write_text(written)
        temporary = "".join(f"{kind}_temp_path {folder}/{kind}; " for kind in (
            "client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        user = "user root; " if os.geteuid() == 0 else ""
        (folder / "nginx.conf").write_text(
            f"{user}daemon off; pid {folder}/pid; error_log {folder}/log; events {{ }} "
            f"http {{ types {{ text/html html; }} {temporary} include {folder}/site.conf; }}")
        self.site = Crowd(("127.0.0.1", self.behind), Answers)
        threading.Thread(target=self.site.serve_forever, daemon=True).start()
        with (folder / "err").open("w") as said:
            self.process = subprocess.Popen(["nginx", "-p", str(folder), "-c", str(folder / "nginx.conf")], stderr=said)
        for _ in range(100):
            try:
                self.ask("GET", "/")
                return
            except OSError:
                time.sleep(0.05)
        raise TimeoutError((folder / "err").read_text())

    def ask(self, method: str, path: str, body: bytes = b"", name: str = "commission.example"):
        """(status, headers, page)."""
        trust = ssl._create_unverified_context()
        line = http.client.HTTPSConnection("127.0.0.1", self.https, timeout=20, context=trust)
        line.sock = trust.wrap_socket(socket.create_connection(("127.0.0.1", self.https), 20), server_hostname=name)
        line.request(method, path, body or None, {"Host": name})
        answer = line.getresponse()
        page = answer.read().decode()
        line.close()
        return answer.status, answer.headers, page

    def in_clear(self, name: str, path: str) -> bytes:
        """What is answered without HTTPS."""
        with socket.create_connection(("127.0.0.1", self.http), 10) as line:
            line.sendall(f"GET {path} HTTP/1.1\r\nHost: {name}\r\nConnection: close\r\n\r\n".encode())
            return b"".join(iter(lambda: line.recv(65536), b""))

    def begin(self, told: str, source: str = "127.0.0.1", method: str = "POST") -> ssl.SSLSocket:
        """A letter that is announced and does not come, from an address of this machine."""
        bare = socket.create_connection(("127.0.0.1", self.https), 20, source_address=(source, 0))
        line = ssl._create_unverified_context().wrap_socket(bare, server_hostname="commission.example")
        line.sendall(f"{method} /reponse/x HTTP/1.1\r\nHost: commission.example\r\n{told}\r\n\r\n".encode())
        return line

    def stop_site(self) -> None:
        self.site.shutdown()
        self.site.server_close()

    def close(self) -> None:
        self.process.terminate()
        self.process.wait()
        self.stop_site()


@pytest.fixture(scope="module")
def proxy(tmp_path_factory):
    made = Proxy(tmp_path_factory.mktemp("proxy"))
    yield made
    made.close()


def is_ours(answer, file: str) -> bool:
    status, headers, page = answer
    return page == (PAGES / file).read_text() and headers["Cache-Control"] == "no-store" and headers["Referrer-Policy"]


def test_req_12_behind_the_address_of_a_flood_a_right_code_is_still_passed_on(proxy):
    """A thousand a minute are fifty in three seconds; no rule of the proxy counts that few."""
    with ThreadPoolExecutor(20) as pool:
        began = time.monotonic()
        told = list(pool.map(lambda n: proxy.ask("POST", "/entrer", b"code=1")[0], range(51)))
        assert set(told) == {200} and time.monotonic() - began < 3
    per_minute = int(re.search(r"rate=(\d+)r/m", (ROOT / "deploy" / "nginx.conf").read_text())[1])
    assert per_minute > 1000
    assert not re.search(r"^\s*access_log (?!off)", (ROOT / "deploy" / "nginx.conf").read_text(), re.MULTILINE)


def test_large_bodies_are_few_at_once_from_one_address_and_in_all_and_small_ones_pass(proxy):
    large, letter = "Content-Length: 20000000", b"x" * 1_200_000
    with ExitStack() as held:
        for told in (large, large, large, "Transfer-Encoding: chunked"):
            held.enter_context(proxy.begin(told))
        many = wait_for(lambda: proxy.ask("POST", "/reponse/x", letter), lambda answer: answer[0] == 429)
        assert is_ours(many, "too_often.html")
        assert proxy.ask("POST", "/reponse/x", b"typed")[0] == proxy.ask("GET", "/reponse/x")[0] == 200
        for method in ("PUT", "GET"):
            large_one = proxy.ask(method, "/reponse/x", letter)
            assert large_one[0] == 413 and is_ours(large_one, "too_long.html"), "what is no form is never large"
        with proxy.begin("Transfer-Encoding: chunked", method="GET") as streamed:
            streamed.sendall(b"%x\r\n%b\r\n0\r\n\r\n" % (len(letter), letter))
            assert b" 413 " in streamed.recv(40)
        for n in range(12):
            held.enter_context(proxy.begin(large, f"127.0.0.{n + 2}"))
        with proxy.begin(large, "127.0.0.99") as late:
            assert b" 429 " in late.recv(40), "from no other address either"
    assert wait_for(lambda: proxy.ask("POST", "/en/reponse/x", letter), lambda answer: answer[0] == 200)


def wait_for(ask, good):
    """An answer that is good, within two seconds: nginx learns of a line that began or ended a little later."""
    for _ in range(40):
        if good(answer := ask()):
            return answer
        time.sleep(0.05)
    raise AssertionError(answer)


def test_without_https_one_is_led_to_it_and_only_who_renews_the_certificate_is_answered(proxy):
    html = proxy.folder / "html"
    (html / ".well-known" / "acme-challenge").mkdir(parents=True)
    (html / ".well-known" / "acme-challenge" / "token").write_text("token.of.ours")
    (html / "kept.html").write_text("another site")
    assert proxy.in_clear("commission.example", "/.well-known/acme-challenge/token").endswith(b"token.of.ours")
    for path in ("/", "/kept.html", "/avis?page=2", "/.well-known/other"):
        told = proxy.in_clear("commission.example", path)
        assert b" 301 " in told and f"Location: https://commission.example{path}\r\n".encode() in told
    assert proxy.in_clear("other.example", "/.well-known/acme-challenge/token") == b""


def test_the_proxy_as_it_is_shipped(proxy):
    with ThreadPoolExecutor(45) as pool:
        asked, began = [("POST", "/entrer")] * 40, time.monotonic()
        told = list(pool.map(lambda each: proxy.ask(*each, b"code=1")[0], asked))
        assert told == [200] * 40 and time.monotonic() - began < 10, "forty behind one address come in at once"
        assert set(pool.map(lambda n: proxy.ask("GET", "/en/entrer")[0], range(100))) == {200}, "pages are not counted"
        told = list(pool.map(lambda n: proxy.ask("POST", "/invitation/12", b"x"), range(300)))
    over = [answer for answer in told if answer[0] != 200]
    assert over and {answer[0] for answer in over} == {429} and all(is_ours(each, "too_often.html") for each in over)
    assert "Forwarded" not in proxy.ask("GET", "/")[2] and "127.0.0.1" not in proxy.ask("GET", "/")[2]
    large = proxy.ask("POST", "/atelier/", b"x" * 2_200_000)
    assert large[0] == 413 and is_ours(large, "too_long.html")

    for name in ("other.example", "127.0.0.1"):
        with pytest.raises((OSError, http.client.HTTPException)):
            proxy.ask("GET", "/", name=name)
    assert proxy.in_clear("other.example", "/") == b"", "whoever asks for another name is answered nothing"

    assert proxy.ask("GET", "/quitter")[0] == 200
    proxy.stop_site()
    silent = proxy.ask("POST", "/atelier/texte/x", b"x")
    assert silent[0] == 502 and is_ours(silent, "no_answer.html")
    for address in ("/quitter", "/en/quitter"):
        status, headers, _ = proxy.ask("GET", address)
        assert (status, headers["Location"]) == (302, NEUTRAL) and "cookies" in headers["Clear-Site-Data"]
