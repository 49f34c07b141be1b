"""Documents that are broken, locked or hostile: a named answer, bounded memory, and no trace.

Each is given to `sohoa ocr` alone and, all together, to a batch whose good paper must come through.
"""

import json
import resource

from made import (LINES, Pdf, blank_png, page_lines, png, scan_pdf, scans, text_pdf, tiff_header,
                  two_filter_bomb, zip_of)
from support import FlowTest, component, listing, main, tool

GIB = 1 << 30
HTML = b"<!DOCTYPE html><html><head><title>404</title></head><body>Not Found</body></html>"


def peak_child_bytes():
    """The largest process among all that this test ever started and waited for."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024


class BadDocumentsTest(FlowTest):
    def setUp(self):
        super().setUp()
        self.inputs = self.tmp / "in"
        self.inputs.mkdir()

    def tearDown(self):
        # No task may ever hold a gibibyte, whatever it was given; nothing stays in the scratch.
        self.assertLess(peak_child_bytes(), GIB)
        self.assertEqual(listing(self.tmp / "scratch"), {})

    def file(self, name, content):
        path = self.inputs / name
        path.write_bytes(content)
        return path

    def refused(self, path, code, kind, *args):
        """`sohoa ocr` names the fault in its error and leaves no output behind."""
        before = listing(self.inputs)
        done = self.exits(code, "ocr", path, "-o", self.tmp / "out.pdf", *args)
        self.assertEqual(done.kinds()[-1], kind, str(done))
        error = done.errors()[-1]
        self.assertIn(path.name, error["message"])
        self.assertNotEqual(error["message"], error["message_en"])
        self.assertFalse((self.tmp / "out.pdf").exists())
        self.assertEqual(listing(self.inputs), before)
        return error

    def read(self, path, code=0, *args):
        out = self.tmp / "read.json"
        done = self.exits(code, "ocr", path, "--json", out, *args)
        return json.loads(out.read_text())["pages"], done

    def test_empty_files_are_named(self):
        for name in ("rong.pdf", "rong.tif", "rong.jpg", "rong.png"):
            self.refused(self.file(name, b""), 2, "empty-file")

    def test_what_is_no_document_is_named(self):
        self.refused(self.file("trang.jpg", HTML), 2, "not-a-document")
        self.refused(self.file("chu.txt", "Chỉ là chữ".encode()), 4, "unknown-format")
        self.refused(zip_of(self.inputs / "lo.zip", [("a.txt", b"a")]), 2, "not-a-document")
        self.refused(self.inputs / "khong-co.pdf", 5, "file-not-found")

    def test_a_wrong_extension_changes_nothing(self):
        scan, = scans(self.tmp / "s", 1)
        pages, _ = self.read(self.file("anh.pdf", scan.read_bytes()))
        self.assertIn("VIET NAM", pages[0]["text"].upper().replace("Ệ", "E"))

    def test_cut_files_are_named_or_read_as_far_as_they_go(self):
        scan, = scans(self.tmp / "s", 1)
        whole = scan.read_bytes()
        self.refused(self.file("dau.jpg", whole[:300]), 2, "truncated-file")
        pages, done = self.read(self.file("nua.jpg", whole[: len(whole) // 2]), 1)
        self.assertEqual(done.kinds(), ["damaged-file"])
        self.assertEqual(done.errors()[0]["page"], 1)
        self.assertTrue(any("missing" in note for note in pages[0]["notes"]), str(done))
        self.refused(self.file("cut.png", blank_png(self.tmp / "b.png").read_bytes()[:20]), 2,
                     "truncated-file")

    def test_half_a_file_in_a_batch_waits_for_an_officer(self):
        scan, = scans(self.tmp / "s", 1)
        folder = self.tmp / "lo" / "H19.15-261121-0004"
        folder.mkdir(parents=True)
        wholes = {"TP01.jpg": scan, "TP02.pdf": scan_pdf(self.tmp / "whole.pdf", [scan])}
        for name, path in wholes.items():
            whole = path.read_bytes()
            (folder / name).write_bytes(whole[: len(whole) // 2])
        for line in self.submit(self.tmp / "lo", code=1)["components"]:
            self.assertEqual((line["state"], line["pages"]), ("waiting", 1), line)
            self.assertIn("hỏng một phần", " ".join(line["reasons"]))

    def test_a_pdf_with_a_user_password_needs_it(self):
        plain = text_pdf(self.tmp / "plain.pdf", [page_lines(1)])
        locked = self.inputs / "khoa.pdf"
        tool("qpdf", "--encrypt", "mo-ra", "chu", "256", "--", plain, locked)
        self.refused(locked, 4, "needs-password")
        self.refused(locked, 4, "needs-password", "--password", "sai")
        pages, _ = self.read(locked, 0, "--password", "mo-ra", "-o", self.tmp / "open.pdf")
        self.assertIn("VIET NAM", pages[0]["text"])
        tool("qpdf", "--check", self.tmp / "open.pdf")

    def test_pictures_that_promise_too_many_pixels_are_refused(self):
        self.refused(png(self.inputs / "bom.png", 60000, 60000), 3, "too-many-pixels")
        self.refused(tiff_header(self.inputs / "bom.tif", 60000, 60000), 3, "too-many-pixels")
        self.refused(png(self.inputs / "dai.png", 1, 40000), 3, "too-many-pixels")

    def test_a_page_a_million_points_wide_is_refused_unless_its_text_can_be_had(self):
        huge = "0 0 1000000 1000000"
        self.refused(text_pdf(self.inputs / "to.pdf", [[]], box=huge), 3, "page-too-large")
        pages, _ = self.read(text_pdf(self.inputs / "chu.pdf", [LINES], box=huge))
        self.assertIn("DON DE NGHI", pages[0]["text"])
        self.assertTrue(any("1000000 pt" in note for note in pages[0]["notes"]), pages[0]["notes"])

    def test_a_gigabyte_of_zeros_behind_two_filters_is_refused(self):
        bomb = Pdf()
        body = bomb.stream(two_filter_bomb(GIB), "/Filter [/FlateDecode /FlateDecode]")
        path = self.file("bom.pdf", bomb.one_page(f"/Contents {body} 0 R"))
        self.assertLess(path.stat().st_size, 20_000)
        self.refused(path, 3, "inflate-too-large")

    def test_loops_in_the_page_tree_end(self):
        pdf = Pdf()
        tree = pdf.reserve()
        font = pdf.add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
        body = pdf.stream("BT /F1 24 Tf 60 700 Td (Trang con doc duoc) Tj ET")
        page = pdf.add(f"<< /Type /Page /Parent {tree} 0 R /MediaBox [0 0 595 842] /Contents "
                       f"{body} 0 R /Resources << /Font << /F1 {font} 0 R >> >> >>")
        pdf.set(tree, f"<< /Type /Pages /Kids [{page} 0 R {tree} 0 R] /Count 2 >>")
        path = self.file("vong.pdf", pdf.bytes(pdf.add(f"<< /Type /Catalog /Pages {tree} 0 R >>")))
        pages, done = self.read(path, 1)
        self.assertIn("Trang con doc duoc", pages[0]["text"], str(done))
        self.assertEqual(done.kinds(), ["damaged-file"])

    def test_a_form_that_calls_itself_ends(self):
        pdf = Pdf()
        font = pdf.add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
        form = pdf.reserve()
        names = f"<< /XObject << /X {form} 0 R >> /Font << /F1 {font} 0 R >> >>"
        content = "/X Do BT /F1 24 Tf 60 700 Td (Van doc duoc trang nay) Tj ET"
        pdf.set(form, f"<< /Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources {names} "
                      f"/Length {len(content)} >>\nstream\n{content}\nendstream")
        body = pdf.stream(content)
        path = self.file("tu-goi.pdf", pdf.one_page(f"/Contents {body} 0 R /Resources {names}"))
        pages, done = self.read(path, 0)
        self.assertIn("Van doc duoc trang nay", pages[0]["text"], str(done))

    def test_a_page_count_that_lies_is_not_believed(self):
        for lie in ("2147483647", "-5", "1000000"):
            honest = text_pdf(self.tmp / "honest.pdf", [page_lines(1), page_lines(2)])
            path = self.file("noi-doi.pdf", honest.read_bytes().replace(
                b"/Count 2", b"/Count " + lie.encode()))
            pages, done = self.read(path, 1)
            self.assertEqual((len(pages), done.kinds()), (2, ["damaged-file"]))
            self.assertTrue(all("CONG HOA" in page["text"] for page in pages))

    def active_pdf(self):
        script = "<< /S /JavaScript /JS (app.alert\\('x'\\)) >>"
        launch = "<< /S /Launch /F (/bin/sh) >>"
        return text_pdf(self.inputs / "hoat-dong.pdf", [page_lines(1)],
                        catalog=f"/OpenAction {script}", page=f"/AA << /O {launch} >>")

    def test_active_content_is_reported_and_not_carried_on(self):
        pages, done = self.read(self.active_pdf(), 0, "-o", self.tmp / "out.pdf")
        self.assertIn("CONG HOA", pages[0]["text"])
        said = " ".join(done.messages())
        self.assertIn("JavaScript", said)
        self.assertIn("Launch", said)
        plain = tool("qpdf", "--qdf", "--object-streams=disable", self.tmp / "out.pdf", "-")
        self.assertNotIn(b"/JavaScript", plain)
        self.assertNotIn(b"/Launch", plain)

    def test_one_batch_of_them_all_adds_up_and_its_good_paper_is_done(self):
        locked = self.tmp / "locked.pdf"
        good = scan_pdf(self.tmp / "good.pdf", scans(self.tmp / "s", 1))
        tool("qpdf", "--encrypt", "mo-ra", "chu", "256", "--", good, locked)
        bomb = Pdf()
        body = bomb.stream(two_filter_bomb(GIB), "/Filter [/FlateDecode /FlateDecode]")
        files = {"TP01.pdf": good.read_bytes(), "TP02.jpg": HTML, "TP03.tif": b"",
                 "TP04.pdf": locked.read_bytes(),
                 "TP05.png": png(self.tmp / "b.png", 60000, 60000).read_bytes(),
                 "TP06.pdf": text_pdf(self.tmp / "h.pdf", [[]], box="0 0 1000000 1000000")
                 .read_bytes(), "TP07.pdf": bomb.one_page(f"/Contents {body} 0 R"),
                 "TP08.pdf": self.active_pdf().read_bytes(), "TP09.pdf": good.read_bytes()[:900]}
        folder = self.tmp / "lo" / "H19.15-261121-0005"
        folder.mkdir(parents=True)
        for name, content in files.items():
            (folder / name).write_bytes(content)
        before = listing(self.tmp / "lo")
        receipt = self.submit(self.tmp / "lo", code=1)
        states = {line["component"]: line["state"] for line in receipt["components"]}
        self.assertEqual(states, {
            "TP01": "done", "TP02": "failed", "TP03": "failed", "TP04": "waiting",
            "TP05": "failed", "TP06": "failed", "TP07": "failed", "TP08": "waiting",
            "TP09": "waiting"})
        for line in receipt["components"]:
            self.assertTrue(line["state"] == "done" or line["reasons"], line)
        self.assertIn("mật khẩu", " ".join(component(receipt, "TP04")["reasons"]))
        active = component(receipt, "TP08")
        self.assertIn("JavaScript", " ".join(active["reasons"]))
        self.assertEqual(active["pages_done"], 1, "read all the same; an officer decides")
        self.assertEqual({f["rule"] for f in active["scan"] if f["severity"] == "block"}, {"active-content"})
        self.assertEqual(listing(self.tmp / "lo"), before)
        self.assert_store_sound()

    def test_a_batch_given_the_password_reads_the_locked_file(self):
        locked = self.tmp / "lo" / "H19.15-261121-0006" / "TP01.pdf"
        locked.parent.mkdir(parents=True)
        plain = text_pdf(self.tmp / "plain.pdf", [page_lines(1)])
        tool("qpdf", "--encrypt", "mo-ra", "chu", "256", "--", plain, locked)
        receipt = self.submit(self.tmp / "lo", "--password", "mo-ra", code=1)
        line = component(receipt, "TP01")
        self.assertEqual((line["pages_done"], line["state"]), (1, "waiting"))
        # Read, and yet an encrypted original is no record to keep: the gate asks an officer.
        self.assertEqual([f["rule"] for f in line["scan"] if f["severity"] == "block"], ["encrypted"])


if __name__ == "__main__":
    main()
