"""A stack put through the scanner at once: QR cover sheets say what each paper is."""

from made import rasterize, scan_pdf, scans, text_pdf
from support import FlowTest, component, main, page_count, tool

DOSSIER = "H19.15-261121-0003"
CODES = ["TP01", "TP02", "KQ01"]


class StackTest(FlowTest):
    def covers(self, codes=CODES, dpi=200):
        """The cover sheets printed and scanned."""
        printed = self.tmp / "bia.pdf"
        options = [word for code in codes for word in ("--component", code)]
        self.ok("batch", "cover", "--dossier", DOSSIER, *options, "-o", printed)
        tool("qpdf", "--check", printed)
        self.assertEqual(page_count(printed), len(codes))
        return rasterize(printed, self.tmp / "bia", dpi)

    def submit_stack(self, images, code=0):
        folder = self.tmp / "chong"
        folder.mkdir()
        scan_pdf(folder / "chong-giay.pdf", images)
        return self.submit(folder, code=code)

    def page_indices(self, line):
        """Positions in the stack of a component's pages, as the scanner counted them."""
        return [index for index, in self.rows(
            "select p.page_index from pages p join components c on c.seq = p.component "
            "where c.id = ? order by p.ordinal", line["id"])]

    def test_covers_split_a_stack_into_its_components(self):
        one, two, three = self.covers()
        a, b, c, d = scans(self.tmp / "giay", 4)
        receipt = self.submit_stack([one, a, two, b, c, three, d])
        self.assertEqual([(l["dossier"], l["component"], l["state"], l["pages"], l["item"])
                          for l in receipt["components"]],
                         [(DOSSIER, "TP01", "done", 1, f"{DOSSIER}-TP1"),
                          (DOSSIER, "TP02", "done", 2, f"{DOSSIER}-TP2"),
                          (DOSSIER, "KQ01", "done", 1, f"{DOSSIER}-KQ1")])
        results = self.ok("find", "--dossier", DOSSIER, "--type", "result", "--json").lines()
        self.assertEqual([hit["item"] for hit in results], [f"{DOSSIER}-KQ1"])
        # Covers are pages 0, 2 and 5 of the stack: counted while reading, content of nobody.
        self.assertEqual([self.page_indices(l) for l in receipt["components"]], [[1], [3, 4], [6]])
        self.assertEqual(receipt["counted_in"], 3)
        self.assertEqual(self.submit(self.tmp / "chong"), receipt)

    def test_each_component_of_a_stack_has_its_own_searchable_pdf(self):
        one, two = self.covers(["TP01", "TP02"])
        a, b, c = scans(self.tmp / "giay", 3)
        receipt = self.submit_stack([one, a, two, b, c])
        for code, pages in (("TP01", 1), ("TP02", 2)):
            out = self.tmp / f"{code}.pdf"
            self.ok("get", component(receipt, code)["item"], "-o", out)
            tool("qpdf", "--check", out)
            self.assertEqual(page_count(out), pages)
            self.assertNotIn(b"SOHOA1|", tool("pdftotext", out, "-"))

    def test_pages_of_a_stack_are_found_under_their_component_only(self):
        one, two = self.covers(["TP01", "TP02"])
        words = text_pdf(self.tmp / "w.pdf", [["GIAY PHEP XAY DUNG", "cong trinh nha o"],
                                              ["GIAY KHAI SINH", "ho ten nguoi duoc khai sinh"]])
        a, b = rasterize(words, self.tmp / "w", 200)
        receipt = self.submit_stack([one, a, two, b])
        for query, code in (("cong trinh nha", "TP01"), ("nguoi duoc khai sinh", "TP02")):
            hits = self.ok("find", query, "--json").lines()
            self.assertEqual([h["item"] for h in hits], [component(receipt, code)["item"]])

    def test_pages_of_a_lost_cover_wait_for_an_officer(self):
        one, _, three = self.covers()
        a, b, c, d = scans(self.tmp / "giay", 4)
        receipt = self.submit_stack([one, a, b, c, three, d], code=1)
        indices = sorted(i for l in receipt["components"] for i in self.page_indices(l))
        self.assertEqual(indices, [1, 2, 3, 5])  # no page is dropped
        doubtful = component(receipt, "TP01")
        self.assertEqual((doubtful["state"], doubtful["pages"]), ("waiting", 3))
        self.assertIn("thiếu tờ bìa", " ".join(doubtful["reasons"]).lower())
        self.assertNotIn("TP02", [l["component"] for l in receipt["components"]])

    def test_pages_before_the_first_cover_wait_without_a_dossier(self):
        cover, = self.covers(["TP01"])
        a, b = scans(self.tmp / "giay", 2)
        receipt = self.submit_stack([a, cover, b], code=1)
        lone, = (line for line in receipt["components"] if line["dossier"] is None)
        self.assertEqual((lone["state"], lone["pages"], lone["item"]), ("waiting", 1, None))
        self.assertEqual(component(receipt, "TP01")["state"], "done")

    def test_a_cover_whose_check_digits_are_wrong_is_not_believed(self):
        one, _ = self.covers(["TP01", "TP02"])
        forged = self.forged_cover()
        a, b = scans(self.tmp / "giay", 2)
        receipt = self.submit_stack([one, a, forged, b], code=1)
        self.assertEqual({l["component"] for l in receipt["components"]} - {"TP01", None}, set())
        self.assertTrue(all(l["state"] == "waiting" for l in receipt["components"]
                            if 3 in self.page_indices(l)), receipt)
        self.assertIn(3, [i for l in receipt["components"] for i in self.page_indices(l)])

    def forged_cover(self):
        """A QR made by a foreign program, its check digits not those of its text."""
        code = self.tmp / "qr.png"
        tool("qrencode", "-s", 12, "-o", code, f"SOHOA1|{DOSSIER}|TP02|2/2|00")
        sheet = self.tmp / "forged.pdf"
        tool("img2pdf", "--pagesize", "A4", "--imgsize", "60mmx60mm", "-o", sheet, code)
        return rasterize(sheet, self.tmp / "forged", 200)[0]

    def test_a_stack_without_covers_waits_whole(self):
        receipt = self.submit_stack(scans(self.tmp / "giay", 2), code=1)
        self.assertEqual([(l["state"], l["pages"]) for l in receipt["components"]],
                         [("waiting", 2)])

    def test_covers_are_printed_for_every_component_of_a_batch_json(self):
        (self.tmp / "batch.json").write_text(
            '{"station":"T","operator":"o","scanned_at":"2026-11-20T08:30:00+07:00","components":['
            + ",".join('{"dossier":"%s","component":"%s","kind":"component","files":["data/%s.pdf"]}'
                       % (DOSSIER, code, code) for code in CODES) + "]}")
        self.ok("batch", "cover", self.tmp / "batch.json", "-o", self.tmp / "bia.pdf")
        self.assertEqual(page_count(self.tmp / "bia.pdf"), 3)
        again = self.tmp / "again.pdf"
        self.ok("batch", "cover", self.tmp / "batch.json", "-o", again)
        self.assertEqual(again.read_bytes(), (self.tmp / "bia.pdf").read_bytes())

    def test_a_cover_needs_a_dossier_and_components(self):
        self.assertEqual(self.exits(2, "batch", "cover", "-o", self.tmp / "x.pdf").kinds(),
                         ["usage"])
        named = self.exits(2, "batch", "cover", "--dossier", "a|b", "--component", "TP01", "-o",
                           self.tmp / "x.pdf")
        self.assertEqual(named.kinds(), ["bad-cover-sheet"])
        self.assertFalse((self.tmp / "x.pdf").exists())


if __name__ == "__main__":
    main()
