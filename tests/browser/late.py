"""A door before a site, which lets what it answers through some time later, the head of a page before its body: what a
test asks of a page that is not there yet, it asks too early each time, and not now and then.

`make strain` sets LATE, in seconds: how late the head is, and once more the body."""

import os
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager, suppress

LATE = float(os.environ.get("LATE", "0"))


@contextmanager
def door(port: int):
    """The port of a door before this one, kept by a process of its own; the same port where nothing is to be late."""
    if not LATE:
        yield port
        return
    keeper = subprocess.Popen([sys.executable, __file__, str(port)], stdout=subprocess.PIPE, text=True)
    with keeper:
        yield int(keeper.stdout.readline())
        keeper.kill()


def keep(port: int) -> None:
    with socket.create_server(("127.0.0.1", 0), backlog=200) as entrance:
        print(entrance.getsockname()[1], flush=True)
        while True:
            browser, _ = entrance.accept()
            try:
                site = socket.create_connection(("127.0.0.1", port))
            except OSError:
                browser.close()
                continue
            for begins, ends, passes in ((browser, site, at_once), (site, browser, late)):
                threading.Thread(target=carry, args=(begins, ends, passes), daemon=True).start()


def carry(begins: socket.socket, ends: socket.socket, passes) -> None:
    with suppress(OSError):
        while read := begins.recv(65536):
            passes(ends, read)
    for each in (begins, ends):
        with suppress(OSError):
            each.shutdown(socket.SHUT_RDWR)


def at_once(there: socket.socket, read: bytes) -> None:
    there.sendall(read)


def late(there: socket.socket, read: bytes) -> None:
    if read.startswith(b"HTTP/1."):
        head, between, read = read.partition(b"\r\n\r\n")
        time.sleep(LATE)
        there.sendall(head + between)
        time.sleep(LATE)
    there.sendall(read)


if __name__ == "__main__":
    keep(int(sys.argv[1]))
