"""Inputs of our own making: small PDFs written by hand, scans of them, bombs and archives."""

import struct
import zipfile
import zlib
from pathlib import Path

from support import tool

LINES = ["CONG HOA XA HOI CHU NGHIA VIET NAM", "Doc lap - Tu do - Hanh phuc", "DON DE NGHI",
         "Kinh gui: Uy ban nhan dan thanh pho", "Toi de nghi cap ban sao giay khai sinh",
         "va cam doan nhung dieu ghi tren la dung."]


class Pdf:
    """Objects and the tables around them; every object as the test wants it, well formed or not."""

    def __init__(self):
        self.objects = []

    def reserve(self):
        self.objects.append(b"null")
        return len(self.objects)

    def set(self, number, body):
        self.objects[number - 1] = body.encode("latin-1") if isinstance(body, str) else body

    def add(self, body):
        number = self.reserve()
        self.set(number, body)
        return number

    def stream(self, data, entries=""):
        data = data.encode("latin-1") if isinstance(data, str) else data
        head = f"<< /Length {len(data)} {entries} >>\nstream\n".encode("latin-1")
        return self.add(head + data + b"\nendstream")

    def one_page(self, entries):
        """The whole file, with these objects and one A4 page of these entries."""
        tree = self.reserve()
        page = self.add(f"<< /Type /Page /Parent {tree} 0 R /MediaBox [0 0 595 842] {entries} >>")
        self.set(tree, f"<< /Type /Pages /Kids [{page} 0 R] /Count 1 >>")
        return self.bytes(self.add(f"<< /Type /Catalog /Pages {tree} 0 R >>"))

    def bytes(self, root):
        out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
        offsets = []
        for number, body in enumerate(self.objects, 1):
            offsets.append(len(out))
            out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
        start = len(out)
        out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(offsets) + 1)
        out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
        out += b"trailer\n<< /Size %d /Root %d 0 R >>\n" % (len(offsets) + 1, root)
        return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)


def two_filter_bomb(size):
    """`size` zeros deflated twice: a gigabyte becomes a few kilobytes."""
    once = zlib.compressobj(9)
    chunk = bytes(1 << 20)
    inner = b"".join(once.compress(chunk) for _ in range(size >> 20)) + once.flush()
    return zlib.compress(inner, 9)


def text_content(lines, size=16):
    shown = "".join(f"({line}) Tj 0 -{size * 2} Td " for line in lines)
    return f"BT /F1 {size} Tf 60 760 Td {shown}ET"


def text_pdf(path, pages, catalog="", page="", content=None, box="0 0 595 842"):
    """A PDF with one page for each list of lines; the extras go where hostile files put things."""
    pdf = Pdf()
    font = pdf.add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    tree = pdf.reserve()
    kids = []
    for lines in pages:
        body = pdf.stream(content or text_content(lines))
        kids.append(pdf.add(f"<< /Type /Page /Parent {tree} 0 R /MediaBox [{box}] /Contents {body} "
                            f"0 R /Resources << /Font << /F1 {font} 0 R >> >> {page} >>"))
    listed = " ".join(f"{kid} 0 R" for kid in kids)
    pdf.set(tree, f"<< /Type /Pages /Kids [{listed}] /Count {len(kids)} >>")
    root = pdf.add(f"<< /Type /Catalog /Pages {tree} 0 R {catalog} >>")
    Path(path).write_bytes(pdf.bytes(root))
    return Path(path)


def page_lines(number):
    """The text of one paper; the numbers keep papers from being repeats of each other."""
    own = [f"So bien nhan {number * 7919 % 10000} ngay {number % 28 + 1} thang 9",
           " ".join(["nha", "dat", "ho", "khau", "xe", "thue", "phi"][number % 7 :]),
           "Noi dung " + " ".join(str(number * k * 131 % 1000) for k in range(1, 9))]
    return LINES[: 2 + number % 4] + own


def scans(folder, count, dpi=200, first=1):
    """`count` different scanned pages as JPEG, the way a scanner gives them: no text in them."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    source = text_pdf(folder / "source.pdf", [page_lines(n) for n in range(first, first + count)])
    rasterize(source, folder / "page", dpi)
    source.unlink()
    return sorted(folder.glob("page-*.jpg"))


def rasterize(pdf, stem, dpi):
    tool("pdftoppm", "-r", dpi, "-jpeg", "-gray", pdf, stem)
    return sorted(Path(stem).parent.glob(Path(stem).name + "-*.jpg"))


def scan_pdf(path, images):
    """Scanned pages as one PDF, without changing their bytes."""
    tool("img2pdf", "--nodate", "-o", path, *images)
    return Path(path)


def png_chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(path, width, height, rows=None):
    """Grey 8-bit; with no rows given only the header is true: a picture that promises too much."""
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = zlib.compress(rows if rows is not None else b"\0" * 4096, 9)
    Path(path).write_bytes(b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", header) +
                           png_chunk(b"IDAT", body) + png_chunk(b"IEND", b""))
    return Path(path)


def blank_png(path, width=1240, height=1754):
    return png(path, width, height, (b"\0" + b"\xff" * width) * height)


def tiff_header(path, width, height):
    """Bilevel, one strip, hardly any data behind the promise."""
    data = b"\0" * 64
    entries = [(256, 4, 1, width), (257, 4, 1, height), (258, 3, 1, 1), (259, 3, 1, 1),
               (262, 3, 1, 0), (273, 4, 1, 8), (277, 3, 1, 1), (278, 4, 1, height),
               (279, 4, 1, len(data))]
    out = struct.pack("<2sHI", b"II", 42, 8 + len(data)) + data + struct.pack("<H", len(entries))
    out += b"".join(struct.pack("<HHII", *entry) for entry in entries)
    Path(path).write_bytes(out + struct.pack("<I", 0))
    return Path(path)


def zip_of(path, entries, method=zipfile.ZIP_STORED):
    """A ZIP with these names exactly: pairs of name and bytes or file."""
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, content in entries:
            data = content if isinstance(content, bytes) else Path(content).read_bytes()
            archive.writestr(zipfile.ZipInfo(name), data, compress_type=method)
    return Path(path)
