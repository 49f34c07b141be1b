"""Trap 13: files built to exhaust, and files that are cut, empty or none at all. They end in a verdict or a named error."""

import re
import zlib

from pdf_builder import HOLE, Field, plain, stream_body
from registry import case

# ---- files built to exhaust (trap 13) ------------------------------------------------------------


@case("hostile-prev-self.pdf")
def _(b):
    pdf = b.signed()
    start = len(pdf.data)
    return pdf.data + b"xref\n0 0\ntrailer\n<< /Size 99 /Root 1 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n" % (start, start)


@case("hostile-prev-circle.pdf")
def _(b):
    data = b.signed().data
    first = len(data)
    section = b"xref\n0 0\ntrailer\n<< /Size 99 /Root 1 0 R /Prev %010d >>\nstartxref\n%010d\n%%%%EOF\n"
    second = first + len(section % (0, 0))
    return data + section % (second, first) + section % (first, second)


@case("hostile-prev-lies.pdf")
def _(b):
    pdf = b.signed()
    start = len(pdf.data)
    return pdf.data + b"xref\n0 0\ntrailer\n<< /Size 99 /Root 1 0 R /Prev 99999999999 >>\nstartxref\n%d\n%%%%EOF\n" % start


@case("hostile-kids-self.pdf")
def _(b):
    pdf = plain(write=False)
    pdf.set(2, "<< /Type /Pages /Kids [3 0 R 2 0 R] /Count 2147483647 >>")
    return b.lasting(pdf=pdf.write())


@case("hostile-field-kids-self.pdf")
def _(b):
    pdf = plain(write=False)
    pdf.loop = pdf.add("null")
    pdf.set(pdf.loop, f"<< /T (vong) /Kids [{pdf.loop} 0 R {pdf.loop} 0 R] /Parent {pdf.loop} 0 R >>")
    pdf.append_to(pdf.form, "Fields", f"{pdf.loop} 0 R")
    return b.lasting(pdf=pdf.write())


@case("hostile-field-parents.pdf")
def _(b):
    """The parents of a field go in a circle of two."""
    pdf = plain(write=False)
    one, two = pdf.add("null"), pdf.add("null")
    pdf.set(one, f"<< /T (mot) /Parent {two} 0 R /Kids [{pdf.ho_ten} 0 R] >>")
    pdf.set(two, f"<< /T (hai) /Parent {one} 0 R /Kids [{one} 0 R] >>")
    pdf.insert(pdf.ho_ten, f"/Parent {one} 0 R")
    return b.lasting(pdf=pdf.write())


@case("hostile-structure-loop.pdf")
def _(b):
    pdf = plain(write=False)
    root, part = pdf.add("null"), pdf.add("null")
    pdf.set(root, f"<< /Type /StructTreeRoot /K {part} 0 R >>")
    pdf.set(part, f"<< /Type /StructElem /S /P /P {part} 0 R /K [{part} 0 R {part} 0 R] >>")
    pdf.insert(1, f"/StructTreeRoot {root} 0 R")
    pdf.write()
    b.lasting(pdf=pdf)
    pdf.edit(part, "/S /P", "/S /H1")
    return pdf.write()


@case("hostile-reference-chain.pdf")
def _(b):
    """An object that is a reference to a reference to itself, as the page's content."""
    pdf = plain(write=False)
    pdf.set(4, "4 0 R")
    return b.lasting(pdf=pdf.write())


@case("hostile-nesting.pdf")
def _(b):
    pdf = plain(write=False)
    deep = pdf.add(b"[" * 60000 + b"]" * 60000)
    pdf.insert(1, f"/Sau {deep} 0 R")
    return b.lasting(pdf=pdf.write())


@case("hostile-nesting-trailer.pdf")
def _(b):
    return b.signed().data.replace(b"trailer\n<<", b"trailer\n<< /Sau " + b"<< /A " * 60000 + b"null " + b">>" * 60000, 1)


