"""The feed: as RFC 4287 asks, of days and no hours, of what is public alone."""

import re
from collections import Counter
from datetime import date
from xml.etree import ElementTree as Xml

from lxml import etree
from sqlalchemy import select

from commission.models import Commission, Event
from commission.rooms.publishing.data import feed
from commission.web.pages.kept_pages import KeptPages

ATOM = "{http://www.w3.org/2005/Atom}"
FEED = feed.Feed("example.org", "Les avis", "La commission", "fr", "https://example.org/avis/feed.atom",
                 "https://example.org/avis", date(2024, 1, 1))

# The grammar of RFC 4287 (appendix B), as far as a feed of ours may use it: what fits it fits the whole.
TEXT = '<element name="{0}"><text/></element>'
DAY = '<element name="{0}"><data type="dateTime"/></element>'
GRAMMAR = etree.RelaxNG(etree.fromstring(f"""
<grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="http://www.w3.org/2005/Atom"
         datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
  <start><element name="feed"><attribute name="xml:lang"><data type="language"/></attribute>
    <interleave>
      <oneOrMore><element name="author">{TEXT.format("name")}</element></oneOrMore>
      <ref name="id"/><oneOrMore><ref name="link"/></oneOrMore>{TEXT.format("title")}{DAY.format("updated")}
    </interleave>
    <zeroOrMore><element name="entry"><interleave>
      <zeroOrMore><element name="category"><attribute name="term"/></element></zeroOrMore>
      <ref name="id"/><oneOrMore><ref name="link"/></oneOrMore>{TEXT.format("title")}
      <optional>{TEXT.format("summary")}</optional>{DAY.format("updated")}
      <optional>{DAY.format("published")}</optional>
    </interleave></element></zeroOrMore>
  </element></start>
  <define name="id"><element name="id">
    <data type="anyURI"><param name="pattern">[a-z]+:\\S+</param></data>
  </element></define>
  <define name="link"><element name="link">
    <attribute name="href"><data type="anyURI"/></attribute><attribute name="rel"/>
    <attribute name="type"><data type="string"><param name="pattern">.+/.+</param></data></attribute>
  </element></define>
</grammar>"""))


def test_the_feed_is_valid_in_each_language_and_without_a_line(shared_site):
    for sent in (*(shared_site.visitor().get(f"{each}/avis/feed.atom").data for each in ("", "/en")),
                 feed.atom(FEED, [])):
        root = etree.fromstring(sent)
        assert GRAMMAR.validate(root), GRAMMAR.error_log
        for each in (root, *root.findall(f"{ATOM}entry")):
            links = Counter((link.get("rel"), link.get("type")) for link in each.findall(f"{ATOM}link"))
            assert links["alternate", "text/html"] == 1 == max(links.values()), "what has no content leads to it"
    bad = etree.fromstring(sent)
    bad.remove(bad.find(f"{ATOM}updated"))
    assert not GRAMMAR.validate(bad)


def test_a_line_keeps_its_day_once_its_hour_is_cut_also_where_midnight_in_greenwich_is_the_day_before(site):
    with site.database.transaction() as session:
        session.get_one(Commission, 1).timezone = "America/Cayenne"
    before = site.visitor().get("/avis/feed.atom").text
    with site.database.transaction() as session:
        for line in session.scalars(select(Event).where(Event.hour_salt.is_not(None))):
            line.cut_hour()
    site.app.extensions["kept_pages"] = KeptPages()
    assert site.visitor().get("/avis/feed.atom").text == before


def test_the_feed_and_each_line_have_what_the_standard_asks(shared_site):
    read = {}
    for language in ("", "/en"):
        root = Xml.fromstring(shared_site.visitor().get(f"{language}/avis/feed.atom").data)
        lines = root.findall(f"{ATOM}entry")
        assert root.tag == f"{ATOM}feed" and len(lines) > 20
        assert root.find(f"{ATOM}author/{ATOM}name").text and root.find(f"{ATOM}link[@rel='self']") is not None
        for each in (root, *lines):
            for name in ("id", "title", "updated"):
                assert each.find(f"{ATOM}{name}").text, name
            assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", each.find(f"{ATOM}updated").text), "a day, no hour"
            assert each.find(f"{ATOM}link[@rel='alternate']").get("href").startswith("https://localhost/")
        read[language] = [each.find(f"{ATOM}id").text for each in lines]
        assert len(set(read[language])) == len(lines)
    assert not set(read[""]) & set(read["/en"])
    kinds = {each.get("term") for each in root.iter(f"{ATOM}category")}
    assert {"avis", "version", "reply", "progress", "assessment"} <= kinds


def test_a_letter_of_may_entered_in_july_is_news_in_july():
    line = feed.Novelty("avis/1", "Réponse", date(2024, 5, 2), date(2024, 7, 9), "https://example.org/avis/1", "reply")
    read = Xml.fromstring(feed.atom(FEED, [line]))
    assert read.find(f"{ATOM}updated").text == read.find(f"{ATOM}entry/{ATOM}updated").text == "2024-07-09T00:00:00Z"
    assert read.find(f"{ATOM}entry/{ATOM}published").text == "2024-05-02T00:00:00Z"


def test_a_feed_without_a_line_is_one_all_the_same_and_no_sign_breaks_it():
    assert Xml.fromstring(feed.atom(FEED, [])).find(f"{ATOM}updated").text == "2024-01-01T00:00:00Z"
    odd = feed.Novelty("x", "a\x01b <&\"'>\ufffe]]>\ud800", date(2024, 5, 2), date(2024, 7, 9), "https://x", "avis")
    assert Xml.fromstring(feed.atom(FEED, [odd])).find(f"{ATOM}entry/{ATOM}title").text == "ab <&\"'>]]>"


def test_what_tells_of_one_recommendation_leads_to_it_and_its_words_keep_their_spaces(shared_site):
    for language, one in (("", r"R\d+, [^,;]+\u00a0: "), ("/en", r"R\d+, [^,;]+: ")):
        root = Xml.fromstring(shared_site.visitor().get(f"{language}/avis/feed.atom").data)
        told = {each.find(f"{ATOM}title").text: each.find(f"{ATOM}link").get("href")
                for each in root.findall(f"{ATOM}entry")}
        alone = [title for title in told if re.search(f"– {one}", title) and "; R" not in title]
        assert alone and all(told[each].endswith(f"{language}/avis/{each[:12]}/{each.split()[2][:-1].lower()}")
                             for each in alone)
        assert any(each.endswith(f"{language}/avis/DEMO-2024-01") for each in told.values())
