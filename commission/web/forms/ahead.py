"""What costs time in what was sent, and needs no row: done before a lock is taken, so that nobody waits for it.

A form needs rows to be checked: who sits, what stands in the text. What it then asks of each text is known by now.
"""

import re

from flask import request

from commission.web import prose
from commission.web.language.messages import lazy_gettext as _l

from .entry import a_single_line, cleaned, is_heaped, once

TEXT = 10_000  # signs of one field: more are refused by their number alone


def look_over() -> None:
    """Read all that was sent, and what may be wrong with each text of it."""
    for _, typed in request.form.items(multi=True):
        for words in {cleaned(typed), a_single_line(typed)}:
            fault(words[:TEXT])


@once
def fault(text: str):
    """What in a text could harm a reader or stop a page: pictures, unsafe links, tangles, signs that cannot be shown;
    None when there is nothing."""
    if any(ord(sign) < 32 and sign not in "\n\r\t" for sign in set(text)) or is_heaped(text):
        return _l("This text has signs that cannot be shown. Type it again, or paste it as plain text.")
    if prose.is_tangled(text):  # asked first: what is tangled takes long to be looked through for anything else
        return _l("Too much nested formatting. Use simple paragraphs and lists.")
    if re.search(r"!\[[^\]]*\]\s*[(\[]|<\s*img\b", text, re.IGNORECASE):
        return _l("Pictures cannot be put in a text: they could show who is reading.")
    if prose.leads_elsewhere(text):
        return _l("Only web links (http, https) and mail links can be put in a text.")
    return None
