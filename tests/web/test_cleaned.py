"""A PDF that somebody sent: what is drawn of it stays, all else goes, and what cannot be read is refused in time."""

import re
import time
import zlib

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from commission.web.pages import cleaned as cleaning
from commission.web.pages import cleaner
from commission.web.pages.cleaned import HIDES, NEEDS_WORD, NO_PDF, TANGLED, TOO_BIG, Unfit, cleaned
from documents import HIDDEN, laid_open, opened, printed, saved, tags, wicked
from lengths import at_length


def refused(data: bytes) -> str:
    with pytest.raises(Unfit) as no:
        cleaned(data)
    return str(no.value)


def test_req_21_what_is_drawn_of_a_letter_stays_and_what_is_hidden_in_it_goes():
    sent = saved(wicked())
    assert laid_open(sent).count(HIDDEN.encode()) >= 10
    made = cleaned(sent)
    inside = laid_open(made.file)
    for gone in (HIDDEN, "JavaScript", "Launch", "/URI", "/Annot", "/AcroForm", "/Metadata", "/Info", "CreationDate",
                 "/AA", "EmbeddedFile", "/Names", "/PieceInfo", "202603"):
        assert gone.encode() not in inside, gone
    assert HIDDEN.encode("utf-16-be") not in inside and HIDDEN.encode() not in made.file
    told = opened(made.file)
    assert printed(told).split() == ["Nous", "ouvrirons", "deux", "guichets.", "Rempli"] and made.pages == 1
    assert [each.image.size for each in told.pages[0].images] == [(8, 8)]
    assert cleaned(sent) == made, "the same letter is the same file, whatever the hour"


def test_what_a_structure_names_stays_for_those_who_hear_it(shared_site):
    sent = shared_site.visitor().get("/avis/DEMO-2024-01.pdf").data
    made = opened(cleaned(sent).file)
    assert [tag for tag, _ in tags(made)] == [tag for tag, _ in tags(opened(sent))]
    assert made.trailer["/Root"]["/Lang"] == "fr" and "/Metadata" not in made.trailer["/Root"]


def test_a_picture_keeps_nothing_hidden_however_it_is_folded_nor_after_its_end():
    pdf = wicked()
    drawn = pdf.pages[0].obj.Resources.XObject.Red
    camera = drawn.read_raw_bytes()
    for folded, names in ((zlib.compress(camera), [Name.FlateDecode, Name.DCTDecode]),
                          (camera.hex().encode() + b">", [Name.ASCIIHexDecode, Name.DCTDecode]),
                          (camera + HIDDEN.encode(), [Name.DCTDecode])):
        drawn.write(folded, filter=Array(names))
        made = cleaned(saved(pdf)).file
        assert HIDDEN.encode() not in laid_open(made)
        assert [each.image.size for each in opened(made).pages[0].images] == [(8, 8)]


def test_actions_are_taken_out_wherever_they_are_reached_from():
    pdf = wicked()
    deep = pdf.make_indirect(Dictionary(S=Name.SubmitForm, F="https://exemple.invalid"))
    pdf.pages[0].obj.Resources.Properties = Dictionary(MC0=Dictionary(Type=Name.OCG, Odd=Array([Array([deep])])))
    pdf.pages[0].obj.Resources.XObject = Dictionary(X=pdf.make_stream(b"x", Type=Name.XObject, Subtype=Name.PS),
                                                    Y=pdf.make_stream(b"y", F=Dictionary(Type=Name.Filespec, F="z")))
    inside = laid_open(cleaned(saved(pdf)).file)
    assert not re.search(rb"SubmitForm|exemple\.invalid|Filespec|/PS\b", inside)


def test_what_cannot_be_read_by_everyone_is_refused_with_its_reason():
    whole = saved(wicked())
    assert refused(b"Bonjour") == refused(b"%PDF-1.7 rien") == refused(whole[:40]) == NO_PDF
    assert refused(saved(pikepdf.new())) == NO_PDF, "no page"
    assert refused(b"<p>Bonjour</p>" * 100 + whole) == NO_PDF, "it begins as something else"
    locked = pikepdf.Encryption(user="ouvrir", owner="tout")
    assert refused(saved(wicked(), encryption=locked)) == NEEDS_WORD
    assert refused(saved(wicked(), encryption=pikepdf.Encryption(user="", owner="tout"))) == NEEDS_WORD
    assert refused(b"%PDF-" + bytes(cleaning.MOST)) == TOO_BIG


def layered(first: Dictionary, member: Dictionary | None = None, **facts) -> bytes:
    """A letter with a layer, drawn by a picture of its own."""
    pdf = wicked()
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="Brouillon", **facts))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(**{
        name: Array([layer]) if value is None else value for name, value in first.items()}))
    if member is not None:
        member.OCGs = layer
    drawn = pdf.make_stream(b"0 0 9 9 re f", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9],
                            OC=layer if member is None else pdf.make_indirect(member))
    pdf.pages[0].add_resource(drawn, Name.XObject, Name("/Layer"))
    pdf.pages[0].contents_add(b"/Layer Do")
    return saved(pdf)


