"""What in a text could lead to a person: e-mail addresses, telephone numbers, postal addresses, « Mme X ».

It warns and stops nothing: a street may be a body's, and a name that bears no title is not seen. Two people read.
"""

import re
from typing import NamedTuple

from commission.words.sentence import N_


class Trace(NamedTuple):
    """Words that could lead to a person, and what kind of words they are."""

    kind: str
    words: str


EMAIL, TELEPHONE = N_("An e-mail address"), N_("A telephone number")
POSTAL, TITLE = N_("A postal address"), N_("A person’s title and name")

GAP = r"[\s.\-–/()]{0,3}"  # between two digits of a number
DAYS = re.compile(r"(?<!\d)(?:(?:19|20)\d\d[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./](?:19|20)\d\d"
                  r"|(?:19|20)\d\d(?:[\s–/()-]{1,3}(?:19|20)\d\d)+)(?!\d)")
NAME = r"(?:(?:de|du|des|von|van|al|el|ben)\s+|[dD][’\'])?[A-ZÀ-ÖØ-Þ][\w’\'-]*\.?"
STREET = (r"(?:rue|avenue|av\.|boulevard|bd|bld|place|impasse|all[ée]e|chemin|route|quai|cit[ée]|r[ée]sidence|square"
          r"|cours|passage|lotissement|ruelle|villa|street|road|lane|drive)")
SIGNS = (
    (EMAIL, re.compile(r"[\w.+-]+\s?(?:@|\(at\)|\[at\]|\(a\)|\[a\])\s?[\w-]+(?:\s?\.\s?[\w-]+)*", re.IGNORECASE)),
    (TELEPHONE, re.compile(rf"(?<![\w])(?:\+{GAP})?\(?\d(?:{GAP}\d){{7,14}}(?!\d)")),
    (POSTAL, re.compile(rf"\b\d{{1,4}}\s*(?:bis|ter|quater|[a-d]\b)?\s*,?\s+{STREET}\b[^\n,;.]*"
                        rf"|\b(?:rue|avenue|boulevard|impasse|all[ée]e)\s+(?:de\s+la\s+|de\s+l[’\']|des\s+|du\s+|de\s+)?\w+"
                        rf"|\b(?:bo[îi]te\s+postale|b\.?p\.?)\s*\d+", re.IGNORECASE)),
    (POSTAL, re.compile(r"(?<!\d)(?:97\d|0[1-9]|[1-8]\d|9[0-5])\s?\d{2,3}\s+[A-ZÀ-ÖØ-Þ][\w’\'-]+")),
    (TITLE, re.compile(rf"\b(?:(?:MM?\.|Mr\.?|Mrs\.?|Ms\.?|Miss|Dr\.?|Pr\.?|Me|Ma[îi]tre|Docteur|Madame|Monsieur"
                       rf"|Mademoiselle|Mesdames|Messieurs)\s+{NAME}|(?i:mmes?|mlles?|mme\.)\s+\w[\w’\'-]*\.?)")),
)


def traces(text: str) -> list[Trace]:
    """The words of a text that could lead to a person, in the order of the kinds. Days are no telephone numbers."""
    dayless = DAYS.sub("·", text)
    return [Trace(kind, found.group().strip()) for kind, sign in SIGNS for found in sign.finditer(dayless)]
