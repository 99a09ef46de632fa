"""What files say: a PDF in print, of itself and by its structure; and whether they are as they were sent before."""

import io
import os
import re
import zipfile
from pathlib import Path

from pypdf import PdfReader

FOLDER = Path(__file__).parents[1] / "golden"
SPACES = re.compile(r"[\s\u00ad]+")


def opened(data: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(data))


def printed(found: PdfReader) -> str:
    """What is printed, as one line, without the hyphens of line ends."""
    return SPACES.sub(" ", "\n".join(page.extract_text() for page in found.pages))


def read(data: bytes) -> str:
    """All it says, to print and of itself."""
    found = opened(data)
    return f"{printed(found)} {dict(found.metadata)} {found.trailer['/Root']['/Metadata'].get_data().decode()}"


def told(data: bytes) -> str:
    """All that a file or a page says, whatever it is."""
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as found:
            return " ".join(f"{name} {found.read(name).decode()}" for name in found.namelist())
    return read(data) if data.startswith(b"%PDF") else data.decode()


def tags(found: PdfReader) -> list[tuple[str, dict]]:
    """The structure elements, in the order they are read."""
    def walk(node):
        node = node.get_object()
        if isinstance(node, list):
            for each in node:
                yield from walk(each)
        elif isinstance(node, dict):
            if "/S" in node and node.get("/Type") != "/MCR":
                yield node["/S"], node
            yield from walk(node.get("/K", []))
    return list(walk(found.trailer["/Root"]["/StructTreeRoot"]["/K"]))


def is_golden(name: str, found: bytes) -> bool:
    """Whether this is the file that is kept. `GOLDEN=1` keeps this one from now on."""
    kept = FOLDER / name
    if os.environ.get("GOLDEN"):
        kept.write_bytes(found)
    return kept.read_bytes() == found
