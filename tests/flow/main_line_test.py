"""The main line: a folder of scans is packed, submitted, found again and given back."""

import hashlib
import json
import shutil
import subprocess
import zipfile

from support import SAMPLES, FlowTest, component, main, page_count, sha256, tool

HO_SO = SAMPLES / "ho-so"
DOSSIER = "H19.15-260605-0012"
LAST = "H56.31-250918-0007"
MEMBERS = {"batch", "received_at", "sha256", "components", "counted_in", "done", "failed",
           "waiting"}
COARSE = "Độ phân giải 150 dpi thấp hơn mức quy định 200 dpi"
# What an officer must look at before the paper is filed, and nothing else waits.
WAITING = {
    # The certifying official was declared as its owner; the paper is of another person.
    ("H18.19.10-260826-8754", "TP04"): [
        ("owner", "Tên chủ sở hữu đã khai (Phùng Văn Sỹ) khác tên đọc được trên giấy tờ "
                  "(Võ Minh Quân)")],
    (LAST, "TP03"): [("scan", f"Trang 1: {COARSE}")],
    # Nobody was declared; the number on the paper is not that of anybody born that year.
    (LAST, "TP05"): [("scan", f"Trang 2: {COARSE}"),
                     ("field:so_dinh_danh", "Số định danh cá nhân: Ba số đầu 007")],
    (LAST, "TP06"): [("scan", f"Trang 1: {COARSE}")]}
# Codes are given in the batch's order as papers are filed: those that waited come last.
CODES = {
    "H18.19.10-260826-8754": {"TP01": "TP1", "TP02": "TP2", "TP03": "TP3", "TN01": "TP4"},
    DOSSIER: {"TP01": "TP1", "TP02": "TP2", "TP03": "TP3", "TP04": "TP4", "KQ01": "KQ1"},
    LAST: {"TP01": "TP1", "TP02": "TP2", "TP04": "TP3", "TP07": "TP4", "KQ01": "KQ1"}}
CODES_AFTER_REVIEW = {("H18.19.10-260826-8754", "TP04"): "TP5", (LAST, "TP03"): "TP5",
                      (LAST, "TP06"): "TP6", (LAST, "TP05"): "TP7"}  # TP05 waited for two answers


class PackTest(FlowTest):
    def setUp(self):
        super().setUp()
        self.bag = self.tmp / "lo.zip"
        self.ok("batch", "pack", HO_SO, "-o", self.bag)

    def test_foreign_tools_accept_the_bag(self):
        tool("unzip", "-t", self.bag)
        unpacked = self.tmp / "bag"
        tool("unzip", "-q", self.bag, "-d", unpacked)
        tool("sha256sum", "--strict", "-c", "manifest-sha256.txt", cwd=unpacked)
        tool("sha256sum", "--strict", "-c", "tagmanifest-sha256.txt", cwd=unpacked)
        self.assertEqual((unpacked / "bagit.txt").read_text(),
                         "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")

    def test_manifest_lists_the_payload_and_nothing_else(self):
        with zipfile.ZipFile(self.bag) as bag:
            self.assertIsNone(bag.testzip())
            payload = {n for n in bag.namelist() if n.startswith("data/")}
            manifest = bag.read("manifest-sha256.txt").decode()
            oxum = f"{sum(bag.getinfo(n).file_size for n in payload)}.{len(payload)}"
            self.assertIn(f"Payload-Oxum: {oxum}", bag.read("bag-info.txt").decode())
            for line in manifest.splitlines():
                digest, name = line.split("  ", 1)
                self.assertEqual(hashlib.sha256(bag.read(name)).hexdigest(), digest)
                payload.remove(name)
        self.assertEqual(payload, set())

    def test_packing_the_same_folder_again_gives_the_same_bytes(self):
        self.ok("batch", "pack", HO_SO, "-o", self.tmp / "again.zip")
        self.assertEqual(sha256(self.bag), sha256(self.tmp / "again.zip"))

    def test_check_names_every_component_and_keeps_nothing(self):
        planned = self.ok("batch", "check", self.bag, "--json").lines()
        declared = json.loads((HO_SO / "batch.json").read_text())["components"]
        self.assertEqual([(c["dossier"], c["component"]) for c in planned],
                         [(c["dossier"], c["component"]) for c in declared])
        self.assertTrue(all(c["problems"] == [] for c in planned))
        self.assertEqual(self.rows("select count(*) from batches"), [(0,)])

    def test_pack_does_not_replace_a_file_unless_told(self):
        self.assertEqual(self.exits(5, "batch", "pack", HO_SO, "-o", self.bag).kinds(),
                         ["output-exists"])
        self.ok("batch", "pack", HO_SO, "-o", self.bag, "--force")

    def test_a_changed_payload_is_named_by_check(self):
        changed = self.tmp / "changed.zip"
        with zipfile.ZipFile(self.bag) as old, zipfile.ZipFile(changed, "w") as new:
            for name in old.namelist():
                data = old.read(name)
                new.writestr(name, data[:-1] + b"!" if name.endswith("KQ01.pdf") else data)
        planned = self.exits(1, "batch", "check", changed, "--json").lines()
        faulty = [c for c in planned if c["problems"]]
        self.assertEqual([c["component"] for c in faulty], ["KQ01"])
        self.assertEqual(faulty[0]["problems"][0]["kind"], "digest-mismatch")


