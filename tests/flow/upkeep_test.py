"""Who may read a paper, what an officer finds in the queue, what becomes of a verdict when trust data change, and what may
be destroyed after the archive term: by the real programs over a real store."""

import json
import sqlite3

from made import Pdf, page_lines, text_content
from officers import AGENCY, Officers
from support import FlowTest, main

OWNER = "075090001234"
STRANGER = "079301000456"
DOSSIER = "H19.15-261121-0001"
OTHER = "H19.15-261121-0007"

PROFILE = """
format = "sohoa-profile-1"
id = "test"
version = 2026-11-22
source = "test"
"""
STRICT = PROFILE + """
[access]
source = "test"
certainty = "low"
require_purpose = true
"""
FIVE_YEARS = PROFILE + """
[[retention]]
type = "*"
years = 5
source = "test"
certainty = "low"
"""
# Without a type the paper would be refused for its type, which is not what is tried here.
UNITS = {"format": "sohoa.units/1", "units": [
    {"code": "H19.15", "name": AGENCY, "level": "tinh", "valid_from": "2020-01-01"}]}


def coloured(path, number):
    """A born-digital page with a red seal, as NĐ 30/2020 asks of a paper; of no kind that a template knows."""
    pdf = Pdf()
    font = pdf.add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    body = pdf.stream("q 0.8 0.1 0.1 RG 6 w 380 140 120 120 re S f Q " + text_content(page_lines(number)[-3:]))
    path.write_bytes(pdf.one_page(f"/Contents {body} 0 R /Resources << /Font << /F1 {font} 0 R >> >>"))
    return path


class UpkeepTest(FlowTest):
    store_profile = None

    def declared(self, dossier, code, file, kind="component", owner=OWNER):
        person = {"owner": {"type": "person", "id": owner, "name": "Nguyễn Văn An"}} if owner else {}
        return {"dossier": dossier, "component": code, "title": f"Giấy tờ {code}", "kind": kind, "files": [f"data/{file}"],
                **person}

    def send(self, folder, components, zipped=False):
        (folder / "batch.json").write_text(json.dumps(
            {"station": "T01", "operator": "CB01", "scanned_at": "2026-11-21T08:30:00+07:00", "components": components}))
        if zipped:
            self.ok("batch", "pack", folder, "-o", self.tmp / "lo.zip")
            folder = self.tmp / "lo.zip"
        done = self.sohoa("batch", "submit", folder, "--json")
        self.assertIn(done.code, (0, 1), str(done))
        return {(c["dossier"], c["component"]): c for c in done.json()["components"]}

    def folder(self, name="lo"):
        folder = self.tmp / name
        folder.mkdir()
        return folder

    def config(self, text):
        path = self.tmp / "profile.toml"
        path.write_text(text)
        return ("--config", path)

    def events(self, subject):
        return self.rows("select kind, detail from events where subject = ? order by seq", subject)

    def reuse(self, item, dossier, code=0, *more):
        return self.exits(code, "reuse", item, "--dossier", dossier, "--component", "TP02", "--officer", "CB07", "--owner",
                          OWNER, "--json", *more).json()


