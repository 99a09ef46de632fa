"""The process that writes a PDF anew, and dies: a file comes in, what may be shown goes out. It knows nothing of us.

What acts (scripts, forms, links, launches), what carries (attachments, media, earlier versions of the file) and what
tells of its making (author, hours, XMP, the camera of a picture) goes. What is drawn stays, with its structure for
those who hear it: forms and notes as they looked. What is written is looked at once more, by the same rule. A file
that draws what it does not show is not written: a layer that is off would come on.
"""

import io
import re
import resource
import sys
from collections.abc import Callable, Iterator

import pikepdf
from pikepdf import Array, Dictionary, Pdf, Stream

SECONDS, MEMORY = 5, 3 * 2**28
PAGES, OBJECTS, DEPTH = 200, 20_000, 60
LOCKED, TOO_MUCH, UNREADABLE, HIDING = 3, 4, 5, 6  # how it ends without a file

OF_A_FILE = {"/Type", "/Pages", "/StructTreeRoot", "/MarkInfo", "/Lang", "/PageLabels", "/Version"}
OF_A_PAGE = {"/Type", "/Parent", "/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox", "/Rotate", "/UserUnit",
             "/Resources", "/Contents", "/Group", "/StructParents", "/Tabs"}
NEVER = {"/AA", "/OpenAction", "/JS", "/JavaScript", "/URI", "/Metadata", "/PieceInfo", "/LastModified", "/AF", "/EF",
         "/RF", "/Thumb", "/PressSteps", "/OPI", "/Alternates", "/Ref", "/Measure", "/PtData", "/Obj", "/FFilter",
         "/FDecodeParms", "/Private"}
ACTIONS = {"/JavaScript", "/Launch", "/URI", "/GoToR", "/GoToE", "/GoToDp", "/SubmitForm", "/ResetForm", "/ImportData",
           "/Rendition", "/Movie", "/Sound", "/Hide", "/Named", "/Trans", "/GoTo3DView", "/RichMediaExecute",
           "/SetOCGState", "/Thread"}
MARKER, END = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]"), b"\xff\xd9"  # of a JPEG: its segments, and where it ends
AT_TIMES, PICTURE = {"/Zoom", "/Language", "/User"}, re.compile(rb"\bBI\b")
CARRIERS = {"/EmbeddedFile", "/Filespec", "/F", "/Annot", "/Sig", "/Action"}


class Ends(Exception):
    """Why nothing is written, as the status the process ends with."""


def anew(data: bytes) -> tuple[bytes, int]:
    """The file written anew, and its pages."""
    with opened(data) as pdf:
        if pdf.is_encrypted:
            raise Ends(LOCKED)
        if not 1 <= len(pdf.pages) <= PAGES or len(pdf.objects) > OBJECTS:
            raise Ends(TOO_MUCH if len(pdf.pages) else UNREADABLE)
        pdf.generate_appearance_streams()
        pdf.flatten_annotations("screen")
        if hides(pdf):
            raise Ends(HIDING)
        keep(pdf.trailer, {"/Root", "/Size"})
        trim(pdf)
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True, fix_metadata_version=False,
                 object_stream_mode=pikepdf.ObjectStreamMode.generate)
    with opened(out.getvalue()) as again:
        if trim(again):
            raise Ends(TOO_MUCH)
        return out.getvalue(), len(again.pages)


def opened(data: bytes) -> Pdf:
    try:
        return Pdf.open(io.BytesIO(data), suppress_warnings=True)
    except pikepdf.PasswordError:
        raise Ends(LOCKED) from None


def hides(pdf: Pdf) -> bool:
    """Whether something is in what is drawn that nobody sees: in a layer that is off, or within a picture that stands
    among the words, where a camera's would stay."""
    layers = pdf.Root.get("/OCProperties", Dictionary())
    first = layers.get("/D", Dictionary())
    is_off = first.get("/BaseState", "/ON") != "/ON" or len(first.get("/OFF", ()))
    return is_off or any(map(comes_and_goes, things(pdf))) or any(map(has_camera, drawn(pdf)))


def comes_and_goes(thing: Dictionary | Stream) -> bool:
    """Whether it is a layer that shows at times: on paper alone, from near, where another one is off."""
    if thing.get("/Type") == "/OCMD":
        return "/VE" in thing or thing.get("/P") in ("/AllOff", "/AnyOff")
    used = thing.get("/Usage", Dictionary()) if thing.get("/Type") == "/OCG" else Dictionary()
    return any(name in AT_TIMES or "/OFF" in map(str, how.as_dict().values()) for name, how in used.items())


def drawn(pdf: Pdf) -> Iterator[Stream]:
    """All that draws: pages, what they draw in their turn, patterns, signs of a font."""
    for page in pdf.pages:
        page.contents_coalesce()
        yield from listed(page.obj.get("/Contents"))
    for thing in things(pdf):
        if isinstance(thing, Stream) and (thing.get("/Subtype") == "/Form" or thing.get("/PatternType") == 1):
            yield thing
        elif thing.get("/Subtype") == "/Type3":
            yield from thing.get("/CharProcs", Dictionary()).as_dict().values()


