"""PDFs written revision by revision, with every freedom the matrix needs: xref tables and streams, hybrids, object streams, signatures
with their gap, certification, locks, document security stores and whatever an attacker would append.

A Pdf keeps the bytes written so far and, in `objects`, each object's newest body. set(), edit() and add() stage changes; write()
appends them as one revision. sign() stages a field with its value, writes the revision and fills the gap.
"""

import re
import subprocess
import zlib
from dataclasses import dataclass

HOLE = 16384          # hexadecimal digits kept free for a value
BIG = 999999999       # placeholder of a ByteRange number; as wide as any real one
HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"


def raw(body):
    return body.encode("latin-1") if isinstance(body, str) else body


def stream_body(data, entries=""):
    data = raw(data)
    return raw(f"<< /Length {len(data)} {entries} >>\nstream\n") + data + b"\nendstream"


@dataclass
class Field:
    """How a signature stands in the document; the value itself is a How of cms_builder."""

    name: str = None               # T of the field; None: Sig1, Sig2, …
    existing: int = None           # an empty field to be filled instead of a new one
    visible: bool = False
    sub_filter: str = "ETSI.CAdES.detached"
    type: str = "/Sig"             # "": no Type at all
    docmdp: int = None             # certification with this P
    perms: bool = True             # and the catalogue says so
    fieldmdp: str = None           # "/Action /All", "/Action /Include /Fields [(a)]"
    lock: str = None               # the same, for /Lock of the field; "/P 1" may stand in it
    entries: str = "/M (D:20260301100000+07'00')"
    hole: int = HOLE
    contents: str = None           # instead of the placeholder: "/Contents null"
    byte_range: str = None         # instead of the placeholder: written as given, never patched
    more: str = ""                 # appended to the dictionary as it is
    field_extra: str = ""
    field_in: tuple = ("form", "page")


