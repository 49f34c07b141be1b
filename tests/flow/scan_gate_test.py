"""The scan quality gate through the real programs: what it finds of files and pages is kept, shown and asked about."""

import re

from made import blank_png, page_lines, png, rasterize, scan_pdf, scans, text_pdf
from support import NOTHING_INSISTED_ON, FlowTest, component, main, tool

DOSSIER = "H19.15-261121-0006"
MEMBERS = {"rule", "severity", "page", "measure", "limit", "clause", "message", "message_en", "profile"}
FORMAT_CLAUSE = "NĐ 30/2020/NĐ-CP, Phụ lục I"


def rules(findings, *severities):
    return [f["rule"] for f in findings if not severities or f["severity"] in severities]


class ScanGateTest(FlowTest):
    def send(self, files, code=0):
        folder = self.tmp / "lo" / DOSSIER
        folder.mkdir(parents=True, exist_ok=True)
        for name, path in files.items():
            (folder / name).write_bytes(path.read_bytes())
        return self.submit(self.tmp / "lo", code=code)

    def scan_reviews(self, line):
        return self.ok("review", "list", "--component", line["id"], "--subject", "scan", "--json").lines()

    def digital(self, name="so.pdf", number=4, **options):
        """A page of which no kind is known, so that nothing but the scan can make it wait: see page_lines."""
        self.assertEqual(number % 4, 0)
        return text_pdf(self.tmp / name, [page_lines(number)], **options)

    def grey_scan(self, number):
        """A scan with one channel; poppler writes grey as RGB."""
        stem = self.tmp / f"xam-{number}"
        tool("pdftoppm", "-r", 200, "-gray", "-singlefile", self.digital(f"xam-{number}.pdf", number), stem)
        _, size, _, pixels = stem.with_suffix(".pgm").read_bytes().split(b"\n", 3)
        width, height = map(int, size.split())
        rows = b"".join(b"\0" + pixels[y * width:(y + 1) * width] for y in range(height))
        return png(stem.with_suffix(".png"), width, height, rows)

    def old_pdf(self):
        path = self.digital("cu.pdf")
        path.write_bytes(path.read_bytes().replace(b"%PDF-1.7", b"%PDF-1.3"))
        return path

    def colour_scan(self, number, dpi=200):
        """A page no rule has anything against: colour, 200 dpi, A4."""
        source = self.digital(f"mau-{number}.pdf", number)
        tool("pdftoppm", "-r", dpi, "-jpeg", "-singlefile", source, self.tmp / f"mau-{number}-{dpi}")
        return self.tmp / f"mau-{number}-{dpi}.jpg"

    def test_warnings_and_notes_are_kept_and_shown_and_stop_nothing(self):
        blank = blank_png(self.tmp / "b.png")
        line = component(self.send({"TP01-1.png": self.grey_scan(4), "TP01-2.png": blank}), "TP01")
        self.assertEqual((line["state"], line["blank"]), ("done", 1))
        found = line["scan"]
        self.assertTrue(all(set(f) == MEMBERS for f in found), found)
        self.assertEqual(rules(found, "block"), [])
        self.assertIn("not-colour", rules(found, "warn"))
        self.assertEqual({"page-count", "blank-page"} - set(rules(found, "note")), set())
        grey_page = next(f for f in found if f["rule"] == "not-colour")
        self.assertEqual((grey_page["page"], grey_page["measure"], grey_page["limit"], grey_page["clause"]),
                         (1, "grey", "colour", FORMAT_CLAUSE))
        count = next(f for f in found if f["rule"] == "page-count")
        self.assertEqual((count["page"], count["measure"], count["clause"]), (None, "2", None))
        self.assertEqual(self.ok("show", line["item"], "--json").json()["scan"], found)
        told = self.ok("show", line["item"]).out
        self.assertRegex(told, r"! trang 1: Ảnh quét không có màu.*\[NĐ 30/2020")
        self.assertEqual(told.count("Ảnh quét không có màu"), 1, "said once, not again as a reason")
        self.assertEqual(self.scan_reviews(line), [])

    def test_a_scan_that_blocks_asks_with_measure_limit_and_clause(self):
        line = component(self.send({"TP01.jpg": self.colour_scan(4, 100)}, code=1), "TP01")
        self.assertEqual((line["state"], rules(line["scan"], "block")), ("waiting", ["dpi-low"]))
        self.assertEqual(sum("100 dpi" in reason for reason in line["reasons"]), 1, line["reasons"])
        review, = self.scan_reviews(line)
        shown = self.ok("review", "show", review["id"], "--json").json()
        self.assertEqual(shown["scan"], line["scan"])
        told = self.ok("review", "show", review["id"]).out
        self.assertIn("✗ trang 1: Độ phân giải 100 dpi thấp hơn mức quy định 200 dpi.", told)
        self.assertIn("→ Đặt máy quét từ 200 dpi", told)

    def test_what_the_cage_saw_of_a_file_reaches_queue_receipt_and_item(self):
        script = self.digital("js.pdf", catalog="/OpenAction << /S /JavaScript /JS (app.beep\\(\\)) >>")
        line = component(self.send({"TP01.pdf": script}, code=1), "TP01")
        self.assertEqual((line["state"], line["pages_done"], line["item"]), ("waiting", 1, None))
        self.assertEqual(rules(line["scan"], "block"), ["active-content"])
        review, = self.scan_reviews(line)
        self.assertIn("JavaScript", review["why"])
        self.ok("review", "accept", review["id"], "--officer", "CB01")
        again = component(self.submit(self.tmp / "lo"), "TP01")
        self.assertEqual((again["state"], again["scan"]), ("done", line["scan"]))
        shown = self.ok("show", again["item"], "--json").json()
        self.assertIn("JavaScript", shown["files"][0]["active_content"])
        self.assertEqual((shown["files"][0]["pdf_version"], shown["files"][0]["encrypted"]), ("1.7", False))

    def test_an_old_pdf_warns_and_goes_on(self):
        line = component(self.send({"TP01.pdf": self.old_pdf()}), "TP01")
        self.assertEqual(line["state"], "done")
        found, = (f for f in line["scan"] if f["rule"] == "pdf-version")
        self.assertEqual((found["severity"], found["measure"], found["limit"], found["clause"]),
                         ("warn", "1.3", "1.4", FORMAT_CLAUSE))

    def test_a_file_over_the_sites_bound_warns(self):
        (self.store / "profile.toml").write_text(
            NOTHING_INSISTED_ON + '[scan]\n'
            'file_bytes_max = 200\nsource = "thử"\ncertainty = "high"\n')
        line = component(self.send({"TP01.pdf": self.digital()}), "TP01")
        self.assertIn("file-size", rules(line["scan"], "warn"))

    def encrypted(self, name, user):
        path = self.tmp / name
        tool("qpdf", "--encrypt", user, "chu", "256", "--", self.digital(), path)
        return path

    def test_a_locked_pdf_that_opens_is_read_and_asked_about(self):
        line = component(self.send({"TP01.pdf": self.encrypted("chu.pdf", "")}, code=1), "TP01")
        self.assertEqual((line["state"], line["pages_done"]), ("waiting", 1))
        self.assertEqual(rules(line["scan"], "block"), ["encrypted"])
        self.assertEqual(len(self.scan_reviews(line)), 1)

    def test_a_pdf_that_waits_for_its_password_is_in_the_queue_and_is_no_item_unread(self):
        line = component(self.send({"TP01.pdf": self.encrypted("khoa.pdf", "mo-ra")}, code=1), "TP01")
        self.assertEqual((line["state"], line["pages"]), ("waiting", 0))
        self.assertEqual(len(line["reasons"]), 1, "the lock is one reason: the password is asked for")
        self.assertIn("mật khẩu", line["reasons"][0])
        self.assertEqual(rules(line["scan"]), ["encrypted"])
        review, = self.scan_reviews(line)
        self.assertEqual(self.exits(4, "review", "accept", review["id"], "--officer", "CB01").kinds(), ["needs-password"])
        self.ok("review", "reject", review["id"], "--officer", "CB01", "--reason", "xin tệp không khoá")
        again = component(self.submit(self.tmp / "lo", code=1), "TP01")
        self.assertEqual((again["state"], again["item"]), ("failed", None))

    def test_a_sheet_that_came_as_a_scan_and_with_its_text_is_one_sheet(self):
        paper = self.digital("giay.pdf", 8)
        scan, = rasterize(paper, self.tmp / "giay", 200)
        searchable = self.tmp / "chu.pdf"
        self.ok("ocr", scan_pdf(self.tmp / "anh.pdf", [scan]), "-o", searchable)
        other, = scans(self.tmp / "k", 1, first=12)
        line = component(self.send({"TP01-1.jpg": scan, "TP01-2.jpg": other, "TP01-3.pdf": searchable,
                                    "TP01-4.pdf": paper}), "TP01")
        pages = self.rows("select ordinal, source, duplicate_of from pages order by ordinal")
        self.assertEqual(pages, [(1, "ocr", 0), (2, "ocr", 0), (3, "text-layer", 1), (4, "text-layer", 1)])
        repeats = [f for f in line["scan"] if f["rule"] == "duplicate-page"]
        self.assertEqual([(f["page"], f["measure"]) for f in repeats], [(3, "1"), (4, "1")])
        self.assertEqual(line["duplicates"], 2)

    def test_cover_sheets_of_a_stack_are_counted_apart(self):
        covers = self.tmp / "bia.pdf"
        self.ok("batch", "cover", "--dossier", DOSSIER, "--component", "TP01", "-o", covers)
        cover, = rasterize(covers, self.tmp / "bia", 200)
        page, = scans(self.tmp / "s", 1, first=4)
        blank = blank_png(self.tmp / "b.png")
        folder = self.tmp / "chong"
        folder.mkdir()
        scan_pdf(folder / "chong.pdf", [cover, page, blank])
        line = component(self.submit(folder), "TP01")
        self.assertEqual((line["pages"], line["covers"]), (2, 1))
        self.assertTrue(any("1 tờ bìa tính riêng" in reason for reason in line["reasons"]), line["reasons"])

    def test_a_paper_nothing_is_found_of_says_nothing(self):
        line = component(self.send({"TP01.jpg": self.colour_scan(8)}), "TP01")
        self.assertEqual((line["state"], [f for f in line["scan"] if f["severity"] != "note"]), ("done", []))
        self.assertIsNone(re.search("chất lượng bản quét", " ".join(line["reasons"])))


if __name__ == "__main__":
    main()