@case("hostile-fields.pdf")
def _(b):
    """3000 fields over one value."""
    pdf = plain()
    field = Field(name="Mot")
    value = pdf.stage_value(field)
    pdf.stage_field(field, value)
    numbers = [pdf.add(f"<< /FT /Sig /T (x{i}) /V {value} 0 R >>") for i in range(3000)]
    pdf.append_to(pdf.form, "Fields", " ".join(f"{n} 0 R" for n in numbers))
    begin = len(pdf.data)
    pdf.write()
    pdf.close(begin, b.value(), HOLE)
    return pdf


@case("hostile-signatures.pdf")
def _(b):
    """More signature dictionaries than anybody signs with."""
    pdf = plain()
    numbers = []
    for i in range(700):
        value = pdf.add("<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /adbe.pkcs7.detached /ByteRange [0 10 20 30] /Contents <3000> >>")
        numbers.append(pdf.add(f"<< /FT /Sig /T (x{i}) /V {value} 0 R >>"))
    pdf.append_to(pdf.form, "Fields", " ".join(f"{n} 0 R" for n in numbers))
    return pdf.write()


@case("hostile-revisions.pdf")
def _(b):
    """Three thousand empty revisions after the signature."""
    pdf = b.signed()
    out, start = bytearray(pdf.data), pdf.start
    for _ in range(3000):
        at = len(out)
        out += b"xref\n0 0\ntrailer\n<< /Size %d /Root 1 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n" % (pdf.size, start, at)
        start = at
    return bytes(out)


@case("hostile-xref-count.pdf")
def _(b):
    return b.signed().data.replace(b"xref\n0 13\n", b"xref\n0 2147483647\n", 1)


@case("hostile-stream-length.pdf")
def _(b):
    pdf = plain(write=False)
    pdf.set(4, pdf.objects[4].replace(b"/Length ", b"/Length 99999"))
    return b.lasting(pdf=pdf.write())


@case("hostile-inflate.pdf")
def _(b):
    """The update's xref stream inflates to more than any bound."""
    press = zlib.compressobj(1)
    zeros = b"\0" * (1 << 20)
    bomb = b"".join(press.compress(zeros) for _ in range(320)) + press.flush()
    data = b.signed().data
    start = len(data)
    body = stream_body(bomb, f"/Type /XRef /Size 99 /W [1 4 2] /Index [0 153391689] /Filter /FlateDecode /Root 1 0 R")
    return data + b"98 0 obj\n" + body + b"\nendobj\nstartxref\n%d\n%%%%EOF\n" % start


@case("hostile-predictor.pdf")
def _(b):
    data = b.signed().data
    start = len(data)
    body = stream_body(b"x\x9c\x03\x00\x00\x00\x00\x01", "/Type /XRef /Size 99 /W [99999999 99999999 99999999] /Index [0 99999999] /Filter "
                       "/FlateDecode /DecodeParms << /Predictor 15 /Columns 2147483647 /Colors 2147483647 >> /Root 1 0 R")
    return data + b"98 0 obj\n" + body + b"\nendobj\nstartxref\n%d\n%%%%EOF\n" % start


@case("hostile-object-stream-self.pdf")
def _(b):
    """An object stream whose dictionary needs an object that lies inside it."""
    pdf = b.signed(pdf=plain("stream"))
    pdf.set(pdf.size, "null")
    first = pdf.size
    pdf.set(first, "42")
    pdf.write(in_stream=[first])
    holder = first + 1
    return pdf.data.replace(b"%d 0 obj\n<< /Length " % holder, b"%d 0 obj\n<< /Length %d 0 R /X " % (holder, first), 1)


@case("truncated.pdf")
def _(b):
    data = b.lasting().data
    return data[:len(data) - 700]


@case("truncated-inside-value.pdf")
def _(b):
    pdf = b.signed()
    return pdf.data[:pdf.data.index(b"/Contents <") + 3000]


@case("empty.pdf")
def _(b):
    return b""


@case("no-pdf.pdf")
def _(b):
    return b"day la mot tep van ban, khong phai PDF\n" * 40


@case("startxref-zero.pdf")
def _(b):
    return re.sub(rb"startxref\n\d+", b"startxref\n0", b.signed().data)
