"""A real Firefox, spoken to by its own protocol (Marionette): what it draws, and what it prints."""

import base64
import json
import shutil
import socket
import subprocess
import time
from pathlib import Path

PREFERENCES = {
    "datareporting.policy.dataSubmissionEnabled": False, "browser.shell.checkDefaultBrowser": False,
    "app.update.enabled": False, "app.normandy.enabled": False, "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False, "browser.sessionstore.resume_from_crash": False,
    "intl.accept_languages": "fr",
}


def find_firefox() -> str | None:
    return next((path for name in ("firefox-esr", "firefox") if (path := shutil.which(name))), None)


class Firefox:
    """One browser, without a window, on a profile of its own."""

    def __init__(self, profile: Path, port: int, **preferences):
        chosen = PREFERENCES | preferences | {"marionette.port": port}
        (profile / "user.js").write_text("".join(
            f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in chosen.items()))
        self.process = subprocess.Popen(
            [find_firefox(), "--headless", "--marionette", "--no-remote", "--profile", str(profile)],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.line, self.asked = self.connect(port), 0
        self.hear()
        self.ask("NewSession", capabilities={"alwaysMatch": {}})

    def connect(self, port: int) -> socket.socket:
        for _ in range(600):
            try:
                return socket.create_connection(("127.0.0.1", port), timeout=60)
            except OSError:
                time.sleep(0.1)
        raise TimeoutError("Firefox does not answer.")

    def close(self) -> None:
        self.line.close()
        self.process.terminate()
        self.process.wait(30)

    def leave(self) -> None:
        """Close it as a person does: it writes down what it keeps."""
        self.asked += 1
        said = json.dumps([0, self.asked, "Marionette:Quit", {"flags": ["eAttemptQuit"]}]).encode()
        self.line.sendall(b"%d:%b" % (len(said), said))
        self.process.wait(60)
        self.line.close()

    def ask(self, command: str, **facts):
        """What a command of WebDriver answers."""
        self.asked += 1
        said = json.dumps([0, self.asked, f"WebDriver:{command}", facts]).encode()
        self.line.sendall(b"%d:%b" % (len(said), said))
        _, _, error, found = self.hear()
        assert error is None, error
        return found.get("value", found) if isinstance(found, dict) else found

    def hear(self):
        length = b""
        while not length.endswith(b":"):
            length += self.line.recv(1)
        heard = b""
        while len(heard) < int(length[:-1]):
            heard += self.line.recv(int(length[:-1]) - len(heard))
        return json.loads(heard)

    def go(self, address: str) -> None:
        self.ask("Navigate", url=address)

    def tell(self, script: str, *facts):
        """What a script of the page gives back."""
        return self.ask("ExecuteScript", script=script, args=list(facts))

    def printed(self) -> bytes:
        """The page as it is printed: a PDF."""
        return base64.b64decode(self.ask("Print"))
