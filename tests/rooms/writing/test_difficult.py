"""What may be hard to read: folded for members, said in one line to everyone, never folded once it is adopted."""

import pytest

from commission.models import Status
from commission.rooms.publishing import versions
from commission.rooms.writing import acts as writing
from stages import NOW, Story

SAID = "Ce texte parle de\u00a0: violences, police et justice."


def marked(site, uid: str, *topics: str, by: str = "Iris") -> None:
    answer = site.person(by).send(f"/atelier/texte/{uid}/etape/warn", topics=list(topics))
    assert answer.status_code == 303, answer.text


def test_req_30_a_difficult_text_is_folded_for_members_until_they_open_it(site):
    uid = site.opinion(Status.DELIBERATION)
    marked(site, uid, "justice", "violence")
    jade, passage = site.person("Jade"), site.passages(uid)[0]
    for place in ("", f"/passage/{passage}", "/amendements", "/comparer?de=1&a=2"):
        page = jade.get(f"/atelier/texte/{uid}{place}").text
        assert '<details class="fold"><summary>' + SAID in page, place
        folded = page[page.index(SAID):]
        assert 'class="draft"' not in page[:page.index(SAID)] and "</details>" in folded
    assert jade.send("/atelier/reglages", reads_difficult="y").status_code == 303
    assert f'<details class="fold" open><summary>{SAID}' in jade.get(f"/atelier/texte/{uid}").text
    marked(site, uid, by="Cèdre")
    assert "Ce texte parle" not in jade.get(f"/atelier/texte/{uid}").text


def test_what_was_adopted_is_never_folded_for_the_public_and_a_line_says_what_it_speaks_of(site):
    uid, reader = site.opinion(Status.PUBLISHED), site.visitor()
    before = reader.get("/avis/DEMO-2024-01").text
    marked(site, uid, "violence", "justice")
    for place in ("", "/r1", "/v1"):
        page = reader.get(f"/avis/DEMO-2024-01{place}").text
        assert SAID in page and f"<summary>{SAID}" not in page, place
    assert before.count("<details") == reader.get("/avis/DEMO-2024-01").text.count("<details")


def test_a_topic_that_is_none_is_refused(shared_site):
    answer = shared_site.person("Iris").send(
        f"/atelier/texte/{shared_site.opinion(Status.DRAFTING)}/etape/warn", topics="weather")
    assert answer.status_code == 400 and "dans la liste" in answer.text


@pytest.mark.parametrize("topics", [["violence"], []])
def test_a_text_that_is_to_replace_another_speaks_of_the_same(topics):
    story = Story().published()
    writing.warn(story.keeper, story.opinion, topics, NOW)
    assert versions.revise(story.keeper, story.opinion, "Mieux", NOW).topics == topics