class AccessTest(UpkeepTest):
    def setUp(self):
        super().setUp()
        folder = self.folder()
        for number, name in enumerate(("a.pdf", "b.pdf"), 1):
            coloured(folder / name, number)
        done = self.send(folder, [self.declared(DOSSIER, "TP01", "a.pdf"),
                                  self.declared(OTHER, "TP01", "b.pdf", owner=STRANGER)])
        self.item, self.other = done[DOSSIER, "TP01"]["item"], done[OTHER, "TP01"]["item"]
        self.assertTrue(self.item and self.other, done)
        self.strict = self.config(STRICT)

    def test_a_dossier_in_hand_must_have_to_do_with_the_paper(self):
        read = ("show", self.item, "--officer", "CB01", "--json", *self.strict)
        self.assertEqual(self.exits(5, *read).kinds(), ["purpose-needed"])
        self.assertEqual(self.exits(5, *read, "--for-dossier", OTHER).kinds(), ["purpose-needed"])
        self.assertEqual(self.exits(5, *read, "--purpose", "xem").kinds(), ["purpose-needed"])
        self.ok(*read, "--for-dossier", DOSSIER)
        self.ok(*read, "--purpose", "hậu kiểm năm 2026")
        asked = [(kind, detail) for kind, detail in self.events(self.item) if detail.startswith("act=show")]
        self.assertEqual(asked, [
            ("item.refused", "act=show officer=CB01 ground=none"),
            ("item.refused", f"act=show officer=CB01 dossier={OTHER} ground=none"),
            ("item.refused", "act=show officer=CB01 ground=none purpose=xem"),
            ("item.shown", f"act=show officer=CB01 dossier={DOSSIER} ground=dossier"),
            ("item.shown", "act=show officer=CB01 ground=purpose purpose=hậu kiểm năm 2026")])

    def test_bytes_leave_only_after_they_are_written_down(self):
        out = self.tmp / "ra.pdf"
        self.assertEqual(self.exits(5, "get", self.item, "-o", out, *self.strict).kinds(), ["purpose-needed"])
        self.assertFalse(out.exists())
        self.ok("get", self.item, "-o", out, "--for-dossier", DOSSIER, *self.strict)
        self.ok("get", self.item, "-o", self.tmp / "goc.pdf", "--original", "--for-dossier", DOSSIER, *self.strict)
        self.assertEqual([kind for kind, detail in self.events(self.item) if detail.startswith("act=")],
                         ["item.refused", "item.read", "item.export"])

    def test_a_search_shows_what_the_dossier_in_hand_has_to_do_with(self):
        find = ("find", "--json", *self.strict)
        self.assertEqual(self.exits(5, *find).kinds(), ["purpose-needed"])
        mine = self.ok(*find, "--for-dossier", DOSSIER)
        self.assertEqual([hit["item"] for hit in mine.lines()], [self.item])
        self.assertEqual(len(mine.messages()), 1, "the reader is told that something was withheld")
        both = self.ok(*find, "--purpose", "hậu kiểm năm 2026").lines()
        self.assertEqual({hit["item"] for hit in both}, {self.item, self.other})
        self.ok("find", "Nguyễn Văn An", "--officer", "CB01", "--json")
        self.assertEqual(self.events("find")[-1], ("items.searched", "act=find by=text found=2 officer=CB01"))

    def test_the_queue_is_ordered_aged_and_its_reading_written_down(self):
        with sqlite3.connect(self.store / "catalog.db") as catalog:
            catalog.execute("update reviews set opened_at = opened_at - 172800 where component ="
                            " (select component from items where code = ?)", [self.other])
        queue = self.ok("review", "list", "--officer", "CB01", "--json").lines()
        self.assertTrue(queue)
        self.assertEqual([r["urgency"] for r in queue], sorted((r["urgency"] for r in queue), reverse=True))
        self.assertGreaterEqual(queue[0]["age_s"], 172800)
        self.assertEqual(queue[0]["dossier"], OTHER)
        shown = self.ok("review", "show", queue[0]["id"], "--officer", "CB01", "--json").json()
        self.assertEqual([gap["id"] for gap in shown["gaps"]], ["type"], "a paper of no known type")
        self.assertIn("Điều 9", shown["gaps"][0]["clause"])
        self.assertEqual(self.events("review")[-1], ("review.listed", f"state=waiting found={len(queue)} officer=CB01"))
        self.assertIn(("review.shown", f"review={queue[0]['id']} subject=type officer=CB01"),
                      self.events(queue[0]["component"]))

    def test_a_paper_without_an_owner_waits_with_its_age_and_its_gap(self):
        self.assertEqual(self.ok("review", "owners", "--json").lines(), [])
        folder = self.folder("vo-chu")
        coloured(folder / "c.pdf", 3)
        item = self.send(folder, [self.declared(DOSSIER, "TP05", "c.pdf", owner="")])[DOSSIER, "TP05"]["item"]
        (line,) = self.ok("review", "owners", "--json").lines()
        self.assertEqual(line["item"], item)
        self.assertGreaterEqual(line["age_s"], 0)
        shown = self.ok("show", item, "--json").json()
        self.assertEqual({gap["id"] for gap in shown["gaps"]}, {"type", "owner_id"})
        self.ok("review", "correct", line["review"], "--value", OWNER, "--officer", "CB01")
        self.assertEqual(self.ok("review", "owners", "--json").lines(), [])
        self.assertEqual({gap["id"] for gap in self.ok("show", item, "--json").json()["gaps"]}, {"type"})


