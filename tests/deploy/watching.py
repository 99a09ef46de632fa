"""What the server tells its keeper and sends away: the two programs that the documents give, and the health."""

import re
from pathlib import Path

from machine import Failed, Machine

HEALTH = "etc/systemd/system/commission-health.service"
# In the place of a machine's mail: what is told is kept.
MAIL = '#!/bin/sh\necho "to $*" >> /run/mail\ncat >> /run/mail\n'


def written(machine: Machine, place: str, program: str) -> None:
    """A program of the documents, where they say."""
    file = machine.root / place.lstrip("/")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(program + "\n")
    file.chmod(0o755)


def told(machine: Machine, program: str) -> None:
    """A fault is told once in half a day, and nothing says of which site."""
    written(machine, "/usr/sbin/sendmail", MAIL)
    written(machine, "/usr/local/sbin/commission-tell", program)
    for unit in ("commission-health", "commission-health", "commission-copy"):
        machine.type(f"/usr/local/sbin/commission-tell {unit}")
    mails = (machine.root / "run/mail").read_text()
    if re.findall("^commission-.*", mails, re.M) != ["commission-health", "commission-copy"]:
        raise Failed(f"not told once each: {mails}")


def sent_away(machine: Machine, program: str) -> None:
    """The copies and the ring, each to its place, and no copy that is half made."""
    copies, ring = Path("srv/away/copies"), Path("srv/away/ring")
    for each in (copies, ring):
        (machine.root / each).mkdir(parents=True)
    (machine.root / "var/lib/commission/copies/.half").write_text("half a copy")
    machine.type("apt-get install -y -q rsync")
    for far, near in (("copies@une-machine:copies/", f"/{copies}/"), ("anneau@une-autre-machine:", f"/{ring}/"),
                      ("sleep 30", "sleep 0")):
        if far not in program:
            raise Failed(f"not in the program that sends copies away: {far}")
        program = program.replace(far, near)
    written(machine, "/usr/local/sbin/commission-away", program)
    machine.type("/usr/local/sbin/commission-away")
    arrived = [file.name for folder in (copies, ring) for file in (machine.root / folder).iterdir()]
    if not re.fullmatch(r"commission-\S+\.age ring\.age", " ".join(arrived)):
        raise Failed(f"sent away: {arrived}")


def health(machine: Machine) -> None:
    """What the unit runs every five minutes fails as soon as the site does not answer."""
    asks = re.search("^ExecStart=(.*)", (machine.root / HEALTH).read_text(), re.M)[1]
    machine.type(f"PORT=8000\nfor n in $(seq 50); do {asks} && break; sleep 0.2; done\n{asks}")
    machine.type(f"PORT=8000\nsystemctl stop commission\n! {asks}\nsystemctl start commission")