class Pdf:
    def __init__(self, xref="table"):
        self.data, self.objects, self.staged, self.freed = b"", {}, {}, []
        self.size, self.xref, self.trailer, self.start = 1, xref, "", None
        self.catalog = self.page = self.form = None
        self.signed = 0
        self.last_value = None

    # ---- objects -----------------------------------------------------------------------------

    def set(self, number, body):
        self.objects[number] = self.staged[number] = raw(body)
        self.size = max(self.size, number + 1)
        return number

    def add(self, body):
        return self.set(self.size, body)

    def stream(self, data, entries=""):
        return self.add(stream_body(data, entries))

    def edit(self, number, old, new):
        """Replaces in the newest body; what is to be replaced must be there."""
        old, new = raw(old), raw(new)
        assert old in self.objects[number], (old, self.objects[number])
        return self.set(number, self.objects[number].replace(old, new, 1))

    def insert(self, number, entries):
        """More entries at the start of a dictionary."""
        return self.edit(number, "<<", f"<< {entries}")

    def append_to(self, number, key, item):
        """An item more in the array under `key`, which is made where it is missing."""
        body = self.objects[number]
        found = re.search(rb"/" + raw(key) + rb"\s*\[", body)
        if not found:
            return self.insert(number, f"/{key} [{item}]")
        end = body.index(b"]", found.end())
        return self.set(number, body[:end] + raw(f" {item}") + body[end:])

    def free(self, number):
        self.freed.append(number)
        self.objects.pop(number, None)

    # ---- revisions ---------------------------------------------------------------------------

    def write(self, xref=None, end=b"\n", extra="", in_stream=(), point={}, shift=0, gap=b"", prev=True):
        """Appends what is staged. `point` sends objects to offsets of the caller's choice; `shift` falsifies all."""
        xref = xref or self.xref
        out, offsets = bytearray(self.data or HEADER), {}
        out += gap
        packed = self._pack(in_stream) if in_stream else {}
        for number, body in self.staged.items():
            if number not in packed:
                offsets[number] = len(out) + shift
                out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
        offsets.update(point)
        self.offsets = offsets
        before = f"/Prev {self.start}" if self.start is not None and prev is True else f"/Prev {prev}" if prev not in (True, False) else ""
        writer = {"table": self._table, "stream": self._xref_stream, "hybrid": self._hybrid}[xref]
        start = writer(out, offsets, packed, f"/Root {self.catalog} 0 R {before} {self.trailer} {extra}")
        out += b"startxref\n%d\n%%%%EOF" % start + end
        self.data, self.start, self.staged, self.freed = bytes(out), start, {}, []
        return self

    def _pack(self, numbers):
        """An object stream of these staged objects; number -> (stream, index)."""
        bodies = [self.staged[n] for n in numbers]
        pairs, at = [], 0
        for number, body in zip(numbers, bodies):
            pairs.append(f"{number} {at}")
            at += len(body) + 1
        head = raw(" ".join(pairs) + " ")
        holder = self.stream(head + b" ".join(bodies) + b" ", f"/Type /ObjStm /N {len(pairs)} /First {len(head)}")
        return {number: (holder, index) for index, number in enumerate(numbers)}

    def _sections(self, rows):
        """Rows by number in runs, as tables and /Index want them."""
        runs = []
        for number in sorted(rows):
            if runs and runs[-1][-1] == number - 1:
                runs[-1].append(number)
            else:
                runs.append([number])
        return runs

    def _table(self, out, offsets, packed, trailer):
        start = len(out)
        rows = {n: b"%010d 00000 n \n" % o for n, o in offsets.items()}
        rows.update({n: b"0000000000 00001 f \n" for n in self.freed})
        if self.start is None:
            rows[0] = b"0000000000 65535 f \n"
        out += b"xref\n"
        for run in self._sections(rows):
            out += b"%d %d\n" % (run[0], len(run)) + b"".join(rows[n] for n in run)
        out += raw(f"trailer\n<< /Size {self.size} {trailer} >>\n")
        return start

    def _xref_rows(self, offsets, packed):
        rows = {n: bytes([1]) + o.to_bytes(4, "big") + b"\0\0" for n, o in offsets.items()}
        rows.update({n: bytes([2]) + s.to_bytes(4, "big") + i.to_bytes(2, "big") for n, (s, i) in packed.items()})
        rows.update({n: bytes([0]) + b"\0\0\0\0\0\x01" for n in self.freed})
        return rows

    def _xref_stream(self, out, offsets, packed, trailer):
        start, number = len(out), self.size
        self.size += 1
        offsets = dict(offsets) | {number: start}
        rows = self._xref_rows(offsets, packed)
        if self.start is None:
            rows[0] = b"\0\0\0\0\0\xff\xff"
        runs = self._sections(rows)
        index = " ".join(f"{run[0]} {len(run)}" for run in runs)
        data = zlib.compress(b"".join(rows[n] for run in runs for n in run))
        out += b"%d 0 obj\n" % number + stream_body(data, f"/Type /XRef /Size {self.size} /W [1 4 2] /Index [{index}] /Filter /FlateDecode "
                                                    f"{trailer}") + b"\nendobj\n"
        return start

    def _hybrid(self, out, offsets, packed, trailer):
        """A table for old readers; objects in the object stream are only in the /XRefStm (ISO 32000-1, 7.5.8.4)."""
        start, number = len(out), self.size
        self.size += 1
        rows = self._xref_rows({}, packed) | {number: bytes([1]) + start.to_bytes(4, "big") + b"\0\0"}
        runs = self._sections(rows)
        index = " ".join(f"{run[0]} {len(run)}" for run in runs)
        body = stream_body(b"".join(rows[n] for run in runs for n in run), f"/Type /XRef /Size {self.size} /W [1 4 2] /Index [{index}]")
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
        return self._table(out, offsets, packed, f"{trailer} /XRefStm {start}")

    # ---- signatures --------------------------------------------------------------------------

    def stage_value(self, field):
        """The signature dictionary, its gap still open."""
        digits = field.hole
        contents = field.contents if field.contents is not None else f"/Contents <{'0' * digits}>"
        byte_range = field.byte_range or f"/ByteRange [0 {BIG} {BIG} {BIG}]"
        reference = ""
        if field.docmdp:
            reference += f"<< /Type /SigRef /TransformMethod /DocMDP /TransformParams << /Type /TransformParams /P {field.docmdp} /V /1.2 >> >>"
        if field.fieldmdp:
            reference += f"<< /Type /SigRef /TransformMethod /FieldMDP /Data {self.catalog} 0 R /TransformParams << /Type /TransformParams /V /1.2 {field.fieldmdp} >> >>"
        type_entry = f"/Type {field.type}" if field.type else ""
        return self.add(f"<< {type_entry} /Filter /Adobe.PPKLite /SubFilter /{field.sub_filter} {byte_range} {contents} {field.entries} "
                        f"{f'/Reference [{reference}]' if reference else ''} {field.more} >>")

    def stage_field(self, field, value):
        """The field that shows `value`, new or filled."""
        if field.existing:
            return self.insert(field.existing, f"/V {value} 0 R")
        self.signed += 1
        name = field.name or f"Sig{self.signed}"
        rect, appearance = "[0 0 0 0]", ""
        if field.visible:
            look = self.stream("0.8 0.1 0.1 RG 1 1 118 38 re S", "/Type /XObject /Subtype /Form /BBox [0 0 120 40]")
            rect, appearance = "[400 740 520 780]", f"/AP << /N {look} 0 R >>"
        lock = f"/Lock << /Type /SigFieldLock {field.lock} >>" if field.lock else ""
        number = self.add(f"<< /Type /Annot /Subtype /Widget /FT /Sig /T ({name}) /F 132 /Rect {rect} /P {self.page} 0 R "
                          f"{f'/V {value} 0 R' if value else ''} {appearance} {lock} {field.field_extra} >>")
        if "form" in field.field_in:
            self.append_to(self.form, "Fields", f"{number} 0 R")
        if "page" in field.field_in:
            self.append_to(self.page, "Annots", f"{number} 0 R")
        return number

    def sign(self, make_value, field=None, ranges=None, **write):
        """One more revision that holds a signature. make_value(covered bytes) gives what goes into the gap."""
        field = field or Field()
        value = self.stage_value(field)
        self.field = self.stage_field(field, value)
        if field.docmdp and field.perms:
            self.insert(self.catalog, f"/Perms << /DocMDP {value} 0 R >>")
        begin = len(self.data)
        self.write(**write)
        self.last_value = value
        if field.contents is None and field.byte_range is None:
            self.close(begin, make_value, field.hole, ranges)
        elif field.contents is None:
            self.put_value(begin, make_value, field.hole, ranges)
        return value

    def gap(self, begin, digits):
        """Where the placeholder's < and > stand: (offset of <, offset after >)."""
        at = self.data.index(b"<" + b"0" * digits + b">", begin)
        return at, at + digits + 2

    def close(self, begin, make_value, digits, ranges=None):
        """Fills ByteRange and value. `ranges(start, end, size)` may lie."""
        start, end = self.gap(begin, digits)
        numbers = ranges(start, end, len(self.data)) if ranges else [0, start, end, len(self.data) - end]
        placeholder = b"[0 %d %d %d]" % (BIG, BIG, BIG)
        at = self.data.index(placeholder, begin)
        text = (b"[" + b" ".join(b"%d" % n for n in numbers) + b"]").ljust(len(placeholder))
        assert len(text) == len(placeholder), text
        self.data = self.data[:at] + text + self.data[at + len(placeholder):]
        self.fill(start, end, make_value(self.covered(numbers)))

    def put_value(self, begin, make_value, digits, ranges):
        """The dictionary keeps the ByteRange it was given; the value is made over honest ranges."""
        start, end = self.gap(begin, digits)
        numbers = ranges(start, end, len(self.data)) if ranges else [0, start, end, len(self.data) - end]
        self.fill(start, end, make_value(self.covered(numbers)))

    def covered(self, numbers):
        return b"".join(self.data[max(a, 0):max(a, 0) + max(n, 0)] for a, n in zip(numbers[0::2], numbers[1::2]))

    def fill(self, start, end, value):
        digits = value.hex().encode()
        assert len(digits) <= end - start - 2, f"value of {len(digits)} digits"
        self.data = self.data[:start + 1] + digits.ljust(end - start - 2, b"0") + self.data[end - 1:]
        self.value = bytes.fromhex(self.data[start + 1:end - 1].decode())

    # ---- evidence ----------------------------------------------------------------------------

    def stage_dss(self, certs=(), crls=(), ocsps=(), vri=None):
        """The document security store (ISO 32000-2, 12.8.4.3). `vri`: a key, and all of it again under it."""
        def refs(items):
            return " ".join(f"{self.stream(item)} 0 R" for item in items)
        lists = f"/Certs [{refs(certs)}] /CRLs [{refs(crls)}] /OCSPs [{refs(ocsps)}]"
        again = ""
        if vri:
            inner = lists.replace("/Certs", "/Cert").replace("/CRLs", "/CRL").replace("/OCSPs", "/OCSP")
            again = f"/VRI << /{vri} << {inner} >> >>"
        self.dss = self.add(f"<< /Type /DSS {lists} {again} >>")
        if b"/DSS" in self.objects[self.catalog]:
            self.set(self.catalog, re.sub(rb"/DSS \d+ 0 R", b"/DSS %d 0 R" % self.dss, self.objects[self.catalog]))
        else:
            self.insert(self.catalog, f"/DSS {self.dss} 0 R")