class RetentionTest(UpkeepTest):
    def setUp(self):
        super().setUp()
        folder = self.folder()
        coloured(folder / "a.pdf", 1)
        (folder / "b.pdf").write_bytes((folder / "a.pdf").read_bytes())
        done = self.send(folder, [self.declared(DOSSIER, "TP01", "a.pdf"), self.declared(OTHER, "TP01", "b.pdf")], zipped=True)
        self.item, self.twin = done[DOSSIER, "TP01"]["item"], done[OTHER, "TP01"]["item"]
        self.five_years = self.config(FIVE_YEARS)

    def age(self, *items):
        with sqlite3.connect(self.store / "catalog.db") as catalog:
            for item in items:
                catalog.execute("update items set coded_at = coded_at - 6 * 366 * 86400 where code = ?", [item])

    def end(self, item):
        self.ok("item", "revoke", item, "--reason", "cấp sai", "--decision", "45/QĐ", "--officer", "CB01")

    def destroy(self, item, code=0, *config):
        return self.exits(code, "item", "destroy", item, "--reason", "hết thời hạn lưu trữ", "--decision", "88/QĐ", "--officer",
                          "CB01", "--json", *(config or self.five_years)).json()

    def failed(self, item, *config):
        return {r["rule"] for r in self.destroy(item, 1, *config)["reasons"] if r["outcome"] == "failed"}

    def blobs(self):
        return {path for path in (self.store / "blobs").glob("??/*") if path.is_file()}

    def kept(self):
        return {path.parent.name + path.name for path in self.blobs()}

    def tag_files(self):
        return {row[0].lower() for row in self.rows("select hex(digest) from files where component is null")}

    def test_what_is_in_force_young_kept_for_ever_or_held_stays(self):
        before = self.blobs()
        self.assertEqual(self.failed(self.item), {"legal-life", "archive-term"})
        self.end(self.item)
        self.assertEqual(self.failed(self.item), {"archive-term"})
        self.age(self.item)
        self.assertEqual(self.failed(self.item, *self.config(PROFILE)), {"archive-term"}, "the default keeps for ever")
        self.config(FIVE_YEARS)
        self.ok("item", "hold", self.item, "--reason", "vụ án 12/2026", "--officer", "CB02")
        self.assertEqual(self.failed(self.item), {"hold"})
        (due,) = self.ok("item", "due", "--json", *self.five_years).lines()
        self.assertEqual((due["item"], due["may_destroy"]), (self.item, False))
        self.assertIn("vụ án 12/2026", self.exits(1, "item", "destroy", self.item, "--reason", "x y", "--decision", "1",
                                                  "--officer", "CB01", "--lang", "vi", *self.five_years).out)
        self.assertEqual(self.blobs(), before)
        self.assertEqual([kind for kind, _ in self.events(self.item)].count("item.destroy-refused"), 5)

    def test_the_bytes_go_and_the_record_stays(self):
        for item in (self.item, self.twin):
            self.end(item)
        self.age(self.item, self.twin)
        self.assertEqual(len(self.ok("item", "due", "--json", *self.five_years).lines()), 2)
        first = self.destroy(self.item)
        self.assertTrue(first["destroyed"])
        self.assertGreater(first["blobs_shared"], 0, "the other paper is the same file")
        self.assertEqual(self.exits(5, "get", self.item, "-o", self.tmp / "a.pdf").kinds(), ["life-not-allowed"])
        self.ok("get", self.twin, "--original", "-o", self.tmp / "b.pdf")
        shown = self.ok("show", self.item, "--json").json()
        self.assertEqual((shown["life"][-1]["act"], shown["life"][-1]["decision"]), ("destroy", "88/QĐ"))
        self.assertEqual(len(shown["files"][0]["sha256"]), 64)
        self.assertEqual(len(shown["verdicts"]) > 0, True)
        self.assertEqual(self.exits(5, "item", "archive", self.item, "--reason", "x", "--decision", "1").kinds(),
                         ["life-not-allowed"])
        self.assertGreater(self.destroy(self.twin)["blobs_removed"], 0)
        self.assertEqual(self.kept(), self.tag_files(), "of the batch only what the bag says of itself is left, and no ZIP")
        self.sohoa("batch", "submit", self.tmp / "lo.zip")
        self.assertEqual(self.kept(), self.tag_files(), "sent again it brings nothing back")
        self.assertEqual(self.ok("rejudge", "--all", "--json").json()["due"], 0)


