"""A test PKI of officers with openssl's own hand, and a signing tool that appends to a PDF.

The keys exist only for the test that made them. Dates are those of the day: what is signed here is checked now.
"""

import re
import subprocess
from pathlib import Path

HOLE = 16384  # hexadecimal digits kept free for a signature

AGENCY = "ỦY BAN NHÂN DÂN TỈNH THỬ NGHIỆM"
CONFIG = """[req]
distinguished_name = dn
[dn]
[ca]
basicConstraints = critical, CA:true
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[signer]
basicConstraints = CA:false
keyUsage = critical, digitalSignature, nonRepudiation
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[ca_db]
database = {folder}/index.txt
crlnumber = {folder}/crlnumber
default_md = sha256
default_crl_days = 30
"""
ANCHOR = """format = "sohoa-anchors-1"

[[anchor]]
name = "Gốc thử nghiệm"
regime = "{regime}"
purposes = ["signer"]
certificate = "root.pem"
sha256 = "{sha256}"
source = "tests/flow"
"""


def openssl(*args, data=None):
    done = subprocess.run(["openssl", *map(str, args)], input=data, capture_output=True)
    if done.returncode:
        raise RuntimeError(f"openssl {args}: {done.stderr.decode()}")
    return done.stdout


class Officers:
    """One root, the people and agencies it certifies, and its CRL."""

    def __init__(self, folder, regime="official-duty"):
        self.folder, self.regime = Path(folder), regime
        self.folder.mkdir(parents=True)
        self.config = self.folder / "openssl.cnf"
        self.config.write_text(CONFIG.format(folder=self.folder))
        (self.folder / "index.txt").write_text("")
        (self.folder / "crlnumber").write_text("01\n")
        openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", 30, "-utf8",
                "-config", self.config, "-extensions", "ca", "-subj", "/C=VN/O=CHỈ ĐỂ THỬ/CN=Gốc thử nghiệm", "-keyout",
                self.key("root"), "-out", self.cert("root"))

    def key(self, name):
        return self.folder / f"{name}.key"

    def cert(self, name):
        return self.folder / f"{name}.pem"

    def add(self, name, subject):
        request = openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-utf8", "-config",
                          self.config, "-subj", subject, "-keyout", self.key(name))
        openssl("x509", "-req", "-CA", self.cert("root"), "-CAkey", self.key("root"), "-CAcreateserial", "-days", 20,
                "-extfile", self.config, "-extensions", "signer", "-out", self.cert(name), data=request)

    def add_officer(self, name, common_name, agency=AGENCY):
        self.add(name, f"/C=VN/O={agency}/OU=Văn phòng/CN={common_name}")

    def add_agency(self, name, agency=AGENCY):
        self.add(name, f"/C=VN/O={agency}/CN={agency}")

    def revoke(self, name):
        openssl("ca", "-config", self.config, "-name", "ca_db", "-keyfile", self.key("root"), "-cert", self.cert("root"),
                "-revoke", self.cert(name), "-crl_reason", "keyCompromise")

    def crl(self):
        """A new list of who is revoked by now."""
        path = self.folder / "root.crl.pem"
        openssl("ca", "-gencrl", "-config", self.config, "-name", "ca_db", "-keyfile", self.key("root"), "-cert",
                self.cert("root"), "-out", path)
        return path

    def trust(self, test, folder):
        """A trust folder for the programs, with the newest list in its archive."""
        folder = Path(folder)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "root.pem").write_bytes(self.cert("root").read_bytes())
        der = openssl("x509", "-in", self.cert("root"), "-outform", "DER")
        digest = openssl("dgst", "-sha256", "-r", data=der).split()[0].decode()
        (folder / "anchors.toml").write_text(ANCHOR.format(regime=self.regime, sha256=digest))
        test.ok("trust", "archive", self.crl(), "--trust", folder)
        return folder

    def cms(self, name, data, out=None):
        """Detached CMS over these bytes, or over a file."""
        content = data if isinstance(data, bytes) else Path(data).read_bytes()
        der = openssl("cms", "-sign", "-binary", "-cades", "-md", "sha256", "-signer", self.cert(name), "-inkey",
                      self.key(name), "-outform", "DER", data=content)
        if out is not None:
            Path(out).write_bytes(der)
        return der

    def sign_pdf(self, name, base, **options):
        """`base` with an update that signs it."""
        return sign_update(base, lambda data: self.cms(name, data), **options)


# ---- a signing tool ----------------------------------------------------------------------------