def has_camera(stream: Stream) -> bool:
    """Whether a picture of a camera stands in it."""
    return PICTURE.search(stream.read_bytes()) is not None and any(
        isinstance(each, pikepdf.ContentStreamInlineImage) and {*map(str, each.iimage.filters)} & {*STRIPPED}
        for each in pikepdf.parse_content_stream(stream))


def trim(pdf: Pdf) -> int:
    """Take out whatever is not drawn; how much there was of it."""
    found = keep(pdf.Root, OF_A_FILE) + sum(keep(page.obj, OF_A_PAGE) for page in pdf.pages)
    for each in things(pdf):
        found += disarm(each)
        if isinstance(each, Stream):
            found += bare(pdf, each)
    return found


def keep(thing: Dictionary, names: set[str]) -> int:
    return drop(thing, [name for name in thing.keys() if name not in names])  # noqa: SIM118 - not a dict


def drop(thing, names: list[str]) -> int:
    for name in names:
        del thing[name]
    return len(names)


def things(pdf: Pdf) -> Iterator[Dictionary | Stream]:
    return (thing for each in pdf.objects for thing in held(each))


def held(thing, depth: int = 0) -> Iterator:
    """A thing of the file, and those it holds itself: what it only names comes in its turn."""
    if depth > DEPTH:
        raise Ends(TOO_MUCH)
    if isinstance(thing, Dictionary | Stream):
        yield thing
        inside = [thing[name] for name in thing.keys()]  # noqa: SIM118
    else:
        inside = thing if isinstance(thing, Array) else ()
    for each in inside:
        if isinstance(each, Dictionary | Array) and not each.is_indirect:
            yield from held(each, depth + 1)


def disarm(thing: Dictionary | Stream) -> int:
    """Take from a thing what it must not have; all of it, where it is an action or a carrier itself."""
    is_stream = isinstance(thing, Stream)
    away = thing.get("/S") in ACTIONS or thing.get("/Type") in CARRIERS or (
        is_stream and (thing.get("/Subtype") == "/PS" or "/F" in thing))
    if away and is_stream:
        thing.write(b"")
    names = [name for name in thing.keys() if away and name != "/Length" or name in NEVER]  # noqa: SIM118
    return drop(thing, names)


# --- pictures --------------------------------------------------------------------------------------------------------
def bare(pdf: Pdf, stream: Stream) -> int:
    """A picture without what its camera or its program wrote in it, nor what it was folded in."""
    *folds, kind = listed(stream.get("/Filter")) or [None]
    strip = STRIPPED.get(str(kind))
    if not strip:
        return 0
    *how, parms = listed(stream.get("/DecodeParms")) or [None]
    raw = stream.read_raw_bytes()
    if folds:
        raw = pdf.make_stream(raw, Filter=Array(folds), DecodeParms=Array(how)).read_bytes()
    left = strip(raw)
    if left == raw and not folds:
        return 0
    stream.write(left, filter=kind, decode_parms=parms)
    return 1


def listed(thing) -> list:
    return list(thing) if isinstance(thing, Array) else [] if thing is None else [thing]


def jpeg(raw: bytes) -> bytes:
    """A JPEG as far as its end, without its comments and its applications' segments, but for those that say how its
    colours are read."""
    place, kept = 2, [raw[:2]]
    while (found := MARKER.search(raw, place)) and found[0] != END:
        code, end = found[0][1], found.end() + int.from_bytes(raw[found.end():found.end() + 2], "big")
        kept.append(raw[place:found.start()])
        if code in (0xE0, 0xEE) or not (0xE0 <= code <= 0xEF or code == 0xFE):
            kept.append(raw[found.start():end])
        place = end
    return b"".join([*kept, raw[place:found.end() if found else len(raw)]])


def jpeg2000(raw: bytes) -> bytes:
    """A JPEG 2000 without the boxes that hold words."""
    place, kept = 0, []
    while len(raw) >= place + 8:
        size, kind = int.from_bytes(raw[place:place + 4], "big"), raw[place + 4:place + 8]
        end = place + size if size >= 8 else len(raw)  # the last one, or one whose size we do not read
        if kind not in (b"uuid", b"xml ", b"uinf"):
            kept.append(raw[place:end])
        place = end
    return b"".join(kept) if raw[4:8] == b"jP  " else raw


STRIPPED: dict[str, Callable[[bytes], bytes]] = {"/DCTDecode": jpeg, "/DCT": jpeg, "/JPXDecode": jpeg2000}


def main() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    try:
        written, pages = anew(sys.stdin.buffer.read())
    except Ends as end:
        sys.exit(end.args[0])
    except MemoryError:
        sys.exit(TOO_MUCH)
    except (pikepdf.PdfError, ValueError, TypeError, AttributeError, KeyError, RuntimeError, RecursionError):
        sys.exit(UNREADABLE)
    sys.stdout.buffer.write(b"%d\n" % pages + written)


if __name__ == "__main__":
    main()
