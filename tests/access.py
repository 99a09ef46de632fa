"""What a page must hold for everyone who reads it: axe at zero, nothing lost at 320 px, nothing too small to touch."""

from pathlib import Path

import axe_playwright_python

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
TARGETS = """() => [...document.querySelectorAll('a, button, input, select, textarea, summary')].filter(it => {
    const box = it.getBoundingClientRect();
    const inText = it.tagName === 'A' && getComputedStyle(it).display === 'inline';
    const boxed = it.closest('label') ? it.closest('label').getBoundingClientRect() : box;
    return box.width && getComputedStyle(it).clipPath === 'none' && !inText && !it.closest('.hidden')
        && Math.max(box.height, boxed.height) < 43.5;
}).map(it => it.outerHTML.slice(0, 120))"""


def faults(page) -> list[tuple[str, str]]:
    """What is wrong with a page as it stands, in a window of 320 px whose policy lets scripts in."""
    page.evaluate(AXE)
    found = page.evaluate("rules => axe.run(document, rules)", RULES)["violations"]
    wide = page.evaluate("document.documentElement.scrollWidth") > 320
    return [*((fault["id"], fault["nodes"][0]["html"]) for fault in found),
            *[("wider than the screen", page.url)] * wide,
            *(("too small to touch", target) for target in page.evaluate(TARGETS))]
