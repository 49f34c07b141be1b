"""ZIPs made to break out, to overflow or to confuse: each entry is named, the good ones go on."""

import stat
import struct
import warnings
import zipfile

from made import page_lines, text_pdf, zip_of
from support import SHARED, FlowTest, by_title, component, listing, main

DOSSIER = "H19.15-261121-0007"
GOOD = f"{DOSSIER}/TP01.pdf"
CONTAINERS = SHARED / "data/ocr/containers"


def overlapping(path, content):
    """The bytes of one entry hold another entry whole, and both are listed: sizes add up twice."""
    inner = zip_of(path, [("hai.pdf", content)]).read_bytes()
    at = inner.index(b"PK\1\2")
    listed = bytearray(inner[at : inner.index(b"PK\5\6")])
    struct.pack_into("<I", listed, 42, 30 + len("mot.pdf"))  # where its local header lies now
    outer = zip_of(path, [("mot.pdf", inner[:at])]).read_bytes()
    end = outer.index(b"PK\5\6")
    tail = bytearray(outer[end:])
    struct.pack_into("<HHI", tail, 8, 2, 2, end - outer.index(b"PK\1\2", at + 30) + len(listed))
    path.write_bytes(outer[:end] + bytes(listed) + bytes(tail))
    return path


class BadArchivesTest(FlowTest):
    def setUp(self):
        super().setUp()
        self.good = text_pdf(self.tmp / "good.pdf", [page_lines(1)]).read_bytes()
        # Where an escaping name would land: two folders above the data.
        self.store = self.new_store("a/b/store")
        self.outside = lambda: {name for name in listing(self.tmp) if "/store/" not in f"/{name}"}

    def submit_zip(self, entries, **options):
        path = zip_of(self.tmp / "lo.zip", entries, **options)
        before = self.outside()
        receipt = self.submit(path, code=1)
        self.assertEqual(self.outside(), before)
        self.assert_store_sound()
        return receipt

    def assert_refused(self, receipt, title, words):
        line = by_title(self, receipt)[title]
        self.assertEqual(line["state"], "failed", line)
        self.assertIn(words, " ".join(line["reasons"]))

    def test_names_that_lead_out_are_refused_and_write_nothing(self):
        names = ["../../thoat.pdf", "/tmp/thoat.pdf", "a/../../../thoat.pdf", "a\\..\\b.pdf",
                 "C:/thoat.pdf"]
        receipt = self.submit_zip([(GOOD, self.good), *((n, self.good) for n in names)])
        for name in names:
            self.assert_refused(receipt, name, "không an toàn")
        self.assertEqual(component(receipt, "TP01")["state"], "done")
        self.assertEqual(list(self.tmp.rglob("thoat.pdf")), [])

    def test_a_symlink_is_refused(self):
        path = self.tmp / "link.zip"
        with zipfile.ZipFile(path, "w") as archive:
            link = zipfile.ZipInfo("lien-ket.pdf")
            link.create_system = 3
            link.external_attr = (stat.S_IFLNK | 0o777) << 16
            archive.writestr(link, "/etc/passwd")
            archive.writestr(GOOD, self.good)
        receipt = self.submit(path, code=1)
        self.assert_refused(receipt, "lien-ket.pdf", "không an toàn")
        self.assertEqual(component(receipt, "TP01")["state"], "done")

    def test_of_two_entries_with_one_name_none_is_taken_silently(self):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            receipt = self.submit_zip([("hai.pdf", self.good), ("hai.pdf", self.good + b" "),
                                       (GOOD, self.good)])
        reasons = " ".join(r for line in receipt["components"] for r in line["reasons"])
        self.assertIn("trùng tên", reasons)
        self.assertEqual(component(receipt, "TP01")["state"], "done")

    def test_an_archive_in_the_archive_is_refused(self):
        inner = zip_of(self.tmp / "inner.zip", [("a.pdf", self.good)]).read_bytes()
        receipt = self.submit_zip([(GOOD, self.good), ("trong.zip", inner),
                                   ("gia-mao.pdf", inner)])
        self.assert_refused(receipt, "trong.zip", "ZIP lồng trong ZIP")
        self.assert_refused(receipt, "gia-mao.pdf", "ZIP lồng trong ZIP")
        self.assertEqual(component(receipt, "TP01")["state"], "done")

    def test_a_bomb_is_refused_by_its_ratio_and_not_unpacked(self):
        receipt = self.submit_zip([(GOOD, self.good), ("bom.tif", bytes(100 << 20))],
                                  method=zipfile.ZIP_DEFLATED)
        self.assert_refused(receipt, "bom.tif", "Tỷ lệ nén")
        self.assertEqual(component(receipt, "TP01")["state"], "done")
        largest = max(p.stat().st_size for p in (self.store / "blobs").glob("??/*"))
        self.assertLess(largest, 10 << 20)

    def test_overlapping_entries_are_refused(self):
        path = overlapping(self.tmp / "chong.zip", self.good)
        done = self.exits(3, "batch", "submit", path, "--json")
        self.assertEqual(done.kinds(), ["overlapping-entries"])
        self.assertEqual(self.rows("select count(*) from components"), [(0,)])

    def test_a_cut_archive_is_named_and_the_whole_one_can_be_sent_after(self):
        whole = zip_of(self.tmp / "whole.zip", [(GOOD, self.good)])
        cut = self.tmp / "cut.zip"
        cut.write_bytes(whole.read_bytes()[:-60])
        self.assertEqual(self.exits(2, "batch", "submit", cut, "--json").kinds(),
                         ["truncated-file"])
        self.assertEqual(self.submit(whole)["done"], 1)

    def test_a_broken_batch_json_is_named_with_its_member(self):
        path = zip_of(self.tmp / "lo.zip", [("batch.json", b'{"station":1}'), (GOOD, self.good)])
        done = self.exits(2, "batch", "submit", path, "--json")
        self.assertEqual(done.kinds(), ["bad-batch-json"])
        self.assertEqual(done.out, "")

    def test_a_bag_with_a_missing_file_fails_only_its_component(self):
        folder = self.tmp / "ho-so" / DOSSIER
        folder.mkdir(parents=True)
        for code in ("TP01", "TP02"):
            (folder / f"{code}.pdf").write_bytes(self.good + code.encode())
        bag = self.tmp / "bag.zip"
        self.ok("batch", "pack", self.tmp / "ho-so", "-o", bag)
        with zipfile.ZipFile(bag) as whole:
            kept = [(n, whole.read(n)) for n in whole.namelist() if not n.endswith("TP02.pdf")]
        receipt = self.submit(zip_of(self.tmp / "thieu.zip", kept), code=1)
        self.assertEqual(component(receipt, "TP01")["state"], "done")
        missing = component(receipt, "TP02")
        self.assertEqual(missing["state"], "failed")
        self.assertIn("Thiếu tệp", " ".join(missing["reasons"]))


