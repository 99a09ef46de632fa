"""What files say: a PDF in print, of itself and by its structure; and whether they are as they were sent before."""

import io
import os
import re
import zipfile
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import Image
from pypdf import PdfReader
from pypdf.generic import PdfObject

FOLDER = Path(__file__).parents[1] / "golden"
SPACES = re.compile(r"[\s\u00ad]+")


def opened(data: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(data))


def printed(found: PdfReader) -> str:
    """What is printed, as one line, without the hyphens of line ends."""
    return SPACES.sub(" ", "\n".join(page.extract_text() for page in found.pages))


def read(data: bytes) -> str:
    """All it says, to print and of itself."""
    found = opened(data)
    return f"{printed(found)} {dict(found.metadata)} {found.trailer['/Root']['/Metadata'].get_data().decode()}"


def told(data: bytes) -> str:
    """All that a file or a page says, whatever it is."""
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as found:
            return " ".join(f"{name} {found.read(name).decode()}" for name in found.namelist())
    return read(data) if data.startswith(b"%PDF") else data.decode()


def tags(found: PdfReader) -> list[tuple[str, dict]]:
    """The structure elements, in the order they are read."""
    def walk(node):
        node = node.get_object() if isinstance(node, PdfObject) else node
        if isinstance(node, list):
            for each in node:
                yield from walk(each)
        elif isinstance(node, dict):
            if "/S" in node and node.get("/Type") != "/MCR":
                yield node["/S"], node
            yield from walk(node.get("/K", []))
    return list(walk(found.trailer["/Root"]["/StructTreeRoot"]["/K"]))


def is_golden(name: str, found: bytes) -> bool:
    """Whether this is the file that is kept. `GOLDEN=1` keeps this one from now on."""
    kept = FOLDER / name
    if os.environ.get("GOLDEN"):
        kept.write_bytes(found)
    return kept.read_bytes() == found


# --- a letter that carries what it should not ------------------------------------------------------------------------
HIDDEN = "QZXHIDDEN"


def wicked(printed: str = "Nous ouvrirons deux guichets.", pages: int = 1) -> pikepdf.Pdf:
    """A letter with a form that is filled in, and in it all that must not stay: scripts, a launch, a link, a file, a
    note, its author, its hour, XMP of the file and of a picture, what its camera wrote."""
    pdf = pikepdf.new()
    helvetica = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    for _ in range(pages):
        page = pdf.add_blank_page()
        page.obj.Resources = Dictionary(Font=Dictionary(F1=helvetica))
        page.contents_add(f"BT /F1 12 Tf 72 700 Td ({printed}) Tj ET".encode("cp1252"))
        page.obj.AA = Dictionary(O=script())
        page.obj.PieceInfo = Dictionary(X=Dictionary(Private=HIDDEN))
    add_picture(pdf)
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=Dictionary(
        S=Name.URI, URI=f"https://exemple.invalid/{HIDDEN}", Next=script()))
    note = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=[0, 0, 9, 9], Contents=HIDDEN)
    typed = pdf.make_indirect(Dictionary(
        Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=HIDDEN, V="Rempli", DA="/F1 12 Tf 0 g", F=4,
        Rect=[72, 500, 300, 520], AA=Dictionary(K=script())))
    pdf.pages[0].obj.Annots = Array([link, note, typed])
    pdf.Root.AcroForm = Dictionary(Fields=[typed], NeedAppearances=True, DA="/F1 12 Tf 0 g",
                                   DR=Dictionary(Font=Dictionary(F1=helvetica)))
    pdf.Root.OpenAction = Dictionary(S=Name.Launch, F=HIDDEN)
    pdf.attachments["a.txt"] = HIDDEN.encode()
    pdf.docinfo["/Author"], pdf.docinfo["/CreationDate"] = HIDDEN, "D:20260301093000"
    with pdf.open_metadata() as told:
        told["dc:creator"] = [HIDDEN]
    return pdf


def script() -> Dictionary:
    return Dictionary(S=Name.JavaScript, JS=HIDDEN)


def add_picture(pdf: pikepdf.Pdf) -> None:
    drawn, camera = io.BytesIO(), Image.Exif()
    camera[0x010e] = HIDDEN
    Image.new("RGB", (8, 8), "red").save(drawn, "JPEG", exif=camera, comment=HIDDEN.encode())
    picture = pdf.make_stream(drawn.getvalue(), Type=Name.XObject, Subtype=Name.Image, Width=8, Height=8,
                              BitsPerComponent=8, ColorSpace=Name.DeviceRGB, Filter=Name.DCTDecode)
    picture.Metadata = pdf.make_stream(HIDDEN.encode(), Type=Name.Metadata, Subtype=Name.XML)
    pdf.pages[0].add_resource(picture, Name.XObject, Name("/Red"))
    pdf.pages[0].contents_add(b"q 50 0 0 50 72 300 cm /Red Do Q")


def saved(pdf: pikepdf.Pdf, **how) -> bytes:
    out = io.BytesIO()
    pdf.save(out, **how)
    return out.getvalue()


def laid_open(data: bytes) -> bytes:
    """A file with nothing packed in it, so that what it holds can be looked for."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return saved(pdf, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable,
                     stream_decode_level=pikepdf.StreamDecodeLevel.generalized)
