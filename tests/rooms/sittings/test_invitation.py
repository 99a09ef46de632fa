"""A sitting to come reads as an invitation; on its day, as the minutes it would have."""

from datetime import timedelta


def test_a_sitting_to_come_invites_and_lets_one_ask_for_something_else(site):
    iris, keeper, place = site.person("Iris"), site.person("Cèdre"), f"/atelier/seances/{site.sitting()}"
    page = iris.get(place).text
    for words in ("Vous êtes attendue.", "C’est dans 10", "De quoi on parlera", "Travailler, se former",
                  "Parler d’autre chose", "/etape/ask_agenda", "Bon à savoir"):
        assert words in page.replace("\u00a0", " "), words
    assert "Présentes" not in page and "/ordre-du-jour" not in page, "what a facilitator does is not offered to her"
    assert "/ordre-du-jour" in keeper.get(place).text and "/ask_agenda" not in keeper.get(place).text
    site.pass_time(timedelta(days=9))
    assert "C’est demain." in site.person("Iris").get(place).text
    site.pass_time(timedelta(days=1))
    page = site.person("Cèdre").get(place).text
    assert "Vous êtes attendue." not in page and "Présentes" in page


def test_the_journal_is_told_by_day_and_by_text_and_line_by_line_for_who_checks(shared_site):
    page = shared_site.person("Iris").get("/atelier/journal").text
    told, checked = page.split("Ligne par ligne")
    assert "2 mars 2026" in told and "Travailler, se former</a>" in told and "fois)" in told and "<code" not in told
    assert checked.count("<code") == 50


def test_the_rules_of_the_house_fold_and_hold_every_act_once(shared_site):
    from commission.rules.house import HOUSE, HOUSE_PARTS
    assert sum(map(len, HOUSE_PARTS.values())) == len(HOUSE)
    reader = shared_site.visitor()
    folded, whole = (reader.get(f"/reglement/maison{query}").text for query in ("", "?tout=1"))
    assert folded.count('<details class="fold">') == whole.count('<details class="fold" open>') == len(HOUSE_PARTS)
