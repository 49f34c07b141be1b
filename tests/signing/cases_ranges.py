"""Traps 1-11: which bytes are covered, where the value stands, what was done to it later."""

import io
import re
import zipfile

from cms_builder import How
from pdf_builder import BIG, HOLE, Field, plain, stream_body
from registry import CASES, case


@case("good-lasting.pdf")
def _(b):
    return b.lasting()


@case("good-alone.pdf")
def _(b):
    return b.signed()


def with_ranges(name, ranges):
    CASES[name] = lambda b: b.lasting(ranges=ranges)


with_ranges("range-gap-one-more.pdf", lambda s, e, n: [0, s - 1, e, n - e])
with_ranges("range-gap-one-more-after.pdf", lambda s, e, n: [0, s, e + 1, n - e - 1])
with_ranges("range-gap-inside-contents.pdf", lambda s, e, n: [0, s + 1, e - 1, n - e + 1])
with_ranges("range-all-zero.pdf", lambda s, e, n: [0, 0, 0, 0])
with_ranges("range-header-only.pdf", lambda s, e, n: [0, 15, 15, 0])
with_ranges("range-head-and-gap-only.pdf", lambda s, e, n: [0, s, e, 0])
with_ranges("range-not-from-zero.pdf", lambda s, e, n: [9, s - 9, e, n - e])
with_ranges("range-second-overlaps.pdf", lambda s, e, n: [0, s, s - 40, n - s + 40])
with_ranges("range-beyond-file.pdf", lambda s, e, n: [0, s, e, n - e + 1000000])
with_ranges("range-second-before-first.pdf", lambda s, e, n: [0, s, 0, s])
with_ranges("tail-before-eof.pdf", lambda s, e, n: [0, s, e, n - e - 6])
with_ranges("tail-line-end-only.pdf", lambda s, e, n: [0, s, e, n - e - 1])


def with_byte_range(name, text):
    CASES[name] = lambda b: b.lasting(field=Field(byte_range=text))


with_byte_range("range-missing.pdf", " ")
with_byte_range("range-negative.pdf", "/ByteRange [0 -840 20000 500]")
with_byte_range("range-overflow.pdf", "/ByteRange [0 18446744073709551617 18446744073709551617 9223372036854775807]")
with_byte_range("range-three-numbers.pdf", "/ByteRange [0 840 20000]")
with_byte_range("range-six-numbers.pdf", "/ByteRange [0 100 200 300 20000 500]")
with_byte_range("range-reals.pdf", "/ByteRange [0.0 840.5 20000.0 500.0]")
with_byte_range("range-names.pdf", "/ByteRange [/a /b /c /d]")
with_byte_range("range-indirect.pdf", "/ByteRange 5 0 R")


@case("range-gap-hides-entry.pdf")
def _(b):
    """The gap swallows the entry after /Contents as well: what stands there can be changed freely (wrapping)."""
    field = Field(entries="/Reason (Da duyet) /M (D:20260301100000+07'00')")
    return b.lasting(field=field, ranges=lambda s, e, n: [0, s, e + 20, n - e - 20])


@case("range-four-with-old-reserve.pdf")
def _(b):
    """A reserve behind /Contents inside the gap: the room a signature wrapping attack needs."""
    pdf = plain()
    field = Field(contents=f"/Contents <{'0' * HOLE}{' ' * 400}>")
    begin = len(pdf.data)
    value = pdf.stage_value(field)
    pdf.stage_field(field, value)
    pdf.write()
    start = pdf.data.index(b"<" + b"0" * 100, begin)
    end = pdf.data.index(b">", start) + 1
    text = b"[0 %d %d %d]" % (start, end, len(pdf.data) - end)
    wide = b"[0 %d %d %d]" % (BIG, BIG, BIG)
    pdf.data = pdf.data.replace(wide, text.ljust(len(wide)))
    der = b.value()(pdf.data[:start] + pdf.data[end:]).hex().encode()
    pdf.data = pdf.data[:start + 1] + der.ljust(HOLE, b"0") + pdf.data[start + 1 + HOLE:]
    return b.with_evidence(pdf)


def with_contents(name, text):
    CASES[name] = lambda b: b.signed(field=Field(contents=text))


with_contents("contents-null.pdf", "/Contents null")
with_contents("contents-empty.pdf", "/Contents <>")
with_contents("contents-zeros.pdf", f"/Contents <{'0' * 200}>")
with_contents("contents-missing.pdf", " ")
with_contents("contents-literal.pdf", "/Contents (day khong phai chu ky)")
with_contents("contents-garbage.pdf", "/Contents <deadbeefdeadbeef>")
with_contents("contents-odd-object.pdf", "/Contents [1 2 3]")
with_contents("contents-number.pdf", "/Contents 42")


@case("contents-zeros-right-ranges.pdf")
def _(b):
    pdf = plain()
    pdf.sign(lambda covered: b"")
    return pdf


