"""What people write, as safe HTML: a little Markdown, no raw HTML, no picture, no link but http(s) and mail."""

import re
from functools import lru_cache

import nh3
from markdown import Markdown
from markupsafe import Markup

TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "blockquote", "a"}
# More than six quotes or lists inside one another, forty opening signs in a row, an indent of forty.
NESTING = re.compile(r"^[ \t]*(?:(?:>|[-*+]|\d+\.)[ \t]*){7,}", re.MULTILINE)
BRACKETS = re.compile(r"[\[(!*_`<]{40,}")
INDENT = re.compile(r"^[ \t]{40,}", re.MULTILINE)


def is_tangled(text: str) -> bool:
    """Whether the signs of a text are nested so deep that no person means it, and rendering would take too long."""
    return text.count("[") > 100 or any(pattern.search(text) for pattern in (NESTING, BRACKETS, INDENT))


@lru_cache(maxsize=1024)
def render(text: str) -> Markup:
    """HTML of a text. A tangled one is shown as it was typed."""
    if is_tangled(text):
        return Markup("<p>{}</p>").format(text)
    reader = Markdown(output_format="html", tab_length=4)
    reader.parser.blockprocessors.deregister("hashheader")
    reader.parser.blockprocessors.deregister("setextheader")
    reader.parser.blockprocessors.deregister("code")
    reader.preprocessors.deregister("html_block")  # « <nom> » is a word between signs, not a tag
    for pattern in ("html", "backtick"):
        reader.inlinePatterns.deregister(pattern)
    return Markup(nh3.clean(
        reader.convert(text), tags=TAGS, attributes={"a": {"href"}}, url_schemes={"http", "https", "mailto"},
        attribute_filter=whole_address, link_rel="nofollow noreferrer",
    ))


def whole_address(tag: str, attribute: str, value: str) -> str | None:
    """A link leads to another site by its whole address: one of ours could sign the reader out."""
    return value if attribute != "href" or value.startswith(("http://", "https://", "mailto:")) else None
