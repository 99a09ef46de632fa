"""Every page: axe at zero, 320 px without loss, by keyboard, without script, without another site."""

import pytest

import access


@pytest.mark.strain
@pytest.mark.parametrize("who", [None, "Iris", "Cèdre"])
def test_req_06_23_axe_finds_nothing_and_nothing_is_lost_at_320_pixels(served, quiet_page, addresses, who):
    access.walk(quiet_page, served, who, addresses)


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_colours_hold_by_day_and_by_night(served, browser, scheme):
    context = browser.new_context(viewport={"width": 1280, "height": 800}, bypass_csp=True, color_scheme=scheme)
    page = context.new_page()
    for address in ("/", "/avis/DEMO-2024-01", "/reglement", "/entrer"):
        page.goto(served.address + address)
        page.evaluate(access.AXE)
        found = page.evaluate("axe.run(document, {runOnly: ['color-contrast']})")["violations"]
        assert [(fault["id"], fault["nodes"][0]["html"]) for fault in found] == [], address
    context.close()


def test_at_four_hundred_percent_the_page_still_reads(served, browser):
    context = browser.new_context(viewport={"width": 320, "height": 256})
    page = context.new_page()
    for address in ("/avis/DEMO-2024-01", "/entrer"):
        page.goto(served.address + address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        assert page.evaluate("document.querySelector('.exit').getBoundingClientRect().height") <= 256 / 4
    context.close()


def test_the_exit_comes_first_and_no_bar_hides_what_has_the_focus(served, page, addresses):
    served.sign_in(page, "Iris")
    written = next(each for each in addresses if each.endswith("/ecrire")
                   and page.request.get(served.address + each).status == 200)
    for address in ("/atelier/nouveau", written):
        page.goto(served.address + address)
        assert "title" in reached_by_keyboard(page), address


def reached_by_keyboard(page) -> list[str]:
    """What takes the focus, in order: each time in full view between the bar to leave and the one to save."""
    reached = []
    for _ in range(40):
        page.keyboard.press("Tab")
        state = page.evaluate("""() => {
            const it = document.activeElement, box = it.getBoundingClientRect();
            const bar = document.querySelector('.exit').getBoundingClientRect();
            const style = getComputedStyle(it), low = document.querySelector('.sticky');
            return {id: it.id, tag: it.tagName, inside: it.closest('.exit, .sticky') !== null, top: box.top,
                    bottom: box.bottom, bar: bar.bottom, outline: style.outlineStyle,
                    low: low ? low.getBoundingClientRect() : {top: innerHeight, bottom: 1e6}};
        }""")
        if state["tag"] == "BODY":
            break
        if reached and state["id"] and state["id"] == reached[-1]["id"]:
            continue  # the parts of a date have their own mark
        reached.append(state)
        assert state["outline"] != "none", state
        assert state["inside"] or state["bottom"] > state["bar"] + 1, state
        assert state["inside"] or state["top"] < state["low"]["top"] - 1 or state["bottom"] > state["low"]["bottom"] + 1
    assert reached[0]["id"] == "exit"
    return [state["id"] for state in reached]


def test_req_24_a_member_writes_comments_and_votes_by_keyboard_alone_and_without_script(served, browser):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 640}, locale="fr-FR")
    context.set_default_timeout(10_000)
    page = context.new_page()
    served.come_in(page, "Jade")
    page.keyboard.press("Tab")
    page.get_by_role("link", name="Voter").focus()
    page.keyboard.press("Enter")
    page.get_by_role("radio", name="Contre").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Enregistrer mon vote").focus()
    page.keyboard.press("Enter")
    assert "Contre" in page.get_by_role("status").text_content()
    page.goto(f"{served.address}/atelier/")
    page.get_by_role("link", name="Se soigner sans peur").first.focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Remarques").first.focus()
    page.keyboard.press("Enter")
    page.get_by_label("Votre remarque").focus()
    page.keyboard.type("Au clavier.")
    page.get_by_role("button", name="Envoyer").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**done=1**")
    assert "Au clavier." in page.text_content("main")
    context.close()


def test_printing_an_avis_leaves_the_text_and_drops_the_rest(served, page):
    page.goto(f"{served.address}/avis/DEMO-2024-01")
    page.emulate_media(media="print")
    for hidden in (".exit", ".places", "footer a"):
        assert not page.locator(hidden).first.is_visible(), hidden
    for shown in ("h1", ".banner", "#r7", ".voice"):
        assert page.locator(shown).first.is_visible(), shown
