"""Every page, as everyone sees it, to the Nu HTML checker: `make validity VNU=path/to/vnu.jar` (needs Java)."""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from booths import SecretPoll
from pages import LANGUAGES
from sites import fill, make_site

WHO = {"reader": None, "member": "Iris", "keeper": "Cèdre"}


def write_pages(folder: Path) -> int:
    """Write every page that answers 200, for each kind of visitor and each language; how many there are."""
    url = f"sqlite:///{folder / 'commission.db'}"
    site = make_site(url, fill(url), folder)
    count = 0
    for kind, name in WHO.items():
        visitor = site.person(name) if name else site.visitor()
        for address in site.addresses():
            if address in ("/quitter", "/atelier/sortir") or address.startswith("/s/"):
                continue
            answers = {"": visitor.get(address)}
            if answers[""].status_code == 200:
                answers |= {f"/{code}": visitor.get(f"/{code}{address}") for code in LANGUAGES if code != "fr"}
                for language, answer in answers.items():
                    if answer.mimetype != "text/html":
                        continue
                    count += 1
                    place = f"{kind}{language}{address}".replace("/", "_").replace("?", "_")[:150]
                    (folder / f"{place}-{count}.html").write_text(answer.text)
    for name, page in secret_pages(site):
        count += 1
        (folder / f"secret-{name}-{count}.html").write_text(page)
    site.close()
    return count


def secret_pages(site) -> Iterator[tuple[str, str]]:
    """The pages of a secret poll, at each of its stages."""
    poll = SecretPoll(site)
    text = f"/atelier/texte/{poll.uid}"
    yield "guardians", poll.keeper.get("/atelier/gardiennes").text
    poll.opened()
    yield "booth", site.person("Jade").get(f"{text}/isoloir").text
    poll.vote(8, 1)
    poll.close()
    yield "count", site.person("Iris").get(f"{text}/compter").text
    yield "closed", site.person("Jade").get(f"{text}/urne/1").text
    poll.count("Iris")
    poll.count("Cèdre")
    yield "counted", site.person("Jade").get(f"{text}/urne/1").text
    yield "text", site.person("Jade").get(text).text


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        count = write_pages(Path(folder))
        said = subprocess.run(["java", "-jar", sys.argv[1], "--errors-only", "--skip-non-html", folder],
                              capture_output=True, text=True).stderr.replace(f"file:{folder}/", "")
    print(said or f"{count} pages, no error.")
    raise SystemExit(1 if said.strip() else 0)


if __name__ == "__main__":
    main()