def qpdf(path, what):
    return subprocess.run(["qpdf", f"--show-object={what}", str(path)], check=True, capture_output=True).stdout.decode("latin-1").strip()


def reference(text, key):
    return int(re.search(rf"/{key} (\d+) 0 R", text)[1])


def first_page(path, root):
    number = reference(qpdf(path, root), "Pages")
    while "/Kids" in (body := qpdf(path, number)):
        number = int(re.search(r"/Kids \[ ?(\d+) 0 R", body)[1])
    return number


def with_entry(body, key, value):
    """A dictionary with one more entry; an array that is there gets one more item."""
    listed = re.search(rf"/{key} \[", body)
    if listed:
        return body[:listed.end()] + " " + value.strip("[]") + body[listed.end():]
    return body[:-2] + f"/{key} {value} >>"


class Update:
    """One incremental update of a PDF, with the kind of xref its base has."""

    def __init__(self, base):
        self.base = Path(base)
        self.data = self.base.read_bytes()
        trailer = qpdf(self.base, "trailer")
        self.size, self.root = int(re.search(r"/Size (\d+)", trailer)[1]), reference(trailer, "Root")
        self.identity = (re.search(r"/ID \[.*?\]", trailer, re.S) or [""])[0]
        self.start = int(re.findall(rb"startxref\s+(\d+)", self.data)[-1])
        self.is_table = self.data[self.start:self.start + 4] == b"xref"
        self.objects = {}

    def add(self, body):
        self.objects[self.size] = body
        self.size += 1
        return self.size - 1

    def bytes(self):
        out, offsets = bytearray(self.data), {}
        if not out.endswith(b"\n"):
            out += b"\n"
        for number, body in sorted(self.objects.items()):
            offsets[number] = len(out)
            out += b"%d 0 obj\n" % number + body.encode("latin-1") + b"\nendobj\n"
        start = len(out)
        out += self.table(offsets) if self.is_table else self.stream(offsets, start)
        return bytes(out) + b"startxref\n%d\n%%%%EOF\n" % start

    def trailer(self, size):
        return f"/Size {size} /Root {self.root} 0 R /Prev {self.start} {self.identity}"

    def table(self, offsets):
        rows = b"".join(b"%d 1\n%010d 00000 n \n" % pair for pair in sorted(offsets.items()))
        return b"xref\n" + rows + f"trailer\n<< {self.trailer(self.size)} >>\n".encode("latin-1")

    def stream(self, offsets, start):
        offsets = dict(offsets) | {self.size: start}
        rows = b"".join(b"\1" + offset.to_bytes(4, "big") + b"\0" for _, offset in sorted(offsets.items()))
        index = " ".join(f"{number} 1" for number in sorted(offsets))
        head = f"{self.size} 0 obj\n<< /Type /XRef /W [1 4 1] /Index [{index}] /Length {len(rows)} {self.trailer(self.size + 1)} >>\nstream\n"
        return head.encode("latin-1") + rows + b"\nendstream\nendobj\n"


def sign_update(base, sign, change=None, visible=True):
    """The base with one update: a signature field, its value, and what `change(update, page)` smuggles in."""
    update = Update(base)
    page = first_page(base, update.root)
    value = update.add("<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /ByteRange "
                       "[0 0000000000 0000000000 0000000000] /Contents <" + "0" * HOLE + "> >>")
    rect = "[20 780 200 820]" if visible else "[0 0 0 0]"
    field = update.add(f"<< /Type /Annot /Subtype /Widget /FT /Sig /T (CanBoQuet) /V {value} 0 R /Rect {rect} /F 132 "
                       f"/P {page} 0 R >>")
    update.objects[update.root] = with_entry(qpdf(base, update.root), "AcroForm",
                                             f"<< /SigFlags 3 /Fields [{field} 0 R] >>")
    update.objects[page] = with_entry(qpdf(base, page), "Annots", f"[{field} 0 R]")
    if change is not None:
        change(update, page)
    data = update.bytes()
    start = data.rindex(b"/Contents <" + b"0" * HOLE) + len("/Contents ")
    end = start + HOLE + 2
    ranges = b"[0 %010d %010d %010d]" % (start, end, len(data) - end)
    data = data.replace(b"[0 0000000000 0000000000 0000000000]", ranges)
    der = sign(data[:start] + data[end:])
    return data[: start + 1] + der.hex().ljust(HOLE, "0").encode() + data[end - 1:]
