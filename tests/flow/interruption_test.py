"""Stopped politely or killed at any moment: what is done is kept, and the rest is done next time."""

import json

from made import scan_pdf, scans, zip_of
from support import DONE, PENDING, FlowTest, at_page, listing, main, sha256, without_time

DOSSIER = "H19.15-261121-0002"
COMPONENTS = {"TP01": 1, "TP02": 3, "TP03": 1, "TP04": 2, "KQ01": 1}  # pages of each
PAGES = sum(COMPONENTS.values())


class InterruptionTest(FlowTest):
    """One batch of eight pages, and its receipt when nothing interrupts it."""

    @classmethod
    def setUpClass(cls):
        cls.clean = cls("make_clean_run")
        FlowTest.setUp(cls.clean)
        cls.addClassCleanup(cls.clean.doCleanups)
        cls.clean.make_clean_run()

    def make_clean_run(self):
        pages = iter(scans(self.tmp / "scans", PAGES))
        entries = []
        for code, count in COMPONENTS.items():
            pdf = scan_pdf(self.tmp / f"{code}.pdf", [next(pages) for _ in range(count)])
            entries.append((f"{DOSSIER}/{code}.pdf", pdf))
        self.batch = zip_of(self.tmp / "batch.zip", entries)
        self.receipt = self.submit(self.batch)

    def setUp(self):
        super().setUp()
        self.batch, self.expected = self.clean.batch, self.clean.receipt

    def pages_in_state(self, state):
        return self.rows("select count(*) from pages where state = ?", state)[0][0]

    def assert_complete(self):
        """The same receipt as the undisturbed run's, no page lost, nothing twice."""
        receipt = self.submit(self.batch)
        self.assertEqual(without_time(receipt), without_time(self.expected))
        self.assertEqual(self.pages_in_state(DONE), PAGES)
        self.assertEqual(self.rows("select count(*), count(distinct id) from components"),
                         [(len(COMPONENTS), len(COMPONENTS))])
        self.assertEqual(self.rows("select count(*) from batches"), [(1,)])
        texts = self.rows("select count(*) from page_texts where id % 1000000 <> 0")
        self.assertEqual(texts, self.clean.rows(
            "select count(*) from page_texts where id % 1000000 <> 0"))
        searchable = "select id, searchable from components order by id"
        self.assertEqual(self.rows(searchable), self.clean.rows(searchable))
        self.assertLessEqual(self.clean.assert_store_sound(), self.assert_store_sound())
        self.assertEqual(self.submit(self.batch), receipt)
        self.assertEqual(listing(self.store / "blobs" / "tmp"), {})  # what was half written is gone

    def test_interrupt_stops_politely_and_running_again_completes(self):
        running = self.begin("batch", "submit", self.batch, "--json")
        self.assertTrue(running.until(at_page(2)))
        running.interrupt()
        stopped = running.finish()
        self.assertEqual((stopped.code, stopped.out, stopped.kinds()), (7, "", ["interrupted"]),
                         str(stopped))
        self.assertIn("Chạy lại", stopped.errors()[0]["message"])
        self.assertGreaterEqual(self.pages_in_state(DONE), 2)
        self.assertGreater(self.pages_in_state(PENDING), 0)
        self.assert_complete()

    def test_status_of_an_interrupted_batch_adds_up(self):
        running = self.begin("batch", "submit", self.batch, "--json")
        self.assertTrue(running.until(at_page(1)))
        running.interrupt()
        running.finish()
        status = self.exits(1, "batch", "status", self.expected["batch"], "--json").json()
        self.assertEqual(status["counted_in"], len(COMPONENTS))
        self.assertEqual(status["counted_in"],
                         status["done"] + status["failed"] + status["waiting"])

    def test_the_next_run_carries_finished_pages_over(self):
        running = self.begin("batch", "submit", self.batch)
        self.assertTrue(running.until(at_page(4)))
        running.kill()
        running.finish()
        done = self.pages_in_state(DONE)
        again = self.ok("batch", "submit", self.batch, "--json")
        read = again.progress("read")
        self.assertGreaterEqual(done, 4)
        self.assertEqual((read[0]["done"], read[0]["total"]), (done, PAGES))
        self.assertEqual(read[-1]["done"], PAGES)
        self.assert_complete()

    def kill_when(self, wanted):
        running = self.begin("batch", "submit", self.batch)
        self.assertTrue(running.until(wanted))
        running.kill()
        self.assertEqual(running.finish().code, -9)

    def test_killed_while_receiving(self):
        self.kill_when(lambda event: event.get("stage") == "receive")
        self.assert_complete()

    def test_killed_while_unpacking(self):
        self.kill_when(lambda event: event.get("stage") == "unpack")
        self.assert_complete()

    def test_killed_while_inspecting(self):
        self.kill_when(lambda event: event.get("stage") == "inspect")
        self.assert_complete()

    def test_killed_again_and_again_while_reading(self):
        for pages in (0, 1, 3, 6):
            self.kill_when(at_page(pages))
            self.assertGreaterEqual(self.pages_in_state(DONE), pages)
            self.assert_store_sound()
        self.assert_complete()

    def test_killed_when_the_last_page_is_read(self):
        self.kill_when(at_page(PAGES))
        self.assert_complete()

    def test_two_submitters_at_once_make_one_batch(self):
        running = self.begin("batch", "submit", self.batch, "--json")
        self.assertTrue(running.until(lambda event: event.get("stage") == "inspect"))
        second = self.sohoa("batch", "submit", self.batch, "--json")
        first = running.finish()
        self.assertEqual((first.code, second.code), (0, 0), f"{first}\n{second}")
        self.assert_complete()


