"""Traps 1-15: which bytes are covered, where the value stands, what the file is built of."""

import re

from cms_builder import How
from pdf_builder import BIG, HOLE, Field, Pdf, adopt, plain, qpdf, stream_body, through_qpdf
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
    import io
    import zipfile
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


# ---- encryption (trap 12) --------------------------------------------------------------------


def encrypted(b, name, *options):
    """qpdf encrypts a document whose signature still waits: it leaves /Contents of a signature alone."""
    pdf = plain(write=False)
    field = Field(name="Ky", entries="")
    pdf.stage_field(field, pdf.stage_value(field))
    pdf.write()
    source, made = b.scratch / f"{name}.in.pdf", b.scratch / f"{name}.enc.pdf"
    source.write_bytes(pdf.data)
    import subprocess
    subprocess.run(["qpdf", "--warning-exit-0", "--static-id", "--static-aes-iv", "--object-streams=disable", *options, str(source), str(made)],
                   check=True, capture_output=True)
    signed = Pdf()
    signed.data = made.read_bytes()
    wide = re.search(rb"\[ ?0 %d %d %d ?\]" % (BIG, BIG, BIG), signed.data)
    signed.data = signed.data.replace(wide[0], (b"[0 %d %d %d]" % (BIG, BIG, BIG)).ljust(len(wide[0])), 1)
    signed.close(0, b.value(), HOLE)
    return signed.data


R3 = ("--encrypt", "", "chu", "128", "--use-aes=n", "--", "--allow-weak-crypto")
R4 = ("--encrypt", "", "chu", "128", "--use-aes=y", "--", "--allow-weak-crypto")
R6 = ("--encrypt", "", "chu", "256", "--")
R2 = ("--encrypt", "", "chu", "40", "--", "--allow-weak-crypto")
OPEN = ("--encrypt", "mo", "chu", "256", "--")
for name, options in {"encrypted-r2": R2, "encrypted-r3": R3, "encrypted-r4": R4, "encrypted-r6": R6, "encrypted-password-given": OPEN,
                      "encrypted-owner-password-given": OPEN, "encrypted-password-missing": OPEN, "encrypted-password-wrong": OPEN}.items():
    case(name + ".pdf")(lambda b, n=name, o=options: encrypted(b, n, *o))


@case("encrypted-unsigned-password-missing.pdf")
def _(b):
    source, made = b.scratch / "eu.in.pdf", b.scratch / "eu.pdf"
    source.write_bytes(plain().data)
    import subprocess
    subprocess.run(["qpdf", "--static-id", "--static-aes-iv", *OPEN, str(source), str(made)], check=True, capture_output=True)
    return made.read_bytes()


# ---- how the file is built (traps 13-15) ---------------------------------------------------------


@case("xref-stream.pdf")
def _(b):
    return b.lasting(pdf=plain("stream"))


@case("xref-hybrid.pdf")
def _(b):
    pdf = plain("hybrid", write=False)
    pdf.write(in_stream=[5])
    return b.lasting(pdf=pdf)


@case("xref-stream-after-table.pdf")
def _(b):
    pdf = b.signed()
    pdf.xref = "stream"
    return b.with_evidence(pdf)


@case("xref-table-after-stream.pdf")
def _(b):
    pdf = b.signed(pdf=plain("stream"))
    pdf.xref = "table"
    return b.with_evidence(pdf)


@case("hybrid-hides-object.pdf")
def _(b):
    """The newest section is a hybrid: its stream gives the page another content than its table says."""
    pdf = b.lasting()
    pdf.set(4, stream_body("BT /F1 14 Tf 70 760 Td (NOI DUNG KHAC) Tj ET"))
    pdf.set(pdf.size, "(khong lien quan)")
    packed = pdf.add("<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>")
    return pdf.write(xref="hybrid", in_stream=[packed])


@case("object-streams.pdf")
def _(b):
    return b.lasting(pdf=through_qpdf(plain(), b.scratch, "os", "--object-streams=generate"))


@case("linearised.pdf")
def _(b):
    pdf = through_qpdf(plain(), b.scratch, "lin", "--linearize", "--object-streams=disable")
    pdf.xref = "table"
    return b.lasting(pdf=pdf)


@case("linearised-object-streams.pdf")
def _(b):
    return b.lasting(pdf=through_qpdf(plain(), b.scratch, "linos", "--linearize", "--object-streams=generate"))


@case("many-revisions.pdf")
def _(b):
    from pdf_builder import fill_field
    pdf = b.lasting()
    for i in range(120):
        fill_field(pdf, pdf.ho_ten, pdf.ho_ten_look, f"lan {i}")
        pdf.write()
    return pdf


@case("unsigned.pdf")
def _(b):
    return plain()


@case("unsigned-empty-field.pdf")
def _(b):
    pdf = plain()
    pdf.stage_field(Field(name="Cho"), None)
    return pdf.write()


@case("header-late-offsets-from-file.pdf")
def _(b):
    return b.lasting(pdf=plain(header=b"\r\nX-Mail: scanner\r\n\r\n"))


@case("header-late-offsets-from-header.pdf")
def _(b):
    """Offsets in xref count from %PDF, those in ByteRange from the first byte: refused or read, never half of each."""
    junk = b"junk before the header\n"
    pdf = plain(write=False)
    pdf.write()
    pdf.data = junk + pdf.data
    begin, field = len(pdf.data), Field()
    pdf.stage_field(field, pdf.stage_value(field))
    pdf.start += 0
    start_before = pdf.start
    pdf.write(shift=-len(junk))
    pdf.data = re.sub(rb"startxref\n(\d+)\n%%EOF\n$", lambda m: b"startxref\n%d\n%%%%EOF\n" % (int(m[1]) - len(junk)), pdf.data)
    assert b"/Prev %d" % start_before in pdf.data
    pdf.close(begin, b.value(), HOLE)
    return pdf


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
    import zlib
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
