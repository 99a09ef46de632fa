"""The addresses of the public pages, for search engines."""

from collections.abc import Iterable
from xml.etree import ElementTree as Xml

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
MOST = 50_000  # what the protocol allows one file


def sitemap(addresses: Iterable[str]) -> bytes:
    """The list as it is sent."""
    root = Xml.Element("urlset", xmlns=SITEMAP)
    for address in list(addresses)[:MOST]:
        Xml.SubElement(Xml.SubElement(root, "url"), "loc").text = address
    return Xml.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"