class DocumentInterruptionTest(FlowTest):
    """`sohoa ocr` keeps finished pages in OUT.pdf.part until OUT.pdf is there."""

    @classmethod
    def setUpClass(cls):
        cls.clean = cls("make_clean_run")
        FlowTest.setUp(cls.clean)
        cls.addClassCleanup(cls.clean.doCleanups)
        cls.clean.make_clean_run()

    def make_clean_run(self):
        self.pdf = scan_pdf(self.tmp / "twelve.pdf", scans(self.tmp / "scans", 12))
        self.ok("ocr", self.pdf, "-o", self.tmp / "clean.pdf", "--json", self.tmp / "clean.json")
        self.digest = sha256(self.tmp / "clean.pdf")

    def setUp(self):
        super().setUp()
        self.out = self.tmp / "out.pdf"
        self.part = self.tmp / "out.pdf.part"

    def stop_at(self, page, stop):
        running = self.begin("ocr", self.clean.pdf, "-o", self.out)
        self.assertTrue(running.until(at_page(page)))
        stop(running)
        stopped = running.finish()
        self.assertFalse(self.out.exists())
        self.assertTrue(self.part.exists())
        return stopped

    def assert_continues(self, at_least):
        again = self.ok("ocr", self.clean.pdf, "-o", self.out, "--json", self.tmp / "again.json")
        read = again.progress("read")
        self.assertGreaterEqual(read[0]["done"], at_least)
        self.assertLess(read[0]["done"], 12)
        self.assertEqual(sha256(self.out), self.clean.digest)
        self.assertFalse(self.part.exists())
        texts = [[p["text"] for p in json.loads((folder / name).read_text())["pages"]]
                 for folder, name in ((self.tmp, "again.json"), (self.clean.tmp, "clean.json"))]
        self.assertEqual(*texts)

    def test_killed_midway_the_next_run_carries_pages_over(self):
        self.stop_at(4, lambda running: running.kill())
        self.assert_continues(at_least=4)

    def test_interrupted_midway_it_says_so_and_continues(self):
        stopped = self.stop_at(3, lambda running: running.interrupt())
        self.assertEqual((stopped.code, stopped.kinds()), (7, ["interrupted"]))
        self.assert_continues(at_least=3)

    def test_a_torn_last_record_is_read_again(self):
        self.stop_at(5, lambda running: running.kill())
        with open(self.part, "r+b") as journal:
            journal.truncate(self.part.stat().st_size - 7)
        self.assert_continues(at_least=4)

    def test_a_journal_of_other_work_is_not_believed(self):
        self.stop_at(5, lambda running: running.kill())
        other = scan_pdf(self.tmp / "other.pdf", scans(self.tmp / "other", 1, first=40))
        again = self.ok("ocr", other, "-o", self.out)
        self.assertEqual(again.progress("read")[0]["done"], 0)
        self.assertFalse(self.part.exists())

    def test_the_same_input_gives_the_same_bytes_with_any_number_of_workers(self):
        self.ok("ocr", self.clean.pdf, "-o", self.out, "--jobs", 1)
        self.assertEqual(sha256(self.out), self.clean.digest)


if __name__ == "__main__":
    main()
