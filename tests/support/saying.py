"""How to leave quickly, said aloud: `make recordings` has a computer say what the page says.

It needs espeak-ng and opus-tools, of Debian. A recording bears the fingerprint of the words it says, so that a test
sees when the page says something else.
"""

import hashlib
import html
import re
import subprocess
import tempfile
from pathlib import Path

from sites import fill, make_site

STATIC = Path(__file__).parents[2] / "commission" / "static"
PAGE = "/atelier/sortie"
VOICES = {"fr": "fr+f2", "en": "en-gb+f2"}


def words(page: str) -> list[str]:
    """The sentences of the page, in order, without its buttons and links."""
    main = page[page.index("<main"):page.index("</main>")]
    parts = re.findall(r"<(h1|h2|li|p)\b[^>]*>(.*?)</\1>", main, re.DOTALL)
    return [html.unescape(part).strip() for _, part in parts if "<" not in part]


def fingerprint(page: str) -> str:
    return "WORDS=" + hashlib.sha256("\n".join(words(page)).encode()).hexdigest()[:32]


def record(code: str, page: str, folder: Path) -> None:
    """Say a page in a language, slowly, with a silence after each sentence."""
    spoken = folder / "spoken.wav"
    text = "\n\n".join(words(page)).replace("\u00a0", " ").translate(str.maketrans("", "", "“”«»"))
    subprocess.run(["espeak-ng", "-v", VOICES[code], "-s", "135", "-g", "3", "-w", spoken], input=text, text=True,
                   check=True)
    subprocess.run(["opusenc", "--quiet", "--bitrate", "16", "--downmix-mono", "--discard-comments", "--comment",
                    fingerprint(page), spoken, STATIC / f"exit.{code}.ogg"], check=True)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/commission.db"
        site = make_site(url, fill(url), Path(folder))
        for code in VOICES:
            page = site.person("Iris").get(f"/{code}{PAGE}".removeprefix("/fr")).text
            record(code, page, Path(folder))
        site.close()


if __name__ == "__main__":
    main()
