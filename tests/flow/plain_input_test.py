"""Folders and ZIPs without batch.json: names say what the papers are, and what does not fit waits."""

import json
import unicodedata
import zipfile

from made import blank_png, page_lines, rasterize, scan_pdf, scans, text_pdf, zip_of
from support import SAMPLES, FlowTest, by_title, component, main, page_count, tool

DOSSIER = "H19.15-261121-0001"


class PlainInputTest(FlowTest):
    def scan(self, count=1, first=1):
        return scans(self.tmp / f"scans-{first}", count, first=first)

    def folder(self, files):
        """A folder of these names; values are bytes or a file to copy."""
        root = self.tmp / "thu-muc"
        for name, content in files.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.read_bytes())
        return root

    def pages_of(self, line):
        return self.rows("select p.ordinal, p.file_ordinal, p.page_index, p.blank, p.duplicate_of "
                         "from pages p join components c on c.seq = p.component "
                         "where c.id = ? order by p.ordinal", line["id"])

    def files_of(self, line):
        return [name for name, in self.rows(
            "select name from files where component = ? order by ordinal", line["id"])]

    def test_names_make_components_and_order_their_pages(self):
        a, b, c = self.scan(3)
        receipt = self.submit(self.folder({f"{DOSSIER}/TP01-10.jpg": c, f"{DOSSIER}/TP01-2.jpg": b,
                                           f"{DOSSIER}/TP01-1.jpg": a, f"{DOSSIER}/KQ01.jpg": b}))
        self.assertEqual([(l["component"], l["pages"], l["state"], l["item"])
                          for l in receipt["components"]],
                         [("KQ01", 1, "done", f"{DOSSIER}-KQ1"),
                          ("TP01", 3, "done", f"{DOSSIER}-TP1")])
        kinds = [self.ok("show", l["item"], "--json").json()["kind"]
                 for l in receipt["components"]]
        self.assertEqual(kinds, ["result", "component"])
        self.assertEqual(self.files_of(component(receipt, "TP01")),
                         [f"{DOSSIER}/TP01-{n}.jpg" for n in (1, 2, 10)])
        self.assertEqual([row[:3] for row in self.pages_of(component(receipt, "TP01"))],
                         [(1, 1, 0), (2, 2, 0), (3, 3, 0)])

    def test_nfd_names_of_a_plain_zip_are_the_same_names_in_nfc(self):
        page, = self.scan()
        top = unicodedata.normalize("NFD", "Hồ sơ đất đai")
        self.assertNotEqual(top, unicodedata.normalize("NFC", top))
        stray = unicodedata.normalize("NFD", "Giấy tờ khác.jpg")
        receipt = self.submit(zip_of(self.tmp / "nfd.zip", [(f"{top}/{DOSSIER}/TP01.jpg", page),
                                                            (f"{top}/{stray}", page)]), code=1)
        self.assertEqual(component(receipt, "TP01", DOSSIER)["state"], "done")
        names = [name for name, in self.rows("select name from files where component is not null")]
        self.assertEqual(len(names), 2)
        self.assertTrue(all(unicodedata.is_normalized("NFC", name) for name in names), names)
        lone = by_title(self, receipt)[unicodedata.normalize("NFC", f"{top}/{stray}")]
        self.assertEqual(lone["state"], "waiting")

    def test_a_folder_and_its_zip_give_the_same_components(self):
        folder = self.folder({f"{DOSSIER}/TP0{n}.jpg": p for n, p in enumerate(self.scan(2), 1)})
        archive = self.tmp / "plain.zip"
        with zipfile.ZipFile(archive, "w") as plain:
            for path in sorted(folder.rglob("*.jpg")):
                plain.write(path, path.relative_to(folder))
        summary = lambda receipt: [(l["component"], l["state"], l["pages"], l["words"])
                                   for l in receipt["components"]]
        from_zip = self.submit(archive, store=self.new_store("zip-store"))
        self.assertEqual(summary(self.submit(folder)), summary(from_zip))

    def test_unknown_files_never_stop_the_others(self):
        page, = self.scan()
        receipt = self.submit(self.folder({
            f"{DOSSIER}/TP01.jpg": page,
            f"{DOSSIER}/TP02.jpg": b"<!DOCTYPE html><html><body>404 Not Found</body></html>",
            f"{DOSSIER}/TP03.jpg": b"",
            "ghi-chu.txt": "Ghi chú của người quét".encode(),
            "don le.jpg": page}), code=1)
        self.assertEqual((receipt["counted_in"], receipt["done"], receipt["waiting"]), (5, 1, 1))
        self.assertEqual(component(receipt, "TP01")["state"], "done")
        for code, words in (("TP02", "Nội dung không phải là giấy tờ"), ("TP03", "Tệp rỗng")):
            line = component(receipt, code)
            self.assertEqual((line["state"], line["pages"]), ("failed", 0))
            self.assertIn(words, " ".join(line["reasons"]))
        lines = by_title(self, receipt)
        self.assertEqual(lines["ghi-chu.txt"]["state"], "failed")
        self.assertTrue(lines["ghi-chu.txt"]["reasons"])
        self.assertEqual(lines["don le.jpg"]["state"], "waiting")
        self.assertIn("Chưa rõ mã hồ sơ", " ".join(lines["don le.jpg"]["reasons"]))

    def test_every_byte_received_is_kept_even_of_what_failed(self):
        note = "không phải giấy tờ".encode()
        self.submit(self.folder({"ghi-chu.txt": note, "rong.pdf": b""}), code=1)
        contents = {p.read_bytes() for p in (self.store / "blobs").rglob("*") if p.is_file()}
        self.assertLessEqual({note, b""}, contents)

    def test_a_folder_is_known_again_by_its_content(self):
        folder = self.folder({f"{DOSSIER}/TP01.jpg": self.scan()[0]})
        receipt = self.submit(folder)
        folder.rename(self.tmp / "ten-khac")
        self.assertEqual(self.submit(self.tmp / "ten-khac"), receipt)
        self.assertEqual(self.rows("select count(*) from batches"), [(1,)])

    def test_links_of_a_folder_are_not_followed(self):
        folder = self.folder({f"{DOSSIER}/TP01.jpg": self.scan()[0]})
        (folder / DOSSIER / "TP02.jpg").symlink_to("/etc/passwd")
        (folder / "tat-ca").symlink_to("/etc")
        receipt = self.submit(folder)
        self.assertEqual([l["component"] for l in receipt["components"]], ["TP01"])

    def test_an_empty_or_missing_folder_is_named(self):
        (self.tmp / "trong").mkdir()
        self.assertEqual(self.exits(2, "batch", "submit", self.tmp / "trong").kinds(),
                         ["empty-file"])
        self.assertEqual(self.exits(5, "batch", "submit", self.tmp / "khong-co").kinds(),
                         ["file-not-found"])
        self.assertEqual(self.rows("select count(*) from batches"), [(0,)])


