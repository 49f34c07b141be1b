"""A signed PDF is never rewritten: its text is found, its bytes are given back as they came."""

import json
import re
import shutil
import unittest

from made import Pdf, page_lines, text_content
from support import SHARED, FlowTest, component, main, sha256, tool

DOSSIER = "H19.15-261121-0009"
HOLE = 16384  # hexadecimal digits kept free for the signature


def unsigned_pdf():
    """A page with a signature field whose value waits for its bytes."""
    pdf = Pdf()
    font = pdf.add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    body = pdf.stream(text_content(page_lines(5)))
    value = pdf.add("<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /adbe.pkcs7.detached "
                    "/ByteRange [0 0000000000 0000000000 0000000000] /Contents <" + "0" * HOLE +
                    "> >>")
    field = pdf.add(f"<< /Type /Annot /Subtype /Widget /FT /Sig /T (Ky) /V {value} 0 R "
                    "/Rect [0 0 0 0] /F 132 >>")
    tree = pdf.reserve()
    page = pdf.add(f"<< /Type /Page /Parent {tree} 0 R /MediaBox [0 0 595 842] /Contents {body} 0 R"
                   f" /Annots [{field} 0 R] /Resources << /Font << /F1 {font} 0 R >> >> >>")
    pdf.set(tree, f"<< /Type /Pages /Kids [{page} 0 R] /Count 1 >>")
    return pdf.bytes(pdf.add(f"<< /Type /Catalog /Pages {tree} 0 R "
                             f"/AcroForm << /SigFlags 3 /Fields [{field} 0 R] >> >>"))


def sign(path, folder):
    """Signs with a key made on the spot; the signature is OpenSSL's, and poppler checks it."""
    key, cert = folder / "key.pem", folder / "cert.pem"
    tool("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", 30, "-subj",
         "/CN=Can bo thu nghiem", "-keyout", key, "-out", cert)
    data = unsigned_pdf()
    start = data.index(b"/Contents <") + len("/Contents ")
    end = start + HOLE + 2
    ranges = b"[0 %010d %010d %010d]" % (start, end, len(data) - end)
    data = re.sub(rb"\[0 0{10} 0{10} 0{10}\]", ranges, data)
    (folder / "signed-bytes").write_bytes(data[:start] + data[end:])
    der = tool("openssl", "cms", "-sign", "-binary", "-md", "sha256", "-signer", cert, "-inkey",
               key, "-outform", "DER", "-in", folder / "signed-bytes")
    path.write_bytes(data[: start + 1] + der.hex().ljust(HOLE, "0").encode() + data[end - 1 :])
    return path


class SignedTest(FlowTest):
    def setUp(self):
        super().setUp()
        self.signed = sign(self.tmp / "ky.pdf", self.tmp)

    def test_a_foreign_program_finds_the_signature_valid(self):
        # Exit 1 or 2 speaks of trust in our certificate; the signature itself is what counts.
        checked = tool("sh", "-c", f"pdfsig -nocert '{self.signed}' || true").decode()
        self.assertIn("Signature is Valid", checked)

    def test_ocr_reads_it_and_writes_no_pdf(self):
        digest = sha256(self.signed)
        done = self.exits(1, "ocr", self.signed, "-o", self.tmp / "out.pdf", "--text",
                          self.tmp / "out.txt", "--json", self.tmp / "out.json")
        self.assertEqual(done.kinds(), ["signed-pdf"])
        self.assertFalse((self.tmp / "out.pdf").exists())
        self.assertFalse((self.tmp / "out.pdf.part").exists())
        self.assertIn("CONG HOA XA HOI", (self.tmp / "out.txt").read_text())
        self.assertEqual(json.loads((self.tmp / "out.json").read_text())["pages"][0]["source"],
                         "text-layer")
        self.assertEqual(sha256(self.signed), digest)

    def test_text_alone_is_no_refusal(self):
        self.ok("ocr", self.signed, "--text", self.tmp / "out.txt")

    def submit_one(self, pdf):
        folder = self.tmp / "lo" / DOSSIER
        folder.mkdir(parents=True)
        shutil.copy(pdf, folder / "KQ01.pdf")
        return component(self.submit(self.tmp / "lo"), "KQ01")

    def assert_kept_as_it_came(self, line, pdf):
        self.assertEqual(line["state"], "done")
        shown = self.ok("show", line["item"], "--json").json()
        self.assertEqual((shown["signed"], shown["searchable_sha256"]), (True, None))
        for options in ([], ["--original"]):
            out = self.tmp / "got.pdf"
            self.ok("get", line["item"], "-o", out, "--force", *options)
            self.assertEqual(sha256(out), sha256(pdf))

    def test_in_a_batch_it_is_done_found_and_given_back_unchanged(self):
        line = self.submit_one(self.signed)
        self.assertIn("đã ký số", " ".join(line["reasons"]))
        self.assert_kept_as_it_came(line, self.signed)
        hits = self.ok("find", '"cong hoa xa hoi"', "--json").lines()
        self.assertEqual([hit["item"] for hit in hits], [line["item"]])

    @unittest.skipUnless((SHARED / "data/signing").is_dir(), "../shared is not beside the project")
    def test_a_signed_pdf_of_another_maker_is_treated_the_same(self):
        other = SHARED / "data/signing/pades-bes.pdf"
        self.assert_kept_as_it_came(self.submit_one(other), other)


if __name__ == "__main__":
    main()
