"""What a page must hold for everyone who reads it: axe at zero, nothing lost at 320 px, nothing too small to touch."""

import re
from pathlib import Path

import axe_playwright_python

from lengths import LONG
from pages import LANGUAGES

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
         "resultTypes": ["violations"]}
# The bar that stays does not, meanwhile: wherever a script has scrolled, a link half under it would count as too small.
ASKED = """rules => {
    const bar = document.querySelector('.exit');
    if (bar) bar.style.position = 'relative';
    return axe.run(document, rules).finally(() => { if (bar) bar.style.position = ''; });
}"""
TARGETS = """() => [...document.querySelectorAll('a, button, input, select, textarea, summary')].filter(it => {
    const box = it.getBoundingClientRect();
    const block = it.closest('p, li, dd, dt, td, th, div, section');
    const alone = !block || block.textContent.trim() === it.textContent.trim();
    const inText = it.tagName === 'A' && getComputedStyle(it).display === 'inline' && !alone;
    const boxed = it.closest('label') ? it.closest('label').getBoundingClientRect() : box;
    return box.width && getComputedStyle(it).clipPath === 'none' && !inText && !it.closest('.hidden')
        && Math.max(box.height, boxed.height) < 43.5;
}).map(it => it.outerHTML.slice(0, 120))"""

# A box that lays its children side by side lays the words before a link and those after it side by side too.
TORN = """() => [...document.querySelectorAll('p, li, dt, dd, label, summary')].filter(it =>
    getComputedStyle(it).display.endsWith('flex') && [...it.childNodes].some(part =>
        part.nodeType === Node.TEXT_NODE && part.data.trim()) &&
    [...it.children].some(part => part.matches('a, b, bdi, em, q, strong, time'))
).map(it => it.outerHTML.slice(0, 120))"""


# As it is, with letters twice as large, and with a word without end in each line; then it is as it was, for the story.
WIDTHS = """() => {
    const root = document.documentElement, texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = {'as it is': root.scrollWidth};
    root.style.fontSize = '225%';
    found['letters twice as large'] = root.scrollWidth;
    root.style.fontSize = '';
    const said = [];
    while (texts.nextNode()) if (!texts.currentNode.parentElement.closest('script, textarea, option'))
        said.push([texts.currentNode, texts.currentNode.data]);
    for (const [node, words] of said) node.data = words.replace(/[a-zé]{4,}/i, 'W'.repeat(200));
    found['a word without end'] = root.scrollWidth;
    for (const [node, words] of said) node.data = words;
    return found;
}"""

SHAPES, BONES, CLASSES = set(), set(), set()
# What each element is, and in what it stands.
BUILT = """() => {
    const named = it => `${it.localName} ${it.className} ${it.type || ''} ${it.getAttribute('role') || ''}`;
    const every = [...document.querySelectorAll('body *')].map(it => `${named(it.parentElement)} > ${named(it)}`);
    return [...new Set(every)];
}"""
LOADED = "() => 'axe' in window"


def is_new(page) -> bool:
    """Whether no page of these bones and words has been asked about, whatever the digits and tokens in it."""
    shape = re.sub(r"[0-9a-f]{12,}|\d", "", page.content())
    known = shape in SHAPES
    SHAPES.add(shape)
    return not known


def faults(page) -> list[tuple[str, str]]:
    """What is wrong with a page as it stands, in a window of 320 px whose policy lets scripts in."""
    return [*examined(page, news(page)), *misfits(page)]


def news(page) -> set[str]:
    """What a page is built of, where something stands in what it stood in nowhere before; of every page in the
    strain."""
    built = set(page.evaluate(BUILT))
    is_new = LONG or not built <= BONES
    BONES.update(built)
    return built if is_new else set()


def examined(page, built: set[str]) -> list[tuple[str, str]]:
    """What axe finds in a page that is built so; it is not asked where nothing is new."""
    if not built:
        return []
    if not page.evaluate(LOADED):
        page.evaluate(AXE)
    found = page.evaluate(ASKED, rules(built))["violations"]
    return [(fault["id"], fault["nodes"][0]["html"]) for fault in found]


def rules(built: set[str]) -> dict:
    """What axe is asked: of colours, which take it longest, only where something is dressed as nothing was before."""
    dressed = {each.partition(" > ")[2] for each in built}
    new = LONG or not dressed <= CLASSES
    CLASSES.update(dressed)
    return RULES if new else RULES | {"rules": {"color-contrast": {"enabled": False}}}


def misfits(page) -> list[tuple[str, str]]:
    """What does not fit a narrow window or a finger."""
    return [*(("too small to touch", target) for target in page.evaluate(TARGETS)),
            *(("a sentence in pieces", words) for words in page.evaluate(TORN)),
            *(("wider than the screen", how) for how, width in page.evaluate(WIDTHS).items() if width > 320)]


def visit(page, served, who: str | None, addresses):
    """Put every page that answers this person into her window, and two of those that refuse; she has another visit
    open. What everyone reads is read by a visitor; by the others too in the strain. A file is no page."""
    refused = 0
    page.goto(served.address)
    for _ in range(2 if who else 0):
        page.context.clear_cookies()
        served.sign_in(page, who)
    for address in addresses:
        private = address.startswith("/atelier")
        if private and not who or who and not private and not LONG or re.search(r"\.\w+$", address):
            continue
        answer = page.request.get(served.address + address)
        refused += answer.status == 409
        if "html" in answer.headers["content-type"] and answer.url.startswith(
                served.address + address.split("?")[0]) and (
                answer.status == 200 or answer.status == 409 and refused <= 2):
            page.set_content(answer.text())
            yield address


def translated(page, served, address: str):
    """Put the same page in each other language into this window: its bones are the same, its words are others."""
    for code in LANGUAGES:
        if code != "fr":
            page.set_content(page.request.get(f"{served.address}/{code}{address}").text())
            yield f"/{code}{address}"


def walk(page, served, who: str | None, addresses) -> None:
    """Fail unless every page this person opens is faultless and asks nothing of another site."""
    seen, foreign, found = 0, [], []
    page.on("request", lambda asked: foreign.append(asked.url) if not asked.url.startswith(served.address) else None)
    for address in visit(page, served, who, addresses):
        seen += 1
        built = news(page)
        found += [(address, *fault) for fault in (*examined(page, built), *misfits(page))]
        for other in translated(page, served, address) if built else ():
            found += [(other, *fault) for fault in (faults if LONG else misfits)(page)]
    assert not found, "\n".join(map(str, found))
    assert seen >= (6 if who is None else 15)
    assert foreign == []