@case("contents-twice.pdf")
def _(b):
    return b.signed(field=Field(more="/Contents <3000>"))


@case("contents-upper-case-hex.pdf")
def _(b):
    pdf = b.signed()
    start, end = re.search(rb"<[0-9a-f]{%d}>" % HOLE, pdf.data).span()
    pdf.data = pdf.data[:start] + pdf.data[start:end].upper() + pdf.data[end:]
    return b.with_evidence(pdf)


@case("trailing-bytes.pdf")
def _(b):
    return b.lasting().data + b"4 0 obj\n<< /Length 9 >>\nstream\nnoi khac\nendstream\nendobj\n"


@case("trailing-polyglot-zip.pdf")
def _(b):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(zipfile.ZipInfo("khac.txt"), "noi dung khac")
    return b.signed().data + out.getvalue()


@case("trailing-eof-again.pdf")
def _(b):
    return b.signed().data + b"%%EOF\n"


@case("update-only-xref.pdf")
def _(b):
    """The bytes of another page content lie, signed, inside a stream; an xref alone points to them."""
    pdf = plain(write=False)
    other = b"4 0 obj\n" + stream_body("BT /F1 14 Tf 70 760 Td (SO TIEN: 9.000.000.000 dong) Tj ET") + b"\nendobj\n"
    pdf.stream(other)
    pdf.write()
    b.signed(pdf=pdf)
    at = pdf.data.index(other)
    return pdf.write(point={4: at})


@case("overlap-not-containing.pdf")
def _(b):
    """The second signature jumps over the first one's revision."""
    pdf = plain()
    first = len(pdf.data)
    b.signed(pdf=pdf)
    pdf.sign(b.value(How(signer="clerk")), ranges=lambda s, e, n: [0, first, e, n - e])
    return b.with_evidence(pdf)


@case("two-signatures.pdf")
def _(b):
    pdf = b.signed()
    pdf.sign(b.value(How(signer="agency")), Field(visible=True))
    return b.with_evidence(pdf)


@case("two-signatures-first-broken.pdf")
def _(b):
    pdf = b.signed()
    pdf.sign(b.value(How(signer="agency", flip_value=False)))
    b.with_evidence(pdf)
    pdf.data = pdf.data.replace(b"QUYET DINH", b"QUYET DINg", 1)
    return pdf


@case("value-shared-by-two-fields.pdf")
def _(b):
    pdf = plain()
    field = Field(name="Mot")
    value = pdf.stage_value(field)
    pdf.stage_field(field, value)
    pdf.stage_field(Field(name="Hai", visible=True), value)
    begin = len(pdf.data)
    pdf.write()
    pdf.close(begin, b.value(), HOLE)
    return b.with_evidence(pdf)


@case("value-shown-again-later.pdf")
def _(b):
    pdf = b.lasting()
    pdf.stage_field(Field(name="Nua", visible=True), pdf.last_value)
    return pdf.write()


@case("acroform-removed.pdf")
def _(b):
    pdf = b.lasting()
    pdf.edit(pdf.catalog, "/AcroForm 7 0 R", "")
    return pdf.write()


@case("signed-field-removed.pdf")
def _(b):
    pdf = b.lasting()
    pdf.edit(pdf.form, f" {pdf.field} 0 R]", "]")
    pdf.edit(pdf.page, f" {pdf.field} 0 R]", "]")
    return pdf.write()


@case("signed-value-removed.pdf")
def _(b):
    pdf = b.lasting()
    pdf.edit(pdf.field, f"/V {pdf.last_value} 0 R", "")
    return pdf.write()


@case("signature-reason-changed.pdf")
def _(b):
    pdf = b.lasting(field=Field(entries="/Reason (Da duyet) /M (D:20260301100000+07'00')"))
    body = re.search(rb"%d 0 obj\n(.*?)\nendobj" % pdf.last_value, pdf.data, re.S)[1]
    pdf.set(pdf.last_value, body.replace(b"(Da duyet)", b"(Khong duyet)"))
    return pdf.write()


@case("signature-contents-replaced.pdf")
def _(b):
    """The dictionary comes again later with another signer's value; the signed revision is what counts."""
    pdf = b.lasting()
    body = re.search(rb"%d 0 obj\n(.*?)\nendobj" % pdf.last_value, pdf.data, re.S)[1]
    other = b.cms.signed_data(b"khac", How(signer="clerk")).hex().ljust(HOLE, "0").encode()
    pdf.set(pdf.last_value, re.sub(rb"<[0-9a-f]{%d}>" % HOLE, b"<" + other + b">", body))
    return pdf.write()


@case("type-missing.pdf")
def _(b):
    return b.lasting(field=Field(type=""))


@case("sub-filter-unknown.pdf")
def _(b):
    return b.lasting(field=Field(sub_filter="khac.la.lung"))


@case("sub-filter-pkcs7-detached.pdf")
def _(b):
    return b.lasting(field=Field(sub_filter="adbe.pkcs7.detached"))
