"""A paper is found by another office, reused, revoked, and the dossier that reused it is told."""

import json
import sqlite3

from support import SAMPLES, FlowTest, component, main

DOSSIER = "H18.19.10-260826-8754"
OTHER = "H18.19.10-261121-0007"
OWNER = "033391164735"  # of TP02 and TP04

# A site that takes plain scans over: so that what is tried here is reuse, not signatures.
PROFILE = """
format = "sohoa-profile-1"
id = "test"
version = 2026-11-22
source = "test"
[reuse]
for_components = ["FULL", "FULL_WITH_NOTE", "SCAN_OFFICER", "IMAGE_ONLY"]
source = "test"
certainty = "low"
"""

UNITS = {"format": "sohoa.units/1", "units": [
    {"code": "H18", "name": "UBND tỉnh Điện Biên", "level": "tinh", "valid_from": "2020-01-01"},
    {"code": "H18.19", "name": "Sở Tư pháp", "level": "so", "parent": "H18",
     "valid_from": "2020-01-01"},
    {"code": "H18.19.10", "name": "Phòng Hộ tịch", "level": "phong", "parent": "H18.19",
     "valid_from": "2020-01-01"}]}


def procedures(doc_type):
    def part(code, name, kind, digitize):
        return {"code": code, "name": name, "doc_type": kind, "digitize_class": digitize}
    return {"format": "sohoa.procedures/1", "procedures": [
        {"code": "1.004873", "name": "Cấp bản sao trích lục hộ tịch",
         "requires_document_result": True, "online_level": "full",
         "components": [part("TP01", "Đơn đề nghị", "don-khac", "C_list"),
                        part("TP02", "Căn cước công dân", doc_type, "A_prior_result"),
                        part("TP08", "Giấy tờ xuất trình", "xuat-trinh", "NONE_show_only")]}]}


