"""A page whose process dies: the page fails by name, the document keeps the others, work goes on.

The real programs run; the test kills the caged child that reads page 2, and the one that is given
the page once more.
"""

import json
import os
import signal
import time
from pathlib import Path

from made import scan_pdf, scans, zip_of
from support import DEADLINE_S, FlowTest, at_page, component, main, page_count, tool

DOSSIER = "H19.15-261121-0010"


def parents():
    """Parent of every living process; zombies count as gone."""
    found = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, parent = stat.read_text().rpartition(")")[2].split()[:2]
        except (FileNotFoundError, ProcessLookupError):
            continue
        if state not in "ZX":
            found[int(stat.parent.name)] = int(parent)
    return found


def task_children(program):
    """Children of the warm workers: each is one task at work."""
    tree = parents()
    return {pid for pid, worker in tree.items() if tree.get(worker) == program}


class PageDeathTest(FlowTest):
    def setUp(self):
        super().setUp()
        self.pdf = scan_pdf(self.tmp / "ba.pdf", scans(self.tmp / "s", 3, dpi=300))

    def kill_second_page(self, running, times):
        """With one worker, what is at work after page 1 is page 2."""
        self.assertTrue(running.until(at_page(1)))
        killed = set()
        deadline = time.monotonic() + DEADLINE_S
        while len(killed) < times:
            self.assertLess(time.monotonic(), deadline, "no child was ever seen")
            for child in task_children(running.process.pid) - killed:
                os.kill(child, signal.SIGSEGV)
                killed.add(child)
                break
        return running.finish()

    def test_the_document_keeps_its_other_pages(self):
        out = self.tmp / "out.pdf"
        running = self.begin("ocr", self.pdf, "-o", out, "--json", self.tmp / "out.json", "--jobs",
                             1)
        done = self.kill_second_page(running, times=2)
        self.assertEqual((done.code, done.kinds()), (1, ["worker-crashed"]), str(done))
        self.assertEqual(done.errors()[0]["page"], 2)
        pages = json.loads((self.tmp / "out.json").read_text())["pages"]
        self.assertEqual([page.get("error", {}).get("kind") for page in pages],
                         [None, "worker-crashed", None])
        self.assertTrue(pages[0]["words"] and pages[2]["words"])
        tool("qpdf", "--check", out)
        self.assertEqual(page_count(out), 3)

    def test_one_death_is_forgiven(self):
        running = self.begin("ocr", self.pdf, "--json", self.tmp / "out.json", "--jobs", 1)
        done = self.kill_second_page(running, times=1)
        self.assertEqual((done.code, done.kinds()), (0, []), str(done))
        pages = json.loads((self.tmp / "out.json").read_text())["pages"]
        self.assertTrue(all(page["words"] for page in pages))

    def test_the_batch_goes_on_and_the_component_waits(self):
        other, = scans(self.tmp / "t", 1, first=20)
        batch = zip_of(self.tmp / "lo.zip", [(f"{DOSSIER}/TP01.pdf", self.pdf),
                                             (f"{DOSSIER}/TP02.jpg", other)])
        running = self.begin("batch", "submit", batch, "--json", "--jobs", 1)
        done = self.kill_second_page(running, times=2)
        self.assertEqual(done.code, 1, str(done))
        receipt = done.json()
        self.assert_adds_up(receipt)
        hurt = component(receipt, "TP01")
        self.assertEqual((hurt["state"], hurt["pages_done"], hurt["pages_failed"]),
                         ("waiting", 2, 1))
        self.assertTrue(hurt["reasons"])
        self.assertIsNone(hurt["item"])
        self.assertEqual(component(receipt, "TP02")["state"], "done")
        self.assertEqual(self.exits(1, "batch", "submit", batch, "--json").json(), receipt)
        self.assert_filed_when_an_officer_takes_it_as_it_is(hurt)

    def assert_filed_when_an_officer_takes_it_as_it_is(self, hurt):
        reviews = self.ok("review", "list", "--component", hurt["id"], "--json").lines()
        lost, = [review for review in reviews if review["blocking"]]
        self.assertEqual(lost["subject"], "scan")
        self.assertIn("Trang 2", lost["why"])
        item = self.ok("review", "accept", lost["id"], "--officer", "CB02", "--json").json()["item"]
        shown = self.ok("show", item, "--json").json()
        self.assertEqual([page.get("error", {}).get("kind") for page in shown["pages"]],
                         [None, "worker-crashed", None])


if __name__ == "__main__":
    main()
