"""A bare machine to install on: a root of Debian, in which what is typed is typed as root."""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path

HERE = Path(__file__).parent
# How this machine reaches Debian and PyPI, if it has ways of its own.
WAYS = {"/etc/resolv.conf": "etc/resolv.conf", "/etc/pip.conf": "etc/pip.conf",
        "/etc/ssl/certs/ca-certificates.crt": "srv/trusted.crt"}
PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


class Failed(Exception):
    """A command did not do what the document says."""


def debian(suite: str, folder: Path) -> Path:
    """The root of a release, made once: what is done on a machine does not touch it."""
    if not (folder / "made").exists():
        subprocess.run(["debootstrap", "--variant=minbase", suite, str(folder / "root")], check=True)
        (folder / "made").touch()
    return folder / "root"


class Machine:
    """A machine of nothing, laid over a root of Debian, and gone at the end."""

    def __init__(self, base: Path, source: Path):
        self.base, self.source, self.where = base, source, "/root"

    def __enter__(self) -> "Machine":
        self.folder = Path(tempfile.mkdtemp(prefix="machine-"))
        self.root = self.folder / "root"
        for name in ("root", "upper", "work"):
            (self.folder / name).mkdir()
        (self.folder / "root").chmod(0o755)
        self.mount("-t", "overlay", "overlay", "-o", f"lowerdir={self.base},upperdir={self.folder}/upper,"
                   f"workdir={self.folder}/work", to=self.root)
        for each in ("proc", "dev"):
            self.mount("--rbind", f"/{each}", to=self.root / each)
        for way in filter(os.path.exists, WAYS):
            shutil.copy(way, self.root / WAYS[way])
        shutil.copy(HERE / "systemctl", self.root / "usr/local/bin/systemctl")
        (self.root / "srv/commission.git").mkdir(parents=True)
        self.mount("--bind", str(self.source), to=self.root / "srv/commission.git")
        self.type("apt-get update -q")
        return self

    def __exit__(self, *_) -> None:
        for process in Path("/proc").iterdir():
            if process.name.isdigit() and self.is_ours(process):
                os.kill(int(process.name), 9)
        for each in ("srv/commission.git", "dev", "proc", ""):
            subprocess.run(["umount", "-R", "-l", str(self.root / each)], check=True)
        shutil.rmtree(self.folder)

    def is_ours(self, process: Path) -> bool:
        try:
            return os.readlink(process / "root").startswith(str(self.root))
        except OSError:
            return False

    def mount(self, *what: str, to: Path) -> None:
        subprocess.run(["mount", *what, str(to)], check=True)

    def type(self, lines: str, answers: Iterable[str] = ()) -> str:
        """What the lines print, typed in order; one that fails ends it. What is asked is answered in turn."""
        each = "".join(f"{{ {line}\n}} || exit 1\n" for line in lines.splitlines())
        whole = f"cd {self.where}\n{each}pwd > /run/where"
        done = subprocess.run(
            ["chroot", str(self.root), "/bin/bash", "-c", whole],
            input="".join(f"{each}\n" for each in answers), capture_output=True, text=True,
            env={"PATH": PATH, "HOME": "/root", "PIP_CERT": "/srv/trusted.crt", "LANG": "C.UTF-8",
                 "DEBIAN_FRONTEND": "noninteractive"})
        if done.returncode:
            raise Failed(f"{lines}\n{done.stdout}\n{done.stderr}")
        self.where = (self.root / "run/where").read_text().strip()
        return done.stdout


def printed(document: Path) -> dict[str, list[str]]:
    """The commands that a document prints, by the title they stand under: one text for each indented block."""
    found: dict[str, list[str]] = {}
    for part in re.split(r"^## ", document.read_text(), flags=re.M):
        title, _, body = part.partition("\n")
        found[title] = [re.sub(r"^ {4}", "", block, flags=re.M).strip("\n")
                        for block in re.findall(r"(?:^ {4}.*\n(?:\n(?= {4}))?)+", body, re.M)]
    return found
