"""Traps 12-15: encrypted files, and everything a file may be built of."""

import re
import subprocess

from pdf_builder import BIG, HOLE, Field, Pdf, fill_field, plain, stream_body, through_qpdf
from registry import case

# ---- encryption (trap 12) --------------------------------------------------------------------


def encrypted(b, name, *options):
    """qpdf encrypts a document whose signature still waits: it leaves /Contents of a signature alone."""
    pdf = plain(write=False)
    field = Field(name="Ky", entries="")
    pdf.stage_field(field, pdf.stage_value(field))
    pdf.write()
    source, made = b.scratch / f"{name}.in.pdf", b.scratch / f"{name}.enc.pdf"
    source.write_bytes(pdf.data)
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
