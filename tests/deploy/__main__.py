"""What the documents tell whoever keeps the server, typed as it is printed on machines of nothing: `make test-deploy`.

It installs and founds, copies, sends away and tells, brings up to date, goes back, and restores on another machine; as
root, on the ports 80, 443 and 8000 of this one. `DEBIAN=trixie` for another release. Needs debootstrap, git, curl and
age.
"""

import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from machine import Failed, Machine, debian, printed
from watching import health, sent_away, told

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = {name: printed(ROOT / "docs" / "server" / f"{name}.md") for name in ("README", "copies", "watch", "lost")}
NAME, VAR = "essai.example", Path("var/lib/commission")
LIBRARY = "markupsafe"


def block(document: str, title: str, which: int = 0) -> str:
    return DOCUMENTS[document][title][which]


def main(suite: str) -> None:
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        source = published(Path(folder))
        base = debian(suite, ROOT / "var" / "deploy" / suite)
        key = subprocess.run(["age-keygen"], capture_output=True, text=True, check=True).stdout
        private, public = re.search("AGE-SECRET-KEY-.*", key)[0], re.search("age1.*", key)[0]
        with Machine(base, source) as first:
            install(first)
            tell("founded", found(first))
            first.type(block("README", "3. Servir"))
            serve(first)
            tell("served by nginx", title(first))
            paper = on_paper(first)
            copy(first, public)
            sent_away(first, block("copies", "Les envoyer ailleurs"))
            told(first, block("watch", "Être prévenue"))
            health(first)
            tell("sent away, told, and its health asked")
            before = update(first, Path(folder))
            go_back(first, before)
            kept = [file.read_bytes() for file in (newest(first), first.root / VAR / "ring/ring.age")]
        with Machine(base, source) as second:
            install(second)
            second.type(block("README", "3. Servir").splitlines()[0])
            restore(second, kept, paper, private)
            serve(second)
            tell("restored", title(second))
    print(f"All that is printed does what it says ({(time.monotonic() - began) / 60:.0f} minutes).")


def tell(what: str, seen: object = "") -> None:
    print(f"{what}: {seen}" if seen else what, flush=True)


# --- the parts, as printed -------------------------------------------------------------------------------------------
def published(folder: Path) -> Path:
    """The project where a server clones it: what stands in this checkout."""
    source = folder / "commission.git"
    subprocess.run(["git", "clone", "-q", "--bare", str(ROOT), str(source)], check=True)
    subprocess.run(["git", "-C", str(source), "symbolic-ref", "HEAD", "refs/heads/main"], check=True)
    subprocess.run(["git", "-C", str(source), "update-ref", "refs/heads/main", head(ROOT)], check=True)
    return source


def head(folder: Path) -> str:
    return subprocess.run(["git", "-C", str(folder), "rev-parse", "HEAD"], capture_output=True, text=True,
                          check=True).stdout.strip()


def install(machine: Machine) -> None:
    lines = block("README", "1. Installer").replace("ADRESSE-DU-DEPOT", "/srv/commission.git")
    machine.type(lines.replace("apt install", "apt-get install -y -q"))
    tell("installed", machine.type("commission --version").split()[-1])


def found(machine: Machine) -> str:
    told = machine.type(block("README", "2. Fonder la commission"), ["La commission d’essai", "Europe/Paris"])
    codes = re.findall(r"^ +(?:\d{4} ?){4}$", told, re.M)
    if len(codes) != 2:
        raise Failed(told)
    return f"{len(codes)} codes"


def serve(machine: Machine) -> None:
    """With a certificate of nobody's; the authority that gives and renews one is answered."""
    _, certified, opened = DOCUMENTS["README"]["3. Servir"]
    certbot = machine.root / "usr/local/bin/certbot"
    certbot.write_text(CERTBOT)
    certbot.chmod(0o755)
    machine.type(f"apt-get install -y -q openssl\n{named(certified)}")
    machine.type(named(opened))
    webroot = (machine.root / "run/webroot").read_text().strip()
    (machine.root / webroot.lstrip("/") / ".well-known/acme-challenge").mkdir(parents=True)
    (machine.root / webroot.lstrip("/") / ".well-known/acme-challenge/token").write_text("a token")
    if ask("http", "/.well-known/acme-challenge/token") != "a token":
        raise Failed("The certificate could not be renewed: its authority is not answered.")


def named(lines: str) -> str:
    return lines.replace("NOM-DU-SITE", NAME).replace("apt install", "apt-get install -y -q")


# In the place of the program that asks an authority, whose options it knows.
CERTBOT = """#!/bin/bash
set -e
/usr/bin/certbot --help all > /run/known
for each in "$@"; do case $each in --*) grep -q -- "$each" /run/known;; esac; done
while [ $# -gt 0 ]; do case $1 in
    -w) echo "$2" > /run/webroot; shift 2;;
    -d) name=$2; shift 2;;
    *) shift;;
esac; done
folder=/etc/letsencrypt/live/$name
mkdir -p "$folder"
openssl req -x509 -newkey rsa:2048 -nodes -subj "/CN=$name" -keyout "$folder/privkey.pem" -out "$folder/fullchain.pem"
"""


def on_paper(machine: Machine) -> list[str]:
    """The nine lines of the key, written down and typed back."""
    shown = machine.type(block("README", "La clé, sur papier") + " || true", [""])
    lines = re.findall(r"^ +\d +([\d ]+)$", shown, re.M)
    machine.type("commission keys print", ["", *lines])
    return lines


