"""What a PDF says: the words it prints and those it says of itself, its structure."""

import io
import re

from pypdf import PdfReader

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
