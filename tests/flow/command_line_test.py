"""What scripts and people rely on: help, languages, JSON, exit codes."""

import json
import subprocess
from xml.etree import ElementTree

from made import page_lines, scans, text_pdf
from support import FlowTest, main

GROUPS = {"batch": ["pack", "check", "cover", "submit", "status"],
          "trust": ["import", "list", "archive"],
          "attest": ["prepare", "submit", "list"],
          "review": ["list", "show", "accept", "correct", "reject", "rescan", "stats"],
          "item": ["revoke", "suspend", "resume", "supersede", "extend", "archive", "hold",
                   "release", "expire"],
          "template": ["list", "check", "test"],
          "export": ["evidence"]}
COMMANDS = [[word] for word in ("ocr", "verify", "init", "find", "show", "get", "reuse",
                                "reception", "notices", "import")]
COMMANDS += [[group, verb] for group, verbs in GROUPS.items() for verb in verbs]
PAGE = {"index", "width_px", "height_px", "dpi", "rotation_deg", "skew_deg", "blank", "source",
        "confidence", "text", "words"}


class CommandLineTest(FlowTest):
    def test_every_command_has_help_with_an_example_in_both_languages(self):
        for command in COMMANDS:
            for lang, word in (("vi", "Ví dụ:"), ("en", "Example:")):
                with self.subTest(command=command, lang=lang):
                    shown = self.ok(*command, "--help", "--lang", lang).out
                    self.assertIn(word, shown)
                    self.assertIn("sohoa " + " ".join(command), shown.split(word)[1])

    def test_what_is_not_understood_exits_2(self):
        for words in (["ocr"], ["ocr", "--nope"], ["batch"], ["khong-co"], ["find", "--limit", "0"],
                      ["ocr", "x.pdf", "--lang", "fr"], ["batch", "submit"], []):
            with self.subTest(words=words):
                done = self.exits(2, *words)
                self.assertEqual(done.out, "")
                self.assertTrue(done.err)

    def test_messages_speak_the_language_asked_for(self):
        said = {lang: self.exits(5, "show", "X-1", "--lang", lang, progress="none").err
                for lang in ("vi", "en")}
        self.assertIn("Không có giấy tờ", said["vi"])
        self.assertIn("No item has this code", said["en"])

    def test_vietnamese_is_spoken_where_the_locale_says_nothing(self):
        done = self.exits(5, "show", "X-1", progress="none")
        self.assertIn("Không có giấy tờ", done.err)
        english = dict(self.environment(), LC_ALL="en_US.UTF-8")
        done = self.exits(5, "show", "X-1", progress="none", env=english)
        self.assertIn("No item", done.err)

    def test_without_a_store_the_command_says_how_to_make_one(self):
        for words in (["find", "a"], ["show", "X"], ["batch", "status", "L-1"],
                      ["batch", "submit", self.tmp]):
            done = self.exits(5, *words, "--store", self.tmp / "nowhere")
            self.assertEqual(done.kinds(), ["no-store"])
            self.assertIn("sohoa init", done.errors()[0]["message"])

    def test_init_twice_changes_nothing(self):
        before = self.rows("select * from sqlite_master")
        self.ok("init")
        self.assertEqual(self.rows("select * from sqlite_master"), before)


