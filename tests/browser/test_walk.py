"""Three who come with a telephone: a reader, a member, two facilitators. What each does is counted, gesture by gesture;
each page on the way is as wide as the window, leads on with one filled button at most, and has no small target."""

import pytest
from playwright.sync_api import Page

from hands import button

pytestmark = pytest.mark.strain

# What a page must not have: it is wider than the window, its head is too high, several buttons lead on.
FAULTS = """() => {
    const seen = each => each.getBoundingClientRect().width > 1;
    const filled = [...document.querySelectorAll("main button, main .button")].filter(
        each => seen(each) && !each.matches(".quiet, .grave, summary"));
    const wide = document.documentElement.scrollWidth, head = document.querySelector("main").offsetTop;
    return [wide > 360 && `${wide} wide`, head > 120 && `a head of ${head}`,
            filled.length > 1 && filled.map(each => each.innerText)].filter(Boolean);
}"""


class Thumb:
    """One thumb on a telephone of 360 × 740."""

    def __init__(self, served, page: Page):
        self.served, self.page, self.gestures = served, page, 0
        page.set_viewport_size({"width": 360, "height": 740})

    def look(self) -> None:
        self.page.wait_for_load_state()
        assert self.page.evaluate(FAULTS) == [], self.page.url

    def go(self, place: str) -> "Thumb":
        self.page.goto(self.served.address + place)
        self.look()
        return self

    def enter(self, name: str) -> "Thumb":
        return self.go("/entrer").write("Votre code", self.served.codes[name]).tap("Entrer", "main button").learn()

    def learn(self) -> "Thumb":
        """What is read once, before the first page."""
        while "/sortie" in self.page.url or "/accord" in self.page.url:
            self.gestures += 1
            with self.page.expect_navigation():
                self.page.click("main form button")
        self.look()
        return self

    def write(self, label: str, words: str) -> "Thumb":
        self.page.get_by_label(label).first.fill(words)
        self.gestures += 1
        return self

    def choose(self, label: str) -> "Thumb":
        self.page.get_by_label(label, exact=True).first.check()
        self.gestures += 1
        return self

    def tap(self, words: str, among: str = "a, button") -> "Thumb":
        target = self.page.locator(among).filter(has_text=words, visible=True).first
        target.scroll_into_view_if_needed()
        inline = target.evaluate("each => getComputedStyle(each).display === 'inline'")
        assert inline or target.bounding_box()["height"] >= 44, words
        self.gestures += 1
        with self.page.expect_navigation():
            target.click()
        self.look()
        return self


def test_a_reader_a_member_and_two_facilitators_each_come_to_an_end_in_few_gestures(served, browser):
    def thumb() -> Thumb:
        return Thumb(served, browser.new_context(locale="fr-FR").new_page())

    reader = thumb().go("/").tap("Lire les avis").tap("Être reconnue", "main a").tap("R1", ".glance a")
    assert reader.gestures == 3 and reader.page.url.endswith("#r1")

    member = thumb().enter("Iris").tap("Nos papiers", "main .button").choose("Pour")
    member.tap("Enregistrer", "main button")
    assert member.gestures <= 7 and "done" in member.page.url
    before = member.gestures
    member.tap("Textes", "header a").tap("Travailler", "main a").tap("Dire ce que", "main .button")
    member.write("Votre remarque", "Il faudrait le dire plus tôt.").tap("Envoyer", "main button")
    assert member.gestures - before <= 5 and "plus tôt" in member.page.text_content("main")

    keeper = thumb().enter("Cèdre").tap(button("remind"), "main .button")
    keeper.write("La lettre est partie le", keeper.page.evaluate("new Date().toISOString().slice(0, 10)"))
    keeper.tap(button("remind"), "main button")
    assert keeper.gestures <= 7 and "/attente/" in keeper.page.url
    second = thumb().enter("Tilleul").tap("Relire et publier", "main a").tap(button("release"), "main button")
    assert second.gestures <= 6
