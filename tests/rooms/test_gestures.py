"""Less typing: what somebody does is counted, gesture by gesture, through the pages."""

import json
from dataclasses import replace
from pathlib import Path

from commission.models import Kind, Opinion, Status
from commission.server.demonstration import passages
from hands import Hands, button

STORY = json.loads(Path("commission/server/demonstration/avis.json").read_text())["avis"][:2]


def pasted(told: dict) -> str:
    """An avis of 2024 as its paper has it."""
    blocks, n = [], 0
    for each in passages(told):
        n += each.kind == Kind.RECOMMENDATION
        parts = {"": each.text, "Pourquoi : ": each.why, "Nous saurons que c’est fait quand… ": each.sign}
        label = f"R{n} – {each.title}\n" if each.kind == Kind.RECOMMENDATION else ""
        blocks.append(label + "\n".join(f"{name}{words}" for name, words in parts.items() if words))
    return "\n\n".join(blocks)


def copy_in(keeper: Hands, told: dict, day: str) -> None:
    begin, record = button("enter_earlier"), button("record_earlier")
    (keeper.follow(begin).fill(title=told["title"]["fr"]).press(begin)
     .fill(whole=pasted(told)).press("Voir les passages").press("Garder ces")
     .follow(record).fill(adopted_on=day, source_document="papier signé").press(record)
     .follow(button("summarise")).fill(summary="\n".join(told["easy_read"])).press(button("summarise"))
     .follow(button("agree")).fill(earlier_on=day).press(button("agree")).follow("À faire"))


def put_to_nine(keeper: Hands) -> int:
    """Three recommendations to three bodies, and the day the letters left."""
    before = keeper.gestures
    keeper.follow(button("address"))
    keeper.fill(asked=keeper.boxes("asked")[:3], whom=keeper.boxes("whom")[:3]).press(button("address"))
    assert keeper.html.count("Pas encore transmise") >= 9
    keeper.follow(button("send")).fill(sent_on="2026-03-02").press(button("send"))
    return keeper.gestures - before


def test_the_two_avis_of_2024_are_published_in_under_sixty_gestures_and_put_to_nine_in_under_fifteen(site):
    numbers, days = ("DEMO-2025-01", "DEMO-2025-02"), ("2025-11-20", "2025-11-25")
    keeper = Hands(site.person("Cèdre"))
    for told, day in zip(STORY, days, strict=True):
        copy_in(keeper, told, day)
    second = Hands(site.person("Tilleul"))
    for told in STORY:
        (second.follow(f"{button('agree')}, {told['title']['fr']}")
         .press(button("release")).follow(button("sign")).press(button("sign")).follow("À faire"))
    for told in STORY:
        (keeper.follow("À faire").follow(f"{button('sign')} – {told['title']['fr']}").press(button("sign"))
         .follow(button("publish")).press(button("publish")))
    assert keeper.gestures + second.gestures < 60
    with site.database.reading() as session:
        for told, number in zip(STORY, numbers, strict=True):
            (opinion,) = session.query(Opinion).filter_by(number=number)
            assert opinion.status == Status.PUBLISHED
            assert [replace(each, passage="") for each in opinion.wordings] == [
                replace(each, passage="") for each in passages(told)]
    assert put_to_nine(keeper.follow("À faire")) < 15
