"""The site's order of steps is "block": nothing is extracted from a scan before its officer has signed it
(TT 01/2023/TT-VPCP, Điều 7). What was not scanned does not wait, and what waited goes on by itself."""

import json
import shutil

from attest_test import DOSSIER, AttestTest
from made import page_lines, scan_pdf, scans, text_pdf, zip_of
from support import NOTHING_INSISTED_ON, component, main

BLOCK = NOTHING_INSISTED_ON + """
[attestation]
order = "block"
source = "tests/flow"
certainty = "high"
"""


class OrderTest(AttestTest):
    store_profile = BLOCK

    def send(self, folder):
        """What is not signed waits, and the exit code says whether anything does."""
        done = self.sohoa("batch", "submit", folder, "--json")
        receipt = done.json()
        self.assert_adds_up(receipt)
        self.assertEqual(done.code, 1 if receipt["waiting"] or receipt["failed"] else 0)
        return receipt

    def images(self, folder, code="TP01", count=2, first=4):
        """As in the tests it comes from, of papers whose kind is not known: only the signature makes them wait."""
        into = self.tmp / folder / DOSSIER
        into.mkdir(parents=True, exist_ok=True)
        for number in range(count):
            image, = scans(self.tmp / f"scan-{folder}-{code}-{number}", 1, first=first + 4 * number)
            shutil.copy(image, into / f"{code}-{number + 1}.jpg")
        return self.tmp / folder

    def send(self, folder):
        """The receipt, whether its papers wait or not."""
        done = self.sohoa("batch", "submit", folder, "--json")
        self.assertIn(done.code, (0, 1), str(done))
        self.assert_adds_up(done.json())
        return done.json()

    def status(self, receipt):
        done = self.sohoa("batch", "status", receipt["batch"], "--json")
        return {c["component"]: c for c in done.json()["components"]}

    def signed_result(self, folder, name, signer):
        into = self.tmp / folder / DOSSIER
        into.mkdir(parents=True, exist_ok=True)
        paper = text_pdf(self.tmp / f"{name}-goc.pdf", [page_lines(4)])
        (into / name).write_bytes(self.officers.sign_pdf(signer, paper))
        return self.tmp / folder

    # ---- a signature that was awaited ----------------------------------------------------------

    def test_the_officers_signature_has_the_paper_read_and_filed(self):
        receipt = self.send(self.images("lo"))
        line = component(receipt, "TP01")
        self.assertEqual((line["state"], line["pages_done"], line["item"]), ("waiting", 0, None))
        answer = self.submit_signature(0, line["id"], "officer", self.prepare(line["id"])).json()
        read, = answer["components"]
        self.assertEqual((read["id"], read["state"]), (line["id"], "done"))
        now = self.status(receipt)["TP01"]
        self.assertEqual((now["state"], now["item"], now["pages_done"]), ("done", read["item"], 2))
        self.assertFalse(any("Chờ cán bộ quét ký số" in reason for reason in now["reasons"]), now["reasons"])
        self.assertEqual(self.ok("show", read["item"], "--json").json()["attestations"][0]["outcome"], "valid")
        self.assertEqual(self.rows("select state from reviews where subject = 'attestation'"), [("accepted",)])
        self.assert_store_sound()

    def test_people_are_told_what_became_of_it(self):
        line = component(self.send(self.images("lo", count=1)), "TP01")
        statement = self.prepare(line["id"])
        self.officers.cms("officer", statement, f"{statement}.p7s")
        told = self.ok("attest", "submit", line["id"], "--signature", f"{statement}.p7s").out
        self.assertIn(f"{line['id']}  đã đọc, cấp mã ", told)

    def test_only_what_is_signed_is_read(self):
        self.images("lo", "TP01", count=1)
        receipt = self.send(self.images("lo", "TP02", count=1, first=12))
        wanted = component(receipt, "TP01")["id"]
        self.submit_signature(0, wanted, "officer", self.prepare(wanted))
        now = self.status(receipt)
        self.assertEqual({code: (c["state"], c["pages_done"]) for code, c in now.items()},
                         {"TP01": ("done", 1), "TP02": ("waiting", 0)})
        self.assertEqual(list(self.listed("--waiting")), [component(receipt, "TP02")["id"]])

    def test_one_signature_over_the_batch_reads_all_of_it(self):
        self.images("lo", "TP01", count=1)
        receipt = self.send(self.images("lo", "TP02", count=1, first=12))
        answer = self.submit_signature(0, receipt["batch"], "officer", self.prepare(receipt["batch"])).json()
        self.assertEqual({c["state"] for c in answer["components"]}, {"done"})
        self.assertEqual(len(answer["components"]), 2)

    def test_a_signature_that_does_not_hold_reads_nothing(self):
        line = component(self.send(self.images("lo", count=1)), "TP01")
        answer = self.submit_signature(1, line["id"], "agency", self.prepare(line["id"])).json()
        self.assertEqual((answer["outcome"], answer["components"]), ("invalid", []))
        self.assertEqual(self.rows("select distinct state from pages"), [(0,)])

    # ---- what was not scanned ------------------------------------------------------------------

    def test_a_result_that_came_signed_was_not_scanned_and_does_not_wait(self):
        self.images("lo", "TP01", count=1)
        receipt = self.send(self.signed_result("lo", "KQ01.pdf", "agency"))
        result = component(receipt, "KQ01")
        self.assertEqual((result["state"], result["pages_done"]), ("done", 1), result)
        self.assertIsNotNone(result["item"])
        scan = component(receipt, "TP01")
        self.assertEqual((scan["state"], scan["pages_done"]), ("waiting", 0))
        self.assertEqual(list(self.listed("--waiting")), [scan["id"]])

    def test_a_scanned_page_beside_a_signed_file_was_scanned(self):
        self.signed_result("lo", "KQ01-1.pdf", "agency")
        page, = scans(self.tmp / "s", 1, first=4)
        shutil.copy(page, self.tmp / "lo" / DOSSIER / "KQ01-2.jpg")
        line = component(self.send(self.tmp / "lo"), "KQ01")
        self.assertEqual((line["state"], line["pages_done"], line["pages"]), ("waiting", 0, 2))

    def test_a_scan_declared_as_signed_by_its_officer_needs_his_signature(self):
        folder = self.tmp / "khai"
        folder.mkdir()
        scan = scan_pdf(self.tmp / "quet.pdf", scans(self.tmp / "q", 1, first=4))
        (folder / "quet.pdf").write_bytes(self.officers.sign_pdf("agency", scan))
        (folder / "batch.json").write_text(json.dumps({
            "station": "T01", "operator": "CB01", "scanned_at": "2026-11-20T08:00:00+07:00",
            "components": [{"dossier": DOSSIER, "component": "TP01", "kind": "component", "files": ["data/quet.pdf"],
                            "signed_by_officer": True}]}))
        line = component(self.send(folder), "TP01")
        self.assertEqual((line["state"], line["pages_done"]), ("waiting", 0))
        refused, = (reason for reason in line["reasons"] if "không được chấp nhận" in reason)
        self.assertIn("quet.pdf", refused)
        self.assertIn("cơ quan", refused)

    # ---- signatures of the batch that are refused ----------------------------------------------

    def refusals(self, line):
        return [reason for reason in line["reasons"] if "không được chấp nhận" in reason]

    def test_a_signature_over_something_else_is_named_with_why(self):
        lo = self.images("lo", count=1)
        scan = lo / DOSSIER / "TP01-1.jpg"
        self.officers.cms("officer", b"something else", scan.with_suffix(".p7s"))
        receipt = self.send(lo)
        line = component(receipt, "TP01")
        self.assertEqual(line["state"], "waiting")
        refused, = self.refusals(line)
        self.assertIn(f"{DOSSIER}/TP01-1.p7s", refused)
        self.assertIn("không đúng với bản quét này", refused)
        self.assertEqual(self.send(lo), receipt, "said once, however often it is sent")

    def test_a_signature_that_is_no_officers_is_named_with_why(self):
        lo = self.images("lo", count=1)
        scan = lo / DOSSIER / "TP01-1.jpg"
        self.officers.cms("agency", scan, scan.with_suffix(".p7s"))
        refused, = self.refusals(component(self.send(lo), "TP01"))
        self.assertIn("TP01-1.p7s", refused)
        self.assertIn("cơ quan", refused)

    def test_one_refused_for_the_whole_bag_is_named_by_each_of_its_papers(self):
        self.images("lo", "TP01", count=1)
        self.ok("batch", "pack", self.images("lo", "TP02", count=1, first=12), "-o", self.tmp / "lo.zip")
        shutil.unpack_archive(self.tmp / "lo.zip", self.tmp / "bag")
        bag = self.tmp / "bag"
        manifest = next(bag.rglob("manifest-sha256.txt"))
        self.officers.cms("officer", b"another manifest", manifest.with_name("attestation.p7s"))
        entries = [(str(p.relative_to(bag)), p) for p in sorted(bag.rglob("*")) if p.is_file()]
        receipt = self.send(zip_of(self.tmp / "co-chu-ky.zip", entries))
        for code in ("TP01", "TP02"):
            refused, = self.refusals(component(receipt, code))
            self.assertIn("attestation.p7s", refused)

    def test_a_good_signature_of_the_batch_lets_the_paper_be_read_at_once(self):
        lo = self.images("lo", count=1)
        scan = lo / DOSSIER / "TP01-1.jpg"
        self.officers.cms("officer", scan, scan.with_suffix(".p7s"))
        line = component(self.send(lo), "TP01")
        self.assertEqual((line["state"], line["pages_done"], self.refusals(line)), ("done", 1, []))


if __name__ == "__main__":
    main()
