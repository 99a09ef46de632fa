"""The same demand made elsewhere: read by two before everyone, in the public files too, and taken off if it is not."""

from commission.models import Status
from pages import Page


def test_the_same_demand_elsewhere_is_linked_by_two_and_taken_off_with_a_note(site):
    keeper, text = site.person("Cèdre"), f"/atelier/texte/{site.opinion(Status.PUBLISHED)}"
    typed = {"whose": "GRETA", "title": "Rapport de 2022, point 9", "url": "https://exemple.invalid/9",
             "dated_on": "2022-02-18"}
    for wrong, told in ({"whose": "Mme Exemple"}, "ni personne"), ({"url": "exemple"}, "https://"):
        assert told in keeper.send(f"{text}/etape/note_echo", **typed | wrong).text
    entered = keeper.send(f"{text}/etape/note_echo", **typed)
    pages = ("/avis/DEMO-2024-01/r1", "/avis/DEMO-2024-01", "/avis/DEMO-2024-01.json")
    reader = site.visitor()
    assert not [page for page in pages if "point 9" in reader.get(page).text]
    site.released(entered)
    assert [page for page in pages if "point 9" not in reader.get(page).text] == []
    assert "La même demande est faite ailleurs" in reader.get(pages[0]).text
    place = next(each["href"] for each in Page(keeper.get(f"{text}/suites").text).all("a")
                 if "/corriger/ailleurs/" in each["href"])
    site.released(keeper.send(place, erratum="Ce n’était pas la même."))
    assert not [page for page in pages if "point 9" in reader.get(page).text]
    assert "Ce n’était pas la même." in reader.get(pages[1]).text
