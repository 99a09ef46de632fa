"""All public data in one file, with the checksum of each."""

import hashlib
import io
import zipfile
from collections.abc import Iterable

SUMS = "SHA256SUMS"


def packed(files: Iterable[tuple[str, bytes]]) -> bytes:
    """These files in one, and their checksums (`sha256sum -c SHA256SUMS`). The same files give the same bytes: none
    bears an hour."""
    out, sums = io.BytesIO(), []
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files:
            put(made, name, content)
            sums.append(f"{hashlib.sha256(content).hexdigest()}  {name}\n")
        put(made, SUMS, "".join(sums).encode())
    return out.getvalue()


def put(made: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name)  # of 1 January 1980, and nobody's
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    made.writestr(entry, content)