class PageReviewTest(FlowTest):
    """What is noticed about pages is said; no page is ever dropped."""

    def one_component(self, pdf, declared):
        folder = self.tmp / "lo"
        (folder / "data").mkdir(parents=True)
        (folder / "data" / "don.pdf").write_bytes(pdf.read_bytes())
        (folder / "batch.json").write_text(
            '{"station":"TT-01","operator":"canbo","scanned_at":"2026-11-20T08:30:00+07:00",'
            '"components":[{"dossier":"%s","component":"TP01","kind":"component",'
            '"files":["data/don.pdf"],"pages_declared":%d}]}' % (DOSSIER, declared))
        bag = self.tmp / "lo.zip"
        self.ok("batch", "pack", folder, "-o", bag)
        return bag

    def two_pages(self, *extra):
        return scan_pdf(self.tmp / "don.pdf", [*scans(self.tmp / "s", 2), *extra])

    def test_fewer_pages_than_declared_wait_for_an_officer(self):
        receipt = self.submit(self.one_component(self.two_pages(), declared=3), code=1)
        line = component(receipt, "TP01")
        self.assertEqual((line["state"], line["pages_done"]), ("waiting", 2))
        self.assertRegex(" ".join(line["reasons"]), r"\b3\b.*\b2\b|\b2\b.*\b3\b")

    def test_the_declared_number_of_pages_is_done(self):
        receipt = self.submit(self.one_component(self.two_pages(), declared=2))
        self.assertEqual(component(receipt, "TP01")["state"], "done")

    def test_a_blank_page_is_noted_and_counted(self):
        blank = blank_png(self.tmp / "trang.png")
        receipt = self.submit(self.one_component(self.two_pages(blank), declared=3))
        line = component(receipt, "TP01")
        self.assertEqual((line["state"], line["pages"], line["blank"]), ("done", 3, 1))
        self.assertTrue(any("Trang 3" in r and "trắng" in r for r in line["reasons"]), line)

    def test_the_same_sheet_scanned_twice_is_noted_and_kept(self):
        first, second = scans(self.tmp / "s", 2)
        pdf = scan_pdf(self.tmp / "don.pdf", [first, second, first])
        line = component(self.submit(self.one_component(pdf, declared=3)), "TP01")
        self.assertEqual((line["pages"], line["duplicates"]), (3, 1))
        repeats = self.rows("select ordinal, duplicate_of from pages where duplicate_of > 0")
        self.assertEqual(repeats, [(3, 1)])
        out = self.tmp / "out.pdf"
        self.ok("get", line["item"], "-o", out)
        self.assertEqual(page_count(out), 3)

    def test_digital_pages_keep_the_text_of_their_author(self):
        pdf = text_pdf(self.tmp / "so.pdf", [page_lines(1), page_lines(2)])
        line = component(self.submit(self.one_component(pdf, declared=2)), "TP01")
        self.assertEqual((line["state"], line["source"], line["confidence"]),
                         ("done", "text-layer", 1))

    def test_a_fax_reads_the_same_out_of_a_tiff_and_out_of_a_pdf(self):
        """Group 4 pixels are the scanner's own in both: upright, and turned by /Rotate."""
        fax = SAMPLES / "ho-so/H18.19.10-260826-8754/TP04.tif"
        pdf, turned = self.tmp / "fax.pdf", self.tmp / "turned.pdf"
        tool("img2pdf", fax, "-o", pdf)
        tool("qpdf", pdf, "--rotate=+180", turned)
        pages = {}
        for source in (fax, pdf, turned):
            page = json.loads(self.ok("ocr", source, "--json", "-").out)["pages"][0]
            pages[source] = (page["text"], page["width_px"], page["height_px"])
        self.assertEqual(pages[pdf], pages[fax])
        self.assertEqual(pages[turned], pages[fax])

    def test_a_hybrid_is_judged_page_by_page(self):
        digital = text_pdf(self.tmp / "so.pdf", [page_lines(1)])
        scan = scan_pdf(self.tmp / "quet.pdf", rasterize(digital, self.tmp / "q", 200))
        both = self.tmp / "both.pdf"
        tool("qpdf", "--empty", "--pages", digital, scan, "--", both)
        line = component(self.submit(self.one_component(both, declared=2)), "TP01")
        self.assertEqual((line["source"], line["pages_done"]), ("mixed", 2))


if __name__ == "__main__":
    main()