def test_a_letter_with_a_layer_that_is_not_shown_is_refused_and_one_with_all_shown_is_not():
    off, state = Array([]), Dictionary(ViewState=Name.ON)
    for sent in (layered({"OFF": None}), layered({"BaseState": Name.OFF}), layered({"BaseState": Name.Unchanged}),
                 layered({"OFF": off}, Usage=Dictionary(View=Dictionary(ViewState=Name.OFF))),
                 layered({}, Usage=Dictionary(Zoom=Dictionary(min=4))),
                 layered({}, Dictionary(Type=Name.OCMD, P=Name.AllOff)),
                 layered({}, Dictionary(Type=Name.OCMD, VE=Array([Name.Not])))):
        assert refused(sent) == HIDES
    for sent in (layered({}), layered({"OFF": off, "ON": None}, Usage=Dictionary(View=state)),
                 layered({}, Dictionary(Type=Name.OCMD, P=Name.AnyOn))):
        assert cleaned(sent).pages == 1


def inline(told: bytes, data: bytes) -> bytes:
    return b"q BI /W 8 /H 8 /CS /RGB /BPC 8 /F %b ID %b EI Q" % (told, data)


def test_a_picture_of_a_camera_among_the_words_is_refused_wherever_it_is_drawn():
    pdf = wicked()
    camera = pdf.pages[0].obj.Resources.XObject.Red.read_raw_bytes()
    for told, data in ((b"/DCT", camera), (b"/D#43TDecode", camera), (b"[/AHx /DCT]", camera.hex().encode() + b">")):
        where = wicked()
        where.pages[0].contents_add(inline(told, data))
        assert refused(saved(where)) == HIDES, told
    inside = wicked()
    form = inside.make_stream(inline(b"/DCT", camera), Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9])
    inside.pages[0].add_resource(form, Name.XObject, Name("/Inside"))
    assert refused(saved(inside)) == HIDES
    plain = wicked()
    plain.pages[0].contents_add(inline(b"/Fl", zlib.compress(bytes(192))))
    assert cleaned(saved(plain)).pages == 1, "other pictures carry nothing"


def test_what_would_take_long_costs_little(monkeypatch):
    assert refused(saved(wicked(pages=cleaner.PAGES + 1))) == TANGLED
    many = wicked()
    many.Root.Many = Array([many.make_indirect(Dictionary()) for _ in range(cleaner.OBJECTS)])
    assert refused(saved(many)) == TANGLED
    began, bomb = time.monotonic(), wicked()
    bomb.Root.Pages.Deep = nested(cleaner.DEPTH + 5)
    assert refused(saved(bomb)) in (TANGLED, NO_PDF) and time.monotonic() - began < 5
    monkeypatch.setattr(cleaning.apart, "PATIENCE", 0.01)
    assert refused(saved(wicked())) == TANGLED, "it is not waited for"


def nested(depth: int) -> Array:
    made = Array([1])
    for _ in range(depth):
        made = Array([made])
    return made


@pytest.mark.strain
def test_a_file_that_unfolds_without_end_takes_the_memory_of_its_own_process_alone():
    """Objects packed in a stream that unfolds to two billion bytes, in the strain."""
    press, packed = zlib.compressobj(9), [b"%PDF-1.5\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"]
    zeros = b"".join([press.compress(b"1 0 2 5 "), *(press.compress(bytes(2**24)) for _ in range(at_length(4, 128))),
                      press.flush()])
    packed.append(b"5 0 obj<</Type/ObjStm/N 2/First 8/Filter/FlateDecode/Length %d>>stream\n" % len(zeros))
    packed.append(zeros + b"\nendstream endobj\n")
    table = b"".join(bytes([kind, *place.to_bytes(4, "big"), 0]) for kind, place in (
        (0, 0), (2, 5), (2, 5), (0, 0), (0, 0), (1, len(packed[0]))))
    start = sum(map(len, packed))
    packed.append(b"6 0 obj<</Type/XRef/Size 6/W[1 4 1]/Root 1 0 R/Length %d>>stream\n" % len(table) + table
                  + b"\nendstream endobj\nstartxref\n%d\n%%%%EOF" % start)
    assert refused(b"".join(packed)) in (TANGLED, NO_PDF)


def test_the_reasons_are_those_of_the_process_that_reads():
    assert (cleaning.LOCKED, cleaning.UNREADABLE, cleaning.HIDING) == (
        cleaner.LOCKED, cleaner.UNREADABLE, cleaner.HIDING)
    assert str(cleaner.PAGES) in TANGLED
    rest = b"\xff\xda\x00\x02data"
    first, colours, rest = b"\xff\xd8", b"\xff\xee\x00\x04cd", b"\xff\xda\x00\x02data"
    assert cleaner.jpeg(first + b"\xff\xe1\x00\x04ab" + colours + rest) == first + colours + rest
    first, last = b"\x00\x00\x00\x0cjP  \r\n\x87\n", b"\x00\x00\x00\x00jp2cdata"
    assert cleaner.jpeg2000(first + b"\x00\x00\x00\x0auuidab" + last) == first + last
