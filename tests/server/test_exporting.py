"""The public site as files: they lead from one to another, and nowhere else."""

import re
from collections import defaultdict
from posixpath import normpath

import pytest

from commission.server.exporting import export
from commission.web.pages.kept_figures import Figures
from commission.web.pages.kept_pages import KeptPages
from lengths import at_length


@pytest.mark.strain
def test_the_exported_site_opens_from_a_disk_and_says_what_stays_in_it(shared_site, tmp_path):
    shared_site.app.extensions.update(kept_pages=KeptPages(), figures=defaultdict(Figures))
    most = at_length(14, 100_000)
    with shared_site.app.app_context():
        assert export(tmp_path / "site", "2026-03-02", most) >= most
        with pytest.raises(OSError, match="not empty"):
            export(tmp_path / "site", "2026-03-02")
    files = {str(path.relative_to(tmp_path / "site")) for path in tmp_path.rglob("*") if path.is_file()}
    assert {"index.html", "suivi.csv", "donnees.zip", "avis/index.html"} <= files
    pages = {name: (tmp_path / "site" / name).read_text() for name in files if name.endswith(".html")}
    for name, page in pages.items():
        assert not re.search(r'(href|src|action)="/', page) and "/atelier" not in page and "<form" not in page, name
        assert '<a id="exit" href="https://neutral.example/"' in page
        for link in re.findall(r'(?:href|src)="([^"#:]+)(?:#[^"]*)?"', page):
            assert len(files) <= most + 1 or normpath(f"{name}/../{link}") in files, (name, link)
    assert "reste ici" in (tmp_path / "site/LISEZMOI-README.txt").read_text()