class ContainersTest(FlowTest):
    """The containers of ../shared where they are: exit code and kind of error of each."""

    DOCUMENTS = {
        "bomb_60000.png": (3, "too-many-pixels"), "bomb_60000.tif": (3, "too-many-pixels"),
        "bomb_image.pdf": (3, "too-many-pixels"), "born_digital.pdf": (0, None),
        "ccittpdf.pdf": (0, None), "corrupt.tif": (1, "damaged-file"), "cropbox.pdf": (0, None),
        "encrypted_owner.pdf": (0, None), "encrypted_user.pdf": (4, "needs-password"),
        "evil_flate.pdf": (0, None), "evil_hugebox.pdf": (0, None), "evil_text.pdf": (1, "damaged-file"),
        "flatepdf.pdf": (0, None), "hybrid.pdf": (0, None), "jbig2pdf.pdf": (0, None),
        "jpegpdf.pdf": (0, None), "multi_g4.tif": (0, None), "multi_jpeg.tif": (0, None),
        "multi_lzw.tif": (0, None), "not_an_image.jpg": (2, "not-a-document"),
        "rotate90.pdf": (0, None), "truncated.jpg": (1, "damaged-file"), "truncated.pdf": (1, "damaged-file"),
        "zero.pdf": (2, "empty-file"), "zero.tif": (2, "empty-file")}
    ARCHIVES = {"batch_bomb.zip": "Tỷ lệ nén", "batch_good.zip": "Chưa rõ mã hồ sơ",
                "batch_nested.zip": "ZIP lồng trong ZIP", "batch_slip.zip": "không an toàn"}

    def setUp(self):
        if not CONTAINERS.is_dir():
            self.skipTest("../shared is not beside the project")
        super().setUp()

    def test_each_document_gets_its_answer(self):
        for name, (code, kind) in self.DOCUMENTS.items():
            with self.subTest(name):
                done = self.exits(code, "ocr", CONTAINERS / name, "--json", "-")
                self.assertEqual(done.kinds()[-1:], [kind] if kind else [], str(done))
                if done.out:
                    self.assertIn("pages", done.json())

    def test_every_document_there_has_its_line_here(self):
        names = {p.name for p in CONTAINERS.iterdir() if p.suffix != ".zip"}
        self.assertEqual(names, set(self.DOCUMENTS))

    def test_each_archive_gets_its_answer(self):
        for name, words in self.ARCHIVES.items():
            with self.subTest(name):
                receipt = self.submit(CONTAINERS / name, code=1, store=self.new_store(name))
                reasons = " ".join(r for line in receipt["components"] for r in line["reasons"])
                self.assertIn(words, reasons)
        cut = self.exits(2, "batch", "submit", CONTAINERS / "batch_truncated.zip", "--json")
        self.assertEqual(cut.kinds(), ["truncated-file"])


if __name__ == "__main__":
    main()