class MainLineTest(FlowTest):
    """One submitted batch for all tests: reading it is what takes the time."""

    store_profile = None  # a site that has decided nothing of its own

    @classmethod
    def setUpClass(cls):
        cls.first = cls("make_batch")
        FlowTest.setUp(cls.first)
        cls.addClassCleanup(cls.first.doCleanups)
        cls.first.make_batch()

    def make_batch(self):
        self.bag = self.tmp / "lo.zip"
        self.ok("batch", "pack", HO_SO, "-o", self.bag)
        self.receipt = self.submit(self.bag, code=1)
        self.review_a_copy()

    def review_a_copy(self):
        """The same store after officers have accepted what they were asked about."""
        self.reviewed = self.tmp / "reviewed"
        shutil.copytree(self.store, self.reviewed)
        for review in self.blocking(self.reviewed):
            self.ok("review", "accept", review["id"], "--officer", "CB02", "--json", "--store",
                    self.reviewed)
        self.receipt_after = self.ok("batch", "status", self.receipt["batch"], "--json", "--store",
                                     self.reviewed).json()

    def setUp(self):
        for name in ("tmp", "store", "bag", "receipt", "reviewed", "receipt_after"):
            setattr(self, name, getattr(self.first, name))

    def blocking(self, store):
        reviews = self.ok("review", "list", "--limit", 1000, "--json", "--store", store).lines()
        return [review for review in reviews if review["blocking"]]

    def item(self, code, dossier=DOSSIER):
        return component(self.receipt, code, dossier)["item"]

    def found(self, *query):
        return [hit["item"] for hit in self.ok("find", *query, "--json").lines()]

    def in_state(self, state, receipt=None):
        return {(c["dossier"], c["component"]): c
                for c in (receipt or self.receipt)["components"] if c["state"] == state}

    def test_receipt_has_the_members_of_the_contract(self):
        self.assertLessEqual(MEMBERS, set(self.receipt))
        for line in self.receipt["components"]:
            self.assertLessEqual({"id", "state", "reasons"}, set(line))
        self.assertEqual(self.receipt["sha256"], sha256(self.bag))
        self.assertEqual((self.receipt["counted_in"], self.receipt["done"],
                          self.receipt["waiting"]), (18, 14, 4))

    def test_what_waits_says_why_and_has_no_code(self):
        waiting = self.in_state("waiting")
        self.assertEqual(set(waiting), set(WAITING))
        asked = {place: [] for place in WAITING}
        place_of = {line["id"]: place for place, line in waiting.items()}
        for review in self.blocking(self.store):
            asked[place_of[review["component"]]].append((review["subject"], review["why"]))
        for place, expected in WAITING.items():
            with self.subTest(place):
                self.assertEqual(len(asked[place]), len(expected), asked[place])
                for (subject, why), (wanted, words) in zip(sorted(asked[place]), sorted(expected)):
                    self.assertEqual(subject, wanted)
                    self.assertIn(words, why)
                    reasons = [r for r in waiting[place]["reasons"] if words in r]
                    self.assertEqual(len(reasons), 1, waiting[place]["reasons"])
                self.assertIsNone(waiting[place]["item"])

    def test_what_is_filed_has_the_code_of_its_dossier(self):
        codes = {place: line["item"] for place, line in self.in_state("done").items()}
        self.assertEqual(codes, {(dossier, code): f"{dossier}-{end}"
                                 for dossier, ends in CODES.items()
                                 for code, end in ends.items()})

    def test_every_page_declared_was_read(self):
        declared = json.loads((HO_SO / "batch.json").read_text())["components"]
        read = [(c["dossier"], c["component"], c["pages_done"]) for c in self.receipt["components"]]
        self.assertEqual(read, [(c["dossier"], c["component"], c["pages_declared"])
                                for c in declared])

    def test_the_same_batch_again_changes_nothing(self):
        tables = ("batches", "components", "files", "page_texts", "item_counters", "events")
        def count():
            rows = [self.rows(f"select count(*) from {table}") for table in tables]
            return rows, self.rows("select count(*) from pages"), self.assert_store_sound()
        before = count()
        self.assertEqual(self.submit(self.bag, code=1), self.receipt)
        self.assertEqual(count(), before)

    def test_status_gives_the_receipt_again(self):
        status = self.exits(1, "batch", "status", self.receipt["batch"], "--json")
        self.assertEqual(status.json(), self.receipt)
        self.assertEqual(self.exits(5, "batch", "status", "L-0").kinds(), ["no-such-batch"])

    def test_words_are_found_with_and_without_diacritics(self):
        permit = self.item("KQ01")
        for query in ("giấy phép xây dựng", "giay phep xay dung", '"giấy phép xây dựng"',
                      '"giay phep xay dung"', "GIẤY PHÉP XÂY DỰNG"):
            self.assertIn(permit, self.found(query), query)
        self.assertEqual(self.found('"dựng xây phép giấy"'), [])
        self.assertEqual(self.found("xylophonezzz"), [])

    def test_a_dossier_alone_lists_its_items(self):
        for dossier in CODES:
            hits = self.ok("find", "--dossier", dossier, "--limit", "1000", "--json").lines()
            self.assertEqual({hit["item"] for hit in hits},
                             {line["item"] for place, line in self.in_state("done").items()
                              if place[0] == dossier})
            self.assertEqual({hit["state"] for hit in hits}, {"ACTIVE"})

    def test_show_tells_what_is_known_and_is_logged(self):
        item = self.item("TP01")
        shown = self.ok("show", item, "--json").json()
        self.assertEqual((shown["item"], shown["dossier"], shown["component"]),
                         (item, DOSSIER, component(self.receipt, "TP01", DOSSIER)["id"]))
        self.assertEqual((shown["component_code"], shown["kind"], shown["state"]),
                         ("TP01", "component", "ACTIVE"))
        self.assertEqual([p["page"] for p in shown["pages"]], [1, 2])
        self.assertEqual(shown["files"][0]["sha256"], sha256(HO_SO / DOSSIER / "TP01.tif"))
        again = self.ok("show", item, "--json").json()
        reads = [sum(e["kind"] == "item.shown" for e in s["events"]) for s in (shown, again)]
        self.assertEqual(reads[1], reads[0] + 1)
        self.assertEqual(self.exits(5, "show", "X-TP1").kinds(), ["no-such-item"])

    def test_get_writes_a_searchable_pdf_other_programs_read(self):
        out = self.tmp / "permit.pdf"
        self.ok("get", self.item("KQ01"), "-o", out)
        tool("qpdf", "--check", out)
        self.assertEqual(page_count(out), 1)
        words = " ".join(tool("pdftotext", out, "-").decode().split()).lower()
        self.assertIn("giấy phép xây dựng", words)
        self.assertEqual(self.exits(5, "get", self.item("KQ01"), "-o", out).kinds(),
                         ["output-exists"])

    def test_every_searchable_pdf_is_sound_and_has_its_pages(self):
        self.assertTrue(all(line["item"] for line in self.receipt_after["components"]))
        for line in self.receipt_after["components"]:
            with self.subTest(line["item"]):
                out = self.tmp / "any.pdf"
                self.ok("get", line["item"], "-o", out, "--force", "--store", self.reviewed)
                tool("qpdf", "--check", out)
                self.assertEqual(page_count(out), line["pages"])

    def test_get_original_is_byte_identical(self):
        originals = [("KQ01", DOSSIER, "KQ01.jpg"), ("TP01", DOSSIER, "TP01.tif"),
                     ("TP03", DOSSIER, "TP03.png"), ("TP04", LAST, "TP04.pdf")]
        for code, dossier, name in originals:
            got = subprocess.run(self.command(["get", self.item(code, dossier), "--original", "-o",
                                               "-"], "json"),
                                 env=self.environment(), capture_output=True, check=True).stdout
            self.assertEqual(got, (HO_SO / dossier / name).read_bytes())

    def test_an_item_of_two_files_has_no_single_original(self):
        item = component(self.receipt_after, "TP06", LAST)["item"]
        got = self.exits(4, "get", item, "--original", "-o", self.tmp / "two", "--store",
                         self.reviewed)
        self.assertEqual(got.kinds(), ["unsupported-feature"])
        self.assertFalse((self.tmp / "two").exists())

    def test_the_blank_reverse_is_noticed_and_kept(self):
        line = component(self.receipt, "TP06", LAST)
        self.assertEqual((line["pages"], line["blank"]), (2, 1))
        self.assertTrue(any("trắng" in reason.lower() for reason in line["reasons"]), line)

    def test_what_officers_accepted_is_filed_under_the_next_codes(self):
        self.assertEqual(self.blocking(self.reviewed), [])
        self.assertEqual((self.receipt_after["done"], self.receipt_after["waiting"]), (18, 0))
        after = self.in_state("done", self.receipt_after)
        self.assertEqual({place: after[place]["item"] for place in WAITING},
                         {(dossier, code): f"{dossier}-{end}"
                          for (dossier, code), end in CODES_AFTER_REVIEW.items()})
        for place, line in self.in_state("done").items():
            self.assertEqual(after[place]["item"], line["item"], "a code once given stays")

    def test_a_paper_that_waits_is_not_found_before_it_is_filed(self):
        phrase = '"thành lập tổ số hóa hồ sơ lưu trữ"'
        item = component(self.receipt_after, "TP06", LAST)["item"]
        self.assertNotIn(item, self.found(phrase, "--limit", "1000"))
        self.assertIn(item, self.found(phrase, "--limit", "1000", "--store", self.reviewed))


if __name__ == "__main__":
    main()
