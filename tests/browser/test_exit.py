"""Leaving quickly, in a real browser with its back/forward cache on."""

import socket
import sqlite3
import time
from contextlib import closing

import pytest

from firefox import Firefox, find_firefox

SECRET = "Bonjour Iris"


def back(page) -> None:
    """Press Back: by the page's own history, since the browser's `go_back` waits for a load that may not come; by the
    next page's, where this one is just going."""
    page.wait_for_function("() => setTimeout(() => history.back())")
    page.wait_for_timeout(400)


def tap(page):
    page.click("#exit")


def press_shift(page):
    for _ in range(3):
        page.keyboard.press("Shift")


def focus_and_enter(page):
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")


def gone(page, neutral):
    page.wait_for_url(f"{neutral[0]}**")


@pytest.mark.skipif(not find_firefox(), reason="There is no Firefox here: `apt install firefox-esr`.")
@pytest.mark.strain
def test_req_01_after_leaving_firefox_shows_nothing_private_either(served, neutral, tmp_path):
    """With as many pages kept in memory as it ever keeps, for public pages too; by a tap, then by the keyboard."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        port = found.getsockname()[1]
    browser = Firefox(tmp_path, port, **{"browser.sessionhistory.max_total_viewers": 8})
    try:
        for leave in ("document.getElementById('exit').click()", SHIFTS):
            come_in(browser, served)
            seen = [read_there(browser, served.address + place) for place in PLACES]
            assert SECRET in seen[-1] and "Cèdre" in "".join(seen)
            browser.tell(leave)
            until(lambda: told(browser, "return location.href").startswith(neutral[0]))
            gone_back_to = set()
            for _ in range(len(PLACES) + 2):
                browser.tell("setTimeout(() => history.back())")
                time.sleep(0.6)
                text = text_of(browser)
                assert not [each for each in (SECRET, "Cèdre", "Journal") if each in text], text
                gone_back_to.add(told(browser, "return location.pathname"))
            assert "/entrer" in gone_back_to, "she was led to the door"
    finally:
        browser.close()


PLACES = ("/atelier/journal", "/atelier/personnes", "/atelier/")
SHIFTS = """for (const n of [1, 2, 3]) for (const kind of ["keydown", "keyup"])
    document.dispatchEvent(new KeyboardEvent(kind, {key: "Shift", bubbles: true}));"""


def come_in(browser: Firefox, served) -> None:
    browser.go(f"{served.address}/entrer")
    browser.tell("document.getElementById('code').value = arguments[0]; document.querySelector('main button').click()",
                 served.codes["Iris"])
    until(lambda: "/atelier" in told(browser, "return location.href"))
    if told(browser, "return location.pathname").endswith("/sortie"):
        browser.tell("document.querySelector('main form button').click()")
        until(lambda: told(browser, "return location.pathname") not in ("", "/atelier/sortie"))


def read_there(browser: Firefox, address: str) -> str:
    browser.go(address)
    return text_of(browser)


def text_of(browser: Firefox) -> str:
    return told(browser, "return document.body ? document.body.innerText : ''")


def told(browser: Firefox, script: str) -> str:
    """What a script gives back; nothing while a page goes and another one comes."""
    return browser.tell(script) or ""


def until(holds) -> None:
    for _ in range(50):
        if holds():
            return
        time.sleep(0.1)
    raise TimeoutError


@pytest.mark.parametrize("leave", [tap, press_shift, focus_and_enter])
def test_req_01_after_leaving_the_back_button_shows_nothing_private(served, neutral, page, leave):
    served.sign_in(page, "Iris")
    for place in ("/atelier/", "/atelier/journal", "/atelier/personnes", "/atelier/"):
        page.goto(served.address + place)
    assert SECRET in page.text_content("main")
    leave(page)
    gone(page, neutral)
    for _ in range(5):
        back(page)
        text = page.inner_text("html")
        assert SECRET not in text and "Cèdre" not in text and "Journal" not in text, page.url


def test_without_script_too(served, neutral, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    served.sign_in(page, "Iris")
    page.goto(f"{served.address}/atelier/journal")
    page.goto(f"{served.address}/atelier/")
    tap(page)
    gone(page, neutral)
    for _ in range(3):
        try:
            page.go_back(timeout=1500, wait_until="commit")
        except Exception:  # a page kept in memory sends no load event
            page.wait_for_timeout(300)
        assert "Bonjour" not in page.content() and "Tilleul" not in page.content(), page.url
    context.close()


def test_leaving_replaces_the_page_in_the_history(served, neutral, page):
    served.sign_in(page, "Iris")
    length = page.evaluate("history.length")
    tap(page)
    gone(page, neutral)
    assert page.evaluate("history.length") == length


def test_a_page_kept_in_memory_is_hidden_and_asked_for_again(served, page):
    served.sign_in(page, "Iris")
    with page.expect_navigation():
        shown = page.evaluate("""() => {
            dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}));
            return getComputedStyle(document.body).display;
        }""")
        assert shown == "none"


def test_a_slow_sender_holds_nobody_up(served, page):
    host, port = served.address.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port))) as slow:
        slow.sendall(b"POST /entrer HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                     b"Content-Length: 1000\r\n\r\ncode=1")
        begun = time.monotonic()
        served.sign_in(page, "Jade")
        page.goto(f"{served.address}/quitter")
        assert time.monotonic() - begun < 5


def test_when_the_session_never_existed_or_is_over_the_page_is_not_shown_again(served, neutral, page):
    page.goto(f"{served.address}/avis/DEMO-2024-01")
    page.evaluate("document.querySelector('main').textContent = 'as it was'")
    tap(page)
    gone(page, neutral)
    back(page)
    page.wait_for_load_state()
    assert "as it was" not in page.text_content("body")


def test_req_03_the_page_is_hidden_before_the_network_answers(served, page):
    served.sign_in(page, "Iris")
    shown, title = page.evaluate("""() => {
        document.getElementById('exit').click();  // and in the same task, when nothing can have been answered yet:
        return [getComputedStyle(document.body).display, document.title];
    }""")
    assert (shown, title) == ("none", "Météo")


def test_req_01_03_without_network_nothing_of_her_stays_and_the_session_ends_when_it_is_back(served, neutral, browser):
    page = browser.new_context().new_page()
    served.sign_in(page, "Iris")
    for place in ("/atelier/journal", "/atelier/"):
        page.goto(served.address + place)
    cookie = next(each["value"] for each in page.context.cookies() if each["name"] == "s")
    page.context.set_offline(True)
    tap(page)
    until(lambda: page.evaluate("!document.body"))
    assert page.evaluate("[location.pathname, document.documentElement.textContent]") == ["/", ""]
    page.context.set_offline(False)
    other = page.context.new_page()
    other.goto(f"{served.address}/atelier/")
    assert other.url.endswith("/entrer")
    thief = page.context.browser.new_context(extra_http_headers={"Cookie": f"s={cookie}"})
    assert thief.request.get(f"{served.address}/atelier/").url.endswith("/entrer")
    thief.close()
    gone(page, neutral)
    page.context.close()


def test_req_04_the_neutral_site_is_not_told_where_she_comes_from(served, neutral, page):
    served.sign_in(page, "Iris")
    tap(page)
    gone(page, neutral)
    assert {line.split(" ", 1)[1] for line in neutral[1].read_text().splitlines()} == {"None"}


def test_capitals_are_not_taken_for_the_three_presses(served, page):
    page.goto(f"{served.address}/entrer")
    page.focus("#code")
    for _ in range(4):
        page.keyboard.press("Shift+A")
    page.keyboard.press("Shift")
    page.keyboard.press("a")
    for _ in range(2):
        page.keyboard.press("Shift")
    page.wait_for_timeout(200)
    assert page.url.endswith("/entrer")
    assert page.evaluate("getComputedStyle(document.body).display") != "none"


def test_the_rehearsal_shows_the_gesture_and_keeps_the_session(served, page):
    served.sign_in(page, "Iris")
    page.goto(f"{served.address}/atelier/sortie")
    page.click("[data-leave]")
    page.wait_for_url("**/essai")
    page.click("main a.button")
    page.wait_for_url("**/atelier/sortie")


def test_req_08_nothing_stays_in_the_browser_but_its_cookie(served, page):
    served.sign_in(page, "Iris")
    for place in ("/atelier/", "/atelier/nouveau", "/avis", "/en/atelier/reglages"):
        page.goto(served.address + place)
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert page.evaluate("indexedDB.databases().then(found => found.length)") == 0
    assert page.evaluate("caches.keys().then(found => found.length)") == 0
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then(found => found.length)") == 0
    assert page.evaluate("document.cookie") == ""


def test_req_29_what_was_typed_and_not_sent_waits_for_her_and_nothing_stays_in_the_browser(served, neutral, page):
    """Nor of a text that is larger than what a browser agrees to send while it leaves (64 kB)."""
    with closing(sqlite3.connect(served.var / "commission.db")) as house:
        uid, = house.execute("SELECT uid FROM opinion WHERE status = 'drafting'").fetchone()
    served.sign_in(page, "Iris")
    page.goto(f"{served.address}/atelier/texte/{uid}/coller")
    page.fill("#whole", f"{'Une longue phrase. ' * 4000}Des mots pas encore envoyés")
    tap(page)
    gone(page, neutral)
    for _ in range(3):
        back(page)
        assert "pas encore envoyés" not in page.inner_html("html")
    served.sign_in(page, "Iris")
    page.goto(f"{served.address}/atelier/")
    page.click("text=Retrouver")
    assert "Des mots pas encore envoyés" in page.content()
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    page.click("text=Effacer")


def test_req_29_what_is_being_typed_is_kept_and_what_is_sent_without_network_waits(served, neutral, page):
    served.sign_in(page, "Iris")
    page.goto(f"{served.address}/atelier/nouveau")
    page.fill("#title", "Un titre")
    page.context.set_offline(True)
    page.click("main form button")
    page.wait_for_selector("#no-network:not([hidden])")
    assert page.input_value("#title") == "Un titre"
    page.context.set_offline(False)
    page.wait_for_url("**/atelier/texte/**")
    page.goto(f"{served.address}/atelier/nouveau")
    page.fill("#title", "Un autre titre")
    with page.expect_response(lambda answer: answer.request.method == "POST" and answer.url.endswith("/quitter"),
                              timeout=40_000):
        page.wait_for_timeout(100)
    page.fill("#title", "Un troisième titre")
    page.route("**/quitter", lambda kept: (time.sleep(0.3), kept.continue_()))
    page.click("header >> text=À faire")
    page.wait_for_url("**/atelier/")
    assert "Un troisième titre" in page.text_content("main"), "the next page is drawn once it is kept"
    page.click("text=Retrouver")
    page.click("text=Effacer")


def test_a_page_where_nothing_was_typed_leaves_nothing_behind(served, neutral, page):
    served.sign_in(page, "Iris")
    page.goto(f"{served.address}/atelier/nouveau")
    tap(page)
    gone(page, neutral)
    served.sign_in(page, "Iris")
    page.goto(f"{served.address}/atelier/")
    assert "/repris/" not in page.content()