class OcrOutputTest(FlowTest):
    def setUp(self):
        super().setUp()
        self.scan, = scans(self.tmp / "s", 1)

    def test_json_on_stdout_is_one_value_with_the_members_of_the_contract(self):
        done = self.ok("ocr", self.scan, "--json", "-")
        result = done.json()
        self.assertLessEqual({"file", "pages", "barcodes", "seconds"}, set(result))
        page, = result["pages"]
        self.assertLessEqual(PAGE, set(page))
        for word in page["words"]:
            x, y, w, h = word["box"]
            self.assertTrue(0 <= x and 0 <= y and w > 0 and h > 0, word)
            self.assertTrue(x + w <= page["width_px"] and y + h <= page["height_px"], word)
            self.assertTrue(0 <= word["confidence"] <= 1, word)
        self.assertTrue(all(e["event"] in ("progress", "message") for e in done.events()))

    def test_progress_json_counts_up_to_its_total(self):
        read = self.ok("ocr", self.scan, "--json", "-").progress("read")
        self.assertEqual((read[0]["done"], read[-1]["done"], read[-1]["total"]), (0, 1, 1))
        for event in read:
            self.assertLessEqual({"stage", "done", "total", "per_minute", "left_s"}, set(event))

    def test_the_bar_names_the_stage_it_shows(self):
        folder = self.tmp / "lo" / "H19.15-261121-0011"
        folder.mkdir(parents=True)
        (folder / "TP01.jpg").write_bytes(self.scan.read_bytes())
        packed = self.ok("batch", "pack", self.tmp / "lo", "-o", self.tmp / "lo.zip",
                         progress="bar")
        self.assertNotIn("Đọc trang", packed.err)
        done = self.ok("batch", "submit", self.tmp / "lo.zip", progress="bar")
        self.assertRegex(done.err, r"Đọc trang +1/1")
        self.assertIn("trang/phút", done.err)

    def test_quiet_means_quiet(self):
        done = self.ok("ocr", self.scan, "--text", self.tmp / "t.txt", progress="none")
        self.assertEqual((done.out, done.err), ("", ""))

    def test_explain_names_steps_measures_and_reasons(self):
        shown = self.ok("ocr", self.scan, "--explain").out
        self.assertIn("Trang 1", shown)
        steps = [line for line in shown.splitlines() if line.strip().startswith(("✓", "·"))]
        self.assertGreaterEqual(len(steps), 3, shown)
        self.assertTrue(any("resolution" in step and "dpi" in step for step in steps), shown)

    def test_text_goes_to_stdout_when_nothing_else_is_asked(self):
        self.assertIn("CONG HOA XA HOI", self.ok("ocr", self.scan).out)

    def test_a_document_can_come_by_stdin_and_go_to_stdout(self):
        words = self.command(["ocr", "-", "-o", "-"], "none")
        with open(self.scan, "rb") as scan:
            pdf = subprocess.run(words, stdin=scan, capture_output=True, check=True,
                                 env=self.environment()).stdout
        self.assertTrue(pdf.startswith(b"%PDF-"))
        self.assertTrue(pdf.rstrip().endswith(b"%%EOF"))

    def test_pages_are_chosen_and_a_page_too_many_is_named(self):
        pdf = text_pdf(self.tmp / "nam.pdf", [page_lines(n) for n in range(5)])
        chosen = self.ok("ocr", pdf, "--pages", "1-2,5", "--json", "-").json()["pages"]
        self.assertEqual([page["index"] for page in chosen], [0, 1, 4])
        self.assertEqual(self.exits(2, "ocr", pdf, "--pages", "4-6").kinds(),
                         ["page-out-of-range"])
        for wrong in ("0", "2-1", "a", "1,,2"):
            self.exits(2, "ocr", pdf, "--pages", wrong)

    def test_force_reads_pages_that_hold_text_already(self):
        pdf = text_pdf(self.tmp / "so.pdf", [page_lines(3)])
        kept, = self.ok("ocr", pdf, "--json", "-").json()["pages"]
        read, = self.ok("ocr", pdf, "--json", "-", "--force").json()["pages"]
        self.assertEqual((kept["source"], read["source"]), ("text-layer", "ocr"))

    def test_hocr_is_well_formed_and_has_every_word(self):
        hocr, out = self.tmp / "a.hocr", self.tmp / "a.json"
        self.ok("ocr", self.scan, "--hocr", hocr, "--json", out)
        found = [e.text for e in ElementTree.parse(hocr).iter() if e.get("class") == "ocrx_word"]
        page, = json.loads(out.read_text())["pages"]
        self.assertEqual(found, [word["text"] for word in page["words"]])


if __name__ == "__main__":
    main()