class RejudgeTest(UpkeepTest):
    def setUp(self):
        super().setUp()
        self.officers = Officers(self.tmp / "pki")
        for name in ("first", "second"):
            self.officers.add_agency(name)
        self.trust = self.officers.trust(self, self.store / "trust")
        (self.tmp / "units.json").write_text(json.dumps(UNITS))
        self.ok("import", self.tmp / "units.json")
        folder = self.folder()
        for number, name in enumerate(("first", "second"), 1):
            base = coloured(self.tmp / f"{name}.pdf", number)
            (folder / f"{name}.pdf").write_bytes(self.officers.sign_pdf(name, base))
        done = self.send(folder, [self.declared(DOSSIER, "KQ1", "first.pdf", "result"),
                                  self.declared(OTHER, "KQ1", "second.pdf", "result")])
        self.first, self.second = done[DOSSIER, "KQ1"]["item"], done[OTHER, "KQ1"]["item"]
        self.assertEqual(self.class_of(self.first), "FULL_WITH_NOTE", done)
        for dossier in ("H19.15-261121-0008", "H19.15-261121-0009"):
            self.reuse(self.first, dossier)

    def class_of(self, item):
        return self.ok("show", item, "--json").json()["legal_value"]

    def rejudge(self, code, *args):
        return self.exits(code, "rejudge", "--json", *args).json()

    def revoke(self, name):
        self.officers.revoke(name)
        self.ok("trust", "archive", self.officers.crl(), "--trust", self.trust)

    def test_a_certificate_revoked_later_is_told_to_every_dossier_that_reused_the_paper(self):
        self.assertEqual(self.rejudge(0)["due"], 0)
        self.revoke("first")
        report = self.rejudge(1)
        self.assertEqual({key: report[key] for key in ("due", "judged", "changed", "lost", "notices", "failed")},
                         {"due": 2, "judged": 2, "changed": 1, "lost": 1, "notices": 2, "failed": 0})
        self.assertEqual(report["steps"], [{"from": "FULL_WITH_NOTE", "to": "INVALID", "count": 1}])
        self.assertEqual((self.class_of(self.first), self.class_of(self.second)), ("INVALID", "FULL_WITH_NOTE"))
        for dossier in ("H19.15-261121-0008", "H19.15-261121-0009"):
            (notice,) = self.ok("notices", "--dossier", dossier, "--json").lines()
            self.assertEqual(notice["item"], self.first)
            self.assertIn("thu hồi", notice["text"])
        refused = self.reuse(self.first, "H19.15-261121-0010", 1)
        self.assertIn("legal-value", {r["rule"] for r in refused["reasons"] if r["outcome"] == "failed"})
        (review,) = self.ok("review", "list", "--subject", "legal", "--json").lines()
        self.assertIn("thay đổi", review["why"])
        self.assertEqual(self.rejudge(0)["due"], 0, "a second run finds nothing due")
        self.assertEqual(len(self.ok("notices", "--json").lines()), 2)

    def test_on_demand_everything_is_judged_and_the_run_goes_on_where_it_stopped(self):
        with sqlite3.connect(self.store / "catalog.db") as catalog:  # as if they were judged a while ago
            catalog.execute("update items set judged_at = judged_at - 3600")
        again = self.rejudge(0, "--before", "2999-01-01")
        self.assertEqual((again["judged"], again["changed"], again["steps"]), (2, 0, []))
        self.revoke("first")
        self.revoke("second")
        one = self.rejudge(1, "--most", "1")
        rest = self.rejudge(1)
        self.assertEqual((one["due"], one["judged"], rest["due"], rest["judged"]), (2, 1, 1, 1))
        self.assertTrue(self.exits(0, "rejudge").progress("judge") == [], "nothing was left to show")
        self.assertEqual(self.exits(2, "rejudge", "--before", "hôm qua").kinds(), ["usage"])
        self.assertIn(("rejudge.done",), {(kind,) for kind, _ in self.events("rejudge")})


if __name__ == "__main__":
    main()