def page_text(lines, size=14):
    rows = "".join(f"({line}) Tj T*\n" for line in lines)
    return f"BT /F1 {size} Tf {size * 1.4:.1f} TL 70 760 Td\n{rows}ET"


def text_field(pdf, name, rect, value="", flags=""):
    """A text field merged with its widget; (field, appearance)."""
    look = pdf.stream(field_look(value), "/Type /XObject /Subtype /Form /BBox [0 0 200 20] /Resources << /Font << /F1 5 0 R >> >>")
    number = pdf.add(f"<< /Type /Annot /Subtype /Widget /FT /Tx /T ({name}) /V ({value}) /DA (/F1 10 Tf 0 g) /F 4 /Rect {rect} "
                     f"/P {pdf.page} 0 R /AP << /N {look} 0 R >> {flags} >>")
    return number, look


def field_look(value):
    return f"/Tx BMC q BT /F1 10 Tf 2 6 Td ({value}) Tj ET Q EMC"


LINES = ["CONG HOA XA HOI CHU NGHIA VIET NAM", "Doc lap - Tu do - Hanh phuc", "QUYET DINH", "Ve viec cap giay phep xay dung",
         "Chu tich Uy ban nhan dan", "So tien: 1.000.000 dong"]


def plain(xref="table", write=True, header=None, catalog="", page="", form="", content=None):
    """One page, a font, two text fields and an empty signature field; the numbers are attributes."""
    pdf = Pdf(xref)
    pdf.catalog, pages, pdf.page, pdf.content, pdf.font, pdf.info, pdf.form = range(1, 8)
    for number in range(1, 8):
        pdf.set(number, "null")
    pdf.ho_ten, pdf.ho_ten_look = text_field(pdf, "ho_ten", "[70 500 270 520]")
    pdf.ghi_chu, pdf.ghi_chu_look = text_field(pdf, "ghi_chu", "[70 460 270 480]")
    pdf.empty_field = pdf.add(f"<< /Type /Annot /Subtype /Widget /FT /Sig /T (KySan) /F 132 /Rect [300 100 420 140] /P 3 0 R >>")
    pdf.set(1, f"<< /Type /Catalog /Pages 2 0 R /AcroForm 7 0 R {catalog} >>")
    pdf.set(pages, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>")
    pdf.set(3, f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> "
               f"/Annots [{pdf.ho_ten} 0 R {pdf.ghi_chu} 0 R {pdf.empty_field} 0 R] {page} >>")
    pdf.set(4, stream_body(content or page_text(LINES)))
    pdf.set(5, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    pdf.set(6, "<< /Producer (sohoa tests) /ModDate (D:20260301090000+07'00') >>")
    pdf.set(7, f"<< /SigFlags 3 /Fields [{pdf.ho_ten} 0 R {pdf.ghi_chu} 0 R {pdf.empty_field} 0 R] /DR << /Font << /F1 5 0 R >> >> "
               f"/DA (/F1 10 Tf 0 g) {form} >>")
    pdf.trailer = "/Info 6 0 R /ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>]"
    if header is not None:
        pdf.data = header + HEADER
    return pdf.write() if write else pdf


def fill_field(pdf, number, look, value):
    """Form filling as a viewer does it: value and appearance together."""
    body = re.sub(rb"/V \([^)]*\)", raw(f"/V ({value})"), pdf.objects[number])
    pdf.set(number, body)
    pdf.set(look, stream_body(field_look(value), "/Type /XObject /Subtype /Form /BBox [0 0 200 20] /Resources << /Font << /F1 5 0 R >> >>"))


# ---- through qpdf ------------------------------------------------------------------------------


def qpdf(*args):
    run = subprocess.run(["qpdf", "--warning-exit-0", "--deterministic-id", *map(str, args)], capture_output=True)
    if run.returncode:
        raise RuntimeError(f"qpdf {' '.join(map(str, args))}: {run.stderr.decode()}")
    return run.stdout


def through_qpdf(pdf, folder, name, *options):
    """The same document as qpdf writes it (object streams, linearised); ready for further revisions."""
    source, made = folder / f"{name}.in.pdf", folder / f"{name}.qpdf.pdf"
    source.write_bytes(pdf.data)
    qpdf(*options, source, made)
    return adopt(made)


def adopt(path, xref="stream"):
    """A Pdf over a file that qpdf wrote; the objects signing needs are read back by qpdf."""
    def show(what):
        run = subprocess.run(["qpdf", f"--show-object={what}", str(path)], capture_output=True, check=True)
        return run.stdout.strip()
    def ref(text, key):
        return int(re.search(rb"/" + key + rb" (\d+) 0 R", text)[1])
    pdf = Pdf(xref)
    pdf.data = path.read_bytes()
    trailer = show("trailer")
    pdf.size, pdf.catalog = int(re.search(rb"/Size (\d+)", trailer)[1]), ref(trailer, b"Root")
    catalog = show(pdf.catalog)
    pages = show(ref(catalog, b"Pages"))
    pdf.page, pdf.form = int(re.search(rb"/Kids \[ (\d+)", pages)[1]), ref(catalog, b"AcroForm")
    for number in (pdf.catalog, pdf.page, pdf.form):
        pdf.objects[number] = show(number)
    pdf.start = int(re.findall(rb"startxref\s+(\d+)", pdf.data)[-1])
    identity = re.search(rb"/ID \[.*?\]", trailer, re.S)
    pdf.trailer = identity[0].decode("latin-1") if identity and b"/ID [ <" in trailer else ""
    return pdf