def copy(machine: Machine, public: str) -> None:
    with (machine.root / "etc/commission.env").open("a") as settings:
        settings.write(block("copies", "La clé des copies", 1).replace("age1…", public) + "\n")
    machine.type(block("copies", "La clé des copies", 2))
    tell("copied", newest(machine).name)


def newest(machine: Machine) -> Path:
    return max((machine.root / VAR / "copies").glob("commission-*.age"), key=lambda file: file.stat().st_mtime)


# --- up to date, and back --------------------------------------------------------------------------------------------
def update(machine: Machine, folder: Path) -> tuple[str, str, str]:
    """To a version that has a table more and another library; what stood before."""
    before = state(machine)
    publish_next(machine, folder)
    machine.type(checked(block("README", "Mettre à jour")))
    after = state(machine)
    if any(old == new for old, new in zip(before, after, strict=True)):
        raise Failed(f"not brought up to date: {before}, {after}")
    tell("brought up to date", title(machine))
    return before


def go_back(machine: Machine, before: tuple[str, str, str]) -> None:
    machine.type(block("README", "Revenir en arrière"))
    if state(machine) != before:
        raise Failed(f"not as it was: {before}, {state(machine)}")
    machine.type("cd /opt/commission && git pull -q")
    tell("gone back", title(machine))


def publish_next(machine: Machine, folder: Path) -> None:
    work = folder / "work"
    subprocess.run(["git", "clone", "-q", str(machine.source), str(work)], check=True)
    last = machine.type("cd /opt/commission && .venv/bin/python -c '" + HEADS + "'").strip()
    (work / "migrations/versions/9999_tried.py").write_text(MIGRATION.format(last=last))
    locks = work / "locks/site.txt"
    locks.write_text(re.sub(rf"^{LIBRARY}==.*?(?=^\S)", other_library(machine), locks.read_text(), flags=re.M | re.S))
    git = ["git", "-C", str(work), "-c", "user.name=Essai", "-c", "user.email=essai@example.org"]
    for command in (["add", "."], ["commit", "-qm", "The next version"], ["push", "-q", "origin", "HEAD:main"]):
        subprocess.run([*git, *command], check=True)


HEADS = ("from alembic.script import ScriptDirectory as S; from alembic.config import Config as C; c = C(); "
         'c.set_main_option("script_location", "migrations"); print(S.from_config(c).get_current_head())')
MIGRATION = '''"""A table more."""
import sqlalchemy as sa
from alembic import op

revision, down_revision = "9999", "{last}"


def upgrade():
    op.create_table("tried", sa.Column("id", sa.Integer, primary_key=True))


def downgrade():
    op.drop_table("tried")
'''


def other_library(machine: Machine) -> str:
    """A line of the lock for the version before the one that is there, with its hash."""
    there = re.search(rf"^{LIBRARY}==(\S+)", (ROOT / "locks/site.txt").read_text(), re.M)[1]
    machine.type("cd /tmp && /opt/commission/.venv/bin/pip download -q --no-deps --only-binary :all: "
                 f"'{LIBRARY}<{there}'")
    wheel = next((machine.root / "tmp").glob("[Mm]arkup[Ss]afe-*.whl"))
    digest = subprocess.run(["sha256sum", wheel], capture_output=True, text=True, check=True).stdout.split()[0]
    return f"{LIBRARY}=={wheel.name.split('-')[1]} \\\n    --hash=sha256:{digest}\n"


def state(machine: Machine) -> tuple[str, str, str]:
    """The version of the code, of a library, of the tables."""
    asked = (f'import sqlite3, importlib.metadata as m; print(m.version("{LIBRARY}"), *sqlite3.connect('
             f'"/{VAR}/commission.db").execute("select version_num from alembic_version").fetchone())')
    library, tables = machine.type(f"cd /opt/commission && .venv/bin/python -c '{asked}'").split()
    return head_of(machine), library, tables


def head_of(machine: Machine) -> str:
    return machine.type("git -C /opt/commission rev-parse HEAD").strip()


# --- on another machine ----------------------------------------------------------------------------------------------
def restore(machine: Machine, kept: list[bytes], paper: list[str], private: str) -> None:
    names = ("commission-copie.age", "ring.age")
    for name, content in zip(names, kept, strict=True):
        (machine.root / VAR / name).write_bytes(content)
    keys, *lines = block("lost", "2. Les clés, puis la copie").replace("commission-….age", names[0]).splitlines()
    machine.type(keys, paper)
    tell("told by the restoring", machine.type("\n".join(lines), [private]).strip())
    machine.type(checked(block("lost", "3. Vérifier, relire")))


def checked(lines: str) -> str:
    """The check is read and does not end what is typed: on a machine of an hour it has things to say."""
    return lines.replace("commission check", "(commission check || [ $? = 1 ])")


def title(machine: Machine) -> str:
    """Of the first page, by nginx, once the site answers."""
    page = ask("https", "/")
    told = re.search("<title>(.*?)</title>", page)
    if not told:
        raise Failed(f"no page: {page[:500]} {(machine.root / 'run/commission.log').read_text()[-2000:]}")
    return told[1]


def ask(scheme: str, path: str) -> str:
    port = {"http": 80, "https": 443}[scheme]
    return subprocess.run(["curl", "-sk", "--retry", "30", "--retry-delay", "1", "--retry-all-errors", "--fail",
                           "--resolve", f"{NAME}:{port}:127.0.0.1", f"{scheme}://{NAME}{path}"], capture_output=True,
                          text=True).stdout


if __name__ == "__main__":
    try:
        main(*(sys.argv[1:] or ["bookworm"]))
    except Failed as failed:
        sys.exit(f"What is printed does not do what it says:\n{failed}")
