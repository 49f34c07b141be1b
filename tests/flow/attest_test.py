"""The officer's own signature over a scan: made with openssl and with a tool that appends to a PDF, checked by the
real programs. What does not stand over exactly this scan is refused."""

import shutil

from made import page_lines, scan_pdf, scans, text_pdf, zip_of
from officers import Officers, with_entry
from support import FlowTest, component, main, sha256, tool

DOSSIER = "H19.15-261121-0001"


class AttestTest(FlowTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()

    def setUp(self):
        super().setUp()
        self.officers = Officers(self.tmp / "pki")
        self.officers.add_officer("officer", "Nguyễn Văn Thử")
        self.officers.add_officer("clerk", "Trần Thị Mẫu")
        self.officers.add_agency("agency")
        self.trust = self.officers.trust(self, self.store / "trust")

    def images(self, folder, code="TP01", count=2, first=1):
        """A dossier's component as scanned images."""
        into = self.tmp / folder / DOSSIER
        into.mkdir(parents=True, exist_ok=True)
        for number, image in enumerate(scans(self.tmp / f"scan-{folder}-{code}", count, first=first), 1):
            shutil.copy(image, into / f"{code}-{number}.jpg")
        return self.tmp / folder

    def send(self, folder):
        return self.submit(folder)

    def prepare(self, wanted, name="xac-nhan.txt", *args):
        path = self.tmp / name
        self.ok("attest", "prepare", wanted, "-o", path, "--force", *args)
        return path

    def submit_signature(self, code, wanted, signer, statement, **options):
        self.officers.cms(signer, statement, f"{statement}.p7s")
        return self.exits(code, "attest", "submit", wanted, "--signature", f"{statement}.p7s", "--json", **options)

    def listed(self, *args):
        return {line["component"]: line for line in self.ok("attest", "list", "--json", *args).lines()}


class StatementTest(AttestTest):
    def setUp(self):
        super().setUp()
        self.images("lo", "TP01")
        self.receipt = self.send(self.images("lo", "TP02", first=5))
        self.id = component(self.receipt, "TP01")["id"]
        self.other = component(self.receipt, "TP02")["id"]

    def test_the_statement_holds_what_sha256sum_says(self):
        text = self.prepare(self.id).read_text()
        for path in sorted((self.tmp / "lo" / DOSSIER).glob("TP01-*.jpg")):
            self.assertIn(f"file {sha256(path)} {path.stat().st_size} 1 ", text)
        self.assertIn(f"component {self.id}\ndossier {DOSSIER}\ncode TP01\npages 2\n", text)
        self.assertNotIn("TP02", text)

    def test_an_officers_signature_is_kept_once(self):
        statement = self.prepare(self.id)
        answer = self.submit_signature(0, self.id, "officer", statement).json()
        self.assertEqual(answer["outcome"], "valid")
        self.assertIn("Nguyễn Văn Thử", answer["records"][0]["officer"])
        self.assertIsNotNone(answer["records"][0]["signed_at"])
        again = self.exits(0, "attest", "submit", self.id, "--signature", f"{statement}.p7s", "--json")
        self.assertTrue(again.json()["known"])
        self.assertEqual(again.json()["records"], answer["records"])
        self.assertEqual(self.rows("select count(*) from attestations"), [(1,)])
        self.assert_store_sound()

    def test_the_list_says_who_waits(self):
        self.assertEqual({line["state"] for line in self.listed().values()}, {"none"})
        self.submit_signature(0, self.id, "officer", self.prepare(self.id))
        self.assertEqual(self.listed()[self.id]["state"], "valid")
        self.assertEqual(list(self.listed("--waiting")), [self.other])

    def test_one_signature_stands_for_the_whole_batch(self):
        batch = self.receipt["batch"]
        answer = self.submit_signature(0, batch, "officer", self.prepare(batch)).json()
        self.assertEqual({r["component"] for r in answer["records"]}, {self.id, self.other})
        self.assertEqual({r["form"] for r in answer["records"]}, {"batch"})
        self.assertEqual({line["state"] for line in self.listed().values()}, {"valid"})

    def test_a_signature_over_another_scan_names_the_file(self):
        statement = self.prepare(self.other)
        done = self.submit_signature(5, self.id, "officer", statement)
        self.assertEqual(done.kinds(), ["not-attested"])
        self.assertIn("TP01-1.jpg", done.err)
        self.assertEqual(self.listed()[self.id]["state"], "none")
        self.assertEqual(self.rows("select count(*) from attestations"), [(0,)])

    def test_a_statement_edited_by_one_byte_is_another_one(self):
        statement = self.prepare(self.id)
        digest = sha256(self.tmp / "lo" / DOSSIER / "TP01-2.jpg")
        edited = statement.read_text().replace(digest, digest[:-1] + ("0" if digest[-1] != "0" else "1"))
        statement.write_text(edited)
        done = self.submit_signature(5, self.id, "officer", statement)
        self.assertEqual(done.kinds(), ["not-attested"])
        self.assertIn("TP01-2.jpg", done.err)
        self.assertNotIn("TP01-1.jpg", done.err)

    def test_a_later_scan_needs_a_signature_of_its_own(self):
        statement = self.prepare(self.id)
        self.submit_signature(0, self.id, "officer", statement)
        again = component(self.send(self.images("lo2", "TP01", first=9)), "TP01")["id"]
        self.assertNotEqual(again, self.id)
        self.assertEqual(self.listed()[again]["state"], "none")
        done = self.exits(5, "attest", "submit", again, "--signature", f"{statement}.p7s")
        self.assertEqual(done.kinds(), ["not-attested"])

    def test_a_revoked_officer_is_not_valid(self):
        self.officers.revoke("clerk")
        self.ok("trust", "archive", self.officers.crl(), "--trust", self.trust)
        done = self.submit_signature(1, self.id, "clerk", self.prepare(self.id)).json()
        self.assertNotEqual(done["outcome"], "valid")
        self.assertIn("REVOKED", done["why_en"])

    def test_a_stranger_is_not_settled(self):
        stranger = Officers(self.tmp / "la")
        stranger.add_officer("officer", "Nguyễn Văn Thử")
        statement = self.prepare(self.id)
        stranger.cms("officer", statement, f"{statement}.p7s")
        answer = self.exits(1, "attest", "submit", self.id, "--signature", f"{statement}.p7s", "--json").json()
        self.assertEqual(answer["outcome"], "indeterminate")

    def test_an_agencys_certificate_is_no_officers_signature(self):
        answer = self.submit_signature(1, self.id, "agency", self.prepare(self.id)).json()
        self.assertEqual(answer["outcome"], "invalid")
        self.assertIn("cơ quan", answer["why_vi"])
        self.assertEqual(self.listed()[self.id]["state"], "invalid")
        self.submit_signature(0, self.id, "officer", self.prepare(self.id))
        self.assertEqual(self.listed()[self.id]["state"], "valid", "the officer's own one counts")

    def test_what_is_no_component_has_an_error(self):
        self.assertEqual(self.exits(5, "attest", "prepare", f"{self.id}9", "-o", "-").kinds(), ["no-such-component"])
        self.assertEqual(self.exits(5, "attest", "prepare", "L-0", "-o", "-").kinds(), ["no-such-batch"])


class SignedPdfTest(AttestTest):
    def setUp(self):
        super().setUp()
        self.id = component(self.send(self.images("lo", "TP01")), "TP01")["id"]
        self.base = self.prepare(self.id, "quet.pdf", "--pdf")

    def submit_pdf(self, code, data, wanted=None):
        path = self.tmp / "da-ky.pdf"
        path.write_bytes(data)
        return self.exits(code, "attest", "submit", wanted or self.id, "--signed-pdf", path, "--json")

    def assert_refused(self, data, words, wanted=None):
        done = self.submit_pdf(5, data, wanted)
        self.assertEqual(done.kinds(), ["not-attested"])
        self.assertIn(words, done.err)
        self.assertEqual(self.rows("select count(*) from attestations"), [(0,)])

    def test_the_signed_scan_is_kept(self):
        self.assertEqual(tool("pdftotext", self.base, "-").strip(), b"", "nothing was extracted yet")
        answer = self.submit_pdf(0, self.officers.sign_pdf("officer", self.base)).json()
        self.assertEqual((answer["outcome"], answer["records"][0]["form"]), ("valid", "pdf"))
        self.assertEqual(self.listed()[self.id]["state"], "valid")
        self.assert_store_sound()

    def test_a_second_hand_out_is_known_too(self):
        again = self.prepare(self.id, "quet-2.pdf", "--pdf")
        self.submit_pdf(0, self.officers.sign_pdf("officer", again))

    def test_a_page_changed_while_signing_is_refused(self):
        def box(update, page):
            update.objects[page] = update.objects[page].replace("/MediaBox", "/CropBox [0 0 300 300] /MediaBox", 1)
        self.assert_refused(self.officers.sign_pdf("officer", self.base, change=box), "page-box")

    def test_content_laid_over_the_page_is_refused(self):
        def cover(update, page):
            body = "1 1 1 rg 0 0 600 850 re f"
            stream = update.add(f"<< /Length {len(body)} >>\nstream\n{body}\nendstream")
            update.objects[page] = with_entry(update.objects[page].replace("/Contents", "/OldContents"), "Contents",
                                              f"[{stream} 0 R]")
        self.assert_refused(self.officers.sign_pdf("officer", self.base, change=cover), "page-")

    def test_a_note_over_the_page_is_refused(self):
        def note(update, page):
            number = update.add("<< /Type /Annot /Subtype /Square /IC [1 1 1] /Rect [0 0 600 850] >>")
            update.objects[page] = with_entry(update.objects[page], "Annots", f"[{number} 0 R]")
        self.assert_refused(self.officers.sign_pdf("officer", self.base, change=note), "annotation-added")

    def test_a_file_written_anew_is_refused(self):
        rewritten = self.tmp / "ghi-lai.pdf"
        tool("qpdf", "--object-streams=disable", "--linearize", self.base, rewritten)
        self.assert_refused(self.officers.sign_pdf("officer", rewritten), "ghi lại cả tệp")

    def test_another_scan_is_refused(self):
        other = scan_pdf(self.tmp / "khac.pdf", scans(self.tmp / "khac", 2, first=20))
        self.assert_refused(self.officers.sign_pdf("officer", other), "bản quét khác")

    def test_without_a_signature_nothing_is_attested(self):
        self.assert_refused(self.base.read_bytes(), "không có chữ ký số")

    def test_a_broken_signature_is_refused(self):
        data = bytearray(self.officers.sign_pdf("officer", self.base))
        data[data.rindex(b"/Rect") + 7] ^= 1
        self.assert_refused(bytes(data), "không có chữ ký số")

    def test_an_agency_signs_results_and_not_scans(self):
        answer = self.submit_pdf(1, self.officers.sign_pdf("agency", self.base)).json()
        self.assertEqual(answer["outcome"], "invalid")

    def test_a_scan_that_came_as_a_pdf_is_its_own_base(self):
        folder = self.tmp / "pdf" / DOSSIER
        folder.mkdir(parents=True)
        original = scan_pdf(folder / "TP03.pdf", scans(self.tmp / "p3", 2, first=30))
        wanted = component(self.send(self.tmp / "pdf"), "TP03")["id"]
        self.assertEqual(self.prepare(wanted, "p3.pdf", "--pdf").read_bytes(), original.read_bytes())
        self.submit_pdf(0, self.officers.sign_pdf("officer", original), wanted)

    def test_a_pdf_is_of_one_component(self):
        batch = self.id.split("/")[0]
        done = self.exits(2, "attest", "submit", batch, "--signed-pdf", self.base)
        self.assertEqual(done.kinds(), ["usage"])


class InTheBatchTest(AttestTest):
    """Signatures that come along with the scans."""

    def outcomes(self, receipt):
        return {line["code"]: line["state"] for line in self.listed(receipt["batch"]).values()}

    def test_beside_each_scan(self):
        lo = self.images("lo", "TP01")
        for image in (lo / DOSSIER).glob("TP01-*.jpg"):
            self.officers.cms("officer", image, image.with_suffix(".p7s"))
        receipt = self.send(self.images("lo", "TP02", count=1, first=7))
        self.assertEqual([c["component"] for c in receipt["components"]], ["TP01", "TP02"])
        self.assertEqual(self.outcomes(receipt), {"TP01": "valid", "TP02": "none"})

    def test_half_a_component_is_not_attested(self):
        lo = self.images("lo", "TP01")
        first = lo / DOSSIER / "TP01-1.jpg"
        self.officers.cms("officer", first, first.with_suffix(".p7s"))
        self.assertEqual(self.outcomes(self.send(lo)), {"TP01": "none"})

    def test_one_signature_over_the_manifest_of_a_bag(self):
        self.images("lo", "TP01")
        self.ok("batch", "pack", self.images("lo", "TP02", first=7), "-o", self.tmp / "lo.zip")
        shutil.unpack_archive(self.tmp / "lo.zip", self.tmp / "bag")
        manifest = next((self.tmp / "bag").rglob("manifest-sha256.txt"))
        self.officers.cms("officer", manifest, manifest.with_name("attestation.p7s"))
        entries = [(str(p.relative_to(self.tmp / "bag")), p) for p in sorted((self.tmp / "bag").rglob("*")) if p.is_file()]
        receipt = self.send(zip_of(self.tmp / "co-chu-ky.zip", entries))
        self.assertEqual(self.outcomes(receipt), {"TP01": "valid", "TP02": "valid"})

    def test_a_signature_over_another_file_is_nobodys(self):
        lo = self.images("lo", "TP01", count=1)
        scan = lo / DOSSIER / "TP01-1.jpg"
        self.officers.cms("officer", b"something else", scan.with_suffix(".p7s"))
        self.assertEqual(self.outcomes(self.send(lo)), {"TP01": "none"})

    def test_a_scan_the_officer_signed_as_pdf(self):
        folder = self.tmp / "lo" / DOSSIER
        folder.mkdir(parents=True)
        scan = scan_pdf(self.tmp / "quet.pdf", scans(self.tmp / "q", 1))
        (folder / "TP01.pdf").write_bytes(self.officers.sign_pdf("officer", scan))
        self.assertEqual(self.outcomes(self.send(self.tmp / "lo")), {"TP01": "valid"})

    def test_an_agencys_document_is_no_attested_scan(self):
        folder = self.tmp / "lo" / DOSSIER
        folder.mkdir(parents=True)
        paper = text_pdf(self.tmp / "qd.pdf", [page_lines(3)])
        (folder / "TP01.pdf").write_bytes(self.officers.sign_pdf("agency", paper))
        self.assertEqual(self.outcomes(self.send(self.tmp / "lo")), {"TP01": "none"})


if __name__ == "__main__":
    main()
