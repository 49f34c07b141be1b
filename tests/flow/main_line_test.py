"""The main line: a folder of scans is packed, submitted, found again and given back."""

import hashlib
import json
import subprocess
import zipfile

from support import SAMPLES, FlowTest, component, main, page_count, sha256, tool

HO_SO = SAMPLES / "ho-so"
DOSSIER = "H19.15-260605-0012"
MEMBERS = {"batch", "received_at", "sha256", "components", "counted_in", "done", "failed",
           "waiting"}


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

    def setUp(self):
        for name in ("tmp", "store", "bag", "receipt"):
            setattr(self, name, getattr(self.first, name))

    def item(self, code, dossier=DOSSIER):
        return component(self.receipt, code, dossier)["item"]

    def found(self, *query):
        return [hit["item"] for hit in self.ok("find", *query, "--json").lines()]

    def test_receipt_has_the_members_of_the_contract(self):
        self.assertLessEqual(MEMBERS, set(self.receipt))
        for line in self.receipt["components"]:
            self.assertLessEqual({"id", "state", "reasons"}, set(line))
        self.assertEqual(self.receipt["sha256"], sha256(self.bag))
        # Three papers of the last dossier have pages of 150 dpi: they wait for an officer.
        self.assertEqual((self.receipt["counted_in"], self.receipt["done"]), (18, 15))
        waiting = {(c["dossier"], c["component"]): " ".join(c["reasons"])
                   for c in self.receipt["components"] if c["state"] == "waiting"}
        self.assertEqual(set(waiting), {("H56.31-250918-0007", code)
                                        for code in ("TP03", "TP05", "TP06")})
        for reasons in waiting.values():
            self.assertIn("Độ phân giải 150 dpi thấp hơn mức quy định 200 dpi", reasons)
        self.assertRegex(self.receipt["received_at"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")

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
        self.assertEqual(set(self.found("--dossier", DOSSIER, "--limit", "1000")),
                         {c["item"] for c in self.receipt["components"]
                          if c["dossier"] == DOSSIER})

    def test_show_tells_what_is_known_and_is_logged(self):
        item = self.item("TP01")
        shown = self.ok("show", item, "--json").json()
        self.assertEqual((shown["item"], shown["dossier"], shown["component"]),
                         (item, DOSSIER, "TP01"))
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
        for line in self.receipt["components"]:
            with self.subTest(line["item"]):
                out = self.tmp / "any.pdf"
                self.ok("get", line["item"], "-o", out, "--force")
                tool("qpdf", "--check", out)
                self.assertEqual(page_count(out), line["pages"])

    def test_get_original_is_byte_identical(self):
        originals = [("KQ01", DOSSIER, "KQ01.jpg"), ("TP01", DOSSIER, "TP01.tif"),
                     ("TP03", DOSSIER, "TP03.png"), ("TP04", "H56.31-250918-0007", "TP04.pdf")]
        for code, dossier, name in originals:
            got = subprocess.run(self.command(["get", self.item(code, dossier), "--original", "-o",
                                               "-"], "json"),
                                 env=self.environment(), capture_output=True, check=True).stdout
            self.assertEqual(got, (HO_SO / dossier / name).read_bytes())

    def test_an_item_of_two_files_has_no_single_original(self):
        item = self.item("TP06", "H56.31-250918-0007")
        got = self.exits(4, "get", item, "--original", "-o", self.tmp / "two")
        self.assertEqual(got.kinds(), ["unsupported-feature"])
        self.assertFalse((self.tmp / "two").exists())

    def test_the_blank_reverse_is_noticed_and_kept(self):
        line = component(self.receipt, "TP06", "H56.31-250918-0007")
        self.assertEqual((line["pages"], line["blank"]), (2, 1))
        self.assertTrue(any("trắng" in reason.lower() for reason in line["reasons"]), line)


if __name__ == "__main__":
    main()
