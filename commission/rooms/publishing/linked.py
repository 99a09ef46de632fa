"""An avis as search engines read it (schema.org). What became of it is left out: they would show what is no more."""

from commission.models import Commission, Opinion
from commission.words.tongues import FIRST


def as_report(opinion: Opinion, house: Commission, address: str) -> dict:
    """The avis at its address. Its author is the commission, never a person."""
    author = {"@type": "Organization", "name": house.name}
    if house.association:
        author["parentOrganization"] = {"@type": "Organization", "name": house.association}
    return {
        "@context": "https://schema.org", "@type": "Report", "@id": address, "reportNumber": opinion.number,
        "name": f"Avis n° {opinion.number} – {opinion.title}", "inLanguage": FIRST,
        "datePublished": opinion.published_on.isoformat(), "dateModified": opinion.current.issued_on.isoformat(),
        "version": str(opinion.current.version), "author": author,
        "encoding": [{"@type": "MediaObject", "encodingFormat": kind, "contentUrl": f"{address}.{end}"}
                     for end, kind in (("pdf", "application/pdf"), ("json", "application/json"))],
        "hasPart": [{"@type": "CreativeWork", "@id": f"{address}/r{each.n}", "position": each.n,
                     "name": f"R{each.n} – {each.title}"} for each in opinion.recommendations if not each.is_dropped],
    }