class ReuseTest(FlowTest):
    """One submitted batch; every test works on a copy of its store."""

    store_profile = None

    @classmethod
    def setUpClass(cls):
        cls.first = cls("make_batch")
        FlowTest.setUp(cls.first)
        cls.addClassCleanup(cls.first.doCleanups)
        cls.first.make_batch()

    def make_batch(self):
        folder = self.tmp / "ho-so"
        (folder / DOSSIER).mkdir(parents=True)
        declared = json.loads((SAMPLES / "ho-so" / "batch.json").read_text())
        kept = [c for c in declared["components"]
                if c["dossier"] == DOSSIER and c["component"] in ("TP02", "TP03")]
        for one in kept:
            for name in one["files"]:
                scan = SAMPLES / "ho-so" / name.removeprefix("data/")
                (folder / name.removeprefix("data/")).write_bytes(scan.read_bytes())
        (folder / "batch.json").write_text(json.dumps(dict(declared, components=kept)))
        bag = self.tmp / "lo.zip"
        self.ok("batch", "pack", folder, "-o", bag)
        receipt = self.submit(bag)
        self.item = component(receipt, "TP02")["item"]
        self.assertTrue(self.item, receipt)

    def setUp(self):
        super().setUp()
        self.item = self.first.item
        with sqlite3.connect(self.first.store / "catalog.db") as source:
            with sqlite3.connect(self.store / "catalog.db") as copy:
                source.backup(copy)
        self.config = self.tmp / "profile.toml"
        self.config.write_text(PROFILE)

    def type_of_item(self):
        return self.rows("select type from items where code = ?", self.item)[0][0]

    def import_catalogues(self):
        # The catalogue speaks of the type the paper was filed under, whatever that is.
        if not self.type_of_item():
            with sqlite3.connect(self.store / "catalog.db") as catalog:
                catalog.execute("update items set type = 'can-cuoc' where code = ?", [self.item])
        folder = self.tmp / "danh-muc"
        folder.mkdir()
        (folder / "units.json").write_text(json.dumps(UNITS))
        (folder / "procedures.json").write_text(json.dumps(procedures(self.type_of_item())))
        return self.ok("import", folder, "--json").json()

    def reuse(self, *more, code=0, dossier=OTHER):
        return self.exits(code, "reuse", self.item, "--dossier", dossier, "--component", "TP02",
                          "--officer", "CB07", "--owner", OWNER, "--config", self.config, "--json",
                          *more).json()

    def events(self, kind):
        return self.rows("select subject, detail from events where kind = ?", kind)

    def test_found_reused_revoked_and_told(self):
        self.import_catalogues()
        found = self.ok("find", "--owner", OWNER, "--json").lines()
        self.assertIn(self.item, [hit["item"] for hit in found])
        answer = self.reuse("--procedure", "1.004873")
        self.assertTrue(answer["allowed"], answer)
        self.assertEqual(answer["record"]["dossier"], OTHER)
        self.assertEqual(len(answer["record"]["item_sha256"]), 64)
        self.assertEqual(answer["flags"], {"DuocSoHoa": 0, "DuocTaiSuDung": 1, "DuocLayTuKhoDMQG": 0,
                                           "MaKetQuaThayThe": None})
        self.assertEqual(self.reuse("--procedure", "1.004873")["record"]["id"],
                         answer["record"]["id"])
        revoked = self.ok("item", "revoke", self.item, "--reason", "cấp sai đối tượng",
                          "--decision", "45/QĐ-STP", "--officer", "CB01", "--json").json()
        self.assertEqual((revoked["from"], revoked["state"]), ("ACTIVE", "REVOKED"))
        self.assertEqual([n["dossier"] for n in revoked["notices"]], [OTHER])
        told = self.ok("notices", "--dossier", OTHER, "--json").lines()
        self.assertEqual(len(told), 1)
        self.assertIn("45/QĐ-STP", told[0]["text"])
        self.ok("notices", "--read", told[0]["id"], "--officer", "CB07", "--json")
        self.assertEqual(self.ok("notices", "--json").lines(), [])
        refused = self.reuse(code=1, dossier="H18.19.10-261121-0008")
        failed = {r["rule"]: r for r in refused["reasons"] if r["outcome"] == "failed"}
        self.assertEqual(set(failed), {"state", "legal-value"})
        self.assertIn("NĐ 45/2020/NĐ-CP", failed["state"]["clause"])
        self.assertEqual(self.ok("find", "--owner", OWNER, "--json").lines(), [])
        self.assertEqual([kind for kind, in self.rows(
            "select kind from events where subject = ? and kind like 'item.re%' order by seq",
            self.item)][-3:], ["item.reused", "item.revoked", "item.reuse-refused"])

    def test_by_default_a_plain_scan_is_no_evidence(self):
        refused = self.exits(1, "reuse", self.item, "--dossier", OTHER, "--component", "TP02",
                             "--officer", "CB07", "--owner", OWNER, "--json").json()
        failed = [r["rule"] for r in refused["reasons"] if r["outcome"] == "failed"]
        self.assertEqual(failed, ["legal-value"])
        self.assertEqual(refused["flags"]["DuocTaiSuDung"], 0)
        self.assertEqual(len(self.events("item.reuse-refused")), 1)

    def test_a_stranger_is_refused_in_vietnamese_with_the_clause(self):
        done = self.exits(1, "reuse", self.item, "--dossier", OTHER, "--component", "TP02",
                          "--officer", "CB07", "--owner", "079301000456", "--lang", "vi",
                          "--config", self.config)
        self.assertIn("Không tái sử dụng được", done.out)
        self.assertIn("hai số định danh khác nhau", done.out)
        self.assertIn("Điều 16", done.out)

    def test_reception_says_what_not_to_ask_for(self):
        self.import_catalogues()
        asked = ("reception", "--procedure", "1.004873", "--owner", OWNER, "--dossier", OTHER,
                 "--config", self.config, "--officer", "CB07", "--json")
        lines = {c["component"]: c for c in self.ok(*asked).json()["components"]}
        self.assertEqual(lines["TP01"]["answer"], "not-in-store")
        self.assertEqual((lines["TP02"]["answer"], lines["TP02"]["item"]),
                         ("in-store", self.item))
        self.assertFalse(lines["TP02"]["may_ask"])
        self.assertEqual(lines["TP08"]["answer"], "not-digitised")
        self.assertEqual(self.exits(2, *asked, "--ask", "TP02").kinds(), ["usage"])
        self.assertEqual(self.events("component.asked-anyway"), [])
        self.ok(*asked, "--ask", "TP02", "--reason", "content-wrong", "--words", "sai năm sinh")
        (subject, detail), = self.events("component.asked-anyway")
        self.assertEqual(subject, OTHER)
        self.assertIn("reason=content-wrong", detail)
        self.ok(*asked, "--ask", "TP01")
        self.assertEqual(len(self.events("component.asked-anyway")), 1)

    def test_an_act_waits_for_its_day_and_a_hold_for_its_release(self):
        later = self.ok("item", "suspend", self.item, "--reason", "đang xác minh", "--decision",
                        "12/QĐ", "--on", "2999-01-01", "--json").json()
        self.assertTrue(later["waiting"])
        self.assertEqual(later["state"], "ACTIVE")
        self.assertEqual(self.ok("item", "expire", "--json").json(),
                         {"carried_out": [], "voided": []})
        self.ok("item", "hold", self.item, "--reason", "vụ án 12/2026", "--officer", "CB01")
        self.ok("item", "release", self.item, "--reason", "đã xong", "--officer", "CB01")
        self.assertEqual(
            self.exits(5, "item", "release", self.item, "--reason", "đã xong", "--officer",
                       "CB01").kinds(), ["life-not-allowed"])
        self.assertEqual(self.exits(5, "item", "resume", self.item, "--reason", "x", "--decision",
                                    "1").kinds(), ["life-not-allowed"])
        self.assertEqual(self.exits(5, "item", "revoke", "no-such", "--reason", "x", "--decision",
                                    "1").kinds(), ["no-such-item"])

    def test_import_is_whole_and_says_what_it_does_not_read(self):
        first = self.import_catalogues()
        self.assertEqual([(c["name"], c["rows"], c["new"]) for c in first["catalogues"]],
                         [("units", 3, True), ("procedures", 1, True)])
        folder = self.tmp / "danh-muc"
        (folder / "dossiers.ndjson").write_text("{}\n")
        again = self.exits(1, "import", folder, "--json").json()
        self.assertEqual([c["new"] for c in again["catalogues"]], [False, False])
        self.assertEqual(again["not_read"], [str(folder / "dossiers.ndjson")])
        (folder / "procedures.json").write_text('{"format":"sohoa.procedures/1","procedures":[{}]}')
        other = dict(UNITS, units=UNITS["units"][:1])
        (folder / "units.json").write_text(json.dumps(other))
        self.assertEqual(self.exits(2, "import", folder).kinds(), ["bad-catalogue"])
        self.assertEqual(self.rows("select count(*) from datasets"), [(2,)])
        self.assertEqual(self.exits(5, "import", self.tmp / "nothing.json").kinds(),
                         ["file-not-found"])

    def test_a_profile_with_a_misspelt_key_stops_the_command(self):
        self.config.write_text(PROFILE.replace("for_components", "for_componets"))
        done = self.exits(2, "reuse", self.item, "--dossier", OTHER, "--component", "TP02",
                          "--officer", "CB07", "--config", self.config)
        self.assertEqual(done.kinds(), ["bad-profile"])


if __name__ == "__main__":
    main()
