"""The life of one paper, end to end with the real programs: scanned, attested, read, reviewed, coded, found by another
office, reused, revoked; then the dossier that reused it is told and nobody reuses it again. And papers that must not
live in the store at all: secret ones."""

import json
import shutil
from datetime import datetime, timedelta, timezone

from made import Pdf, page_lines, rasterize, scans, text_content, text_pdf, zip_of
from officers import Officers
from support import PENDING, SAMPLES, FlowTest, component, main, sha256, tool

# The paper: a practising certificate, brought by its owner to the health office.
CERTIFICATE = SAMPLES / "giay-to/GT.CCHN.tif"
TRUTH = json.loads(CERTIFICATE.with_suffix(".json").read_text())["fields"]
OWNER, OWNER_NAME = TRUTH["so_dinh_danh"], "Nông Nhật Nam"
MISTYPED = OWNER[:-2] + OWNER[:-3:-1]  # the last two digits changed places
HOME = "H19.15-261121-0012"  # dossier at the health office
AWAY = "H19.37-261122-0003"  # dossier at another office, which needs the same paper
LATER = "H19.37-261122-0009"

# The site holds to the order of the circular: nothing is extracted before the officer has signed.
SIGNED_FIRST = """format = "sohoa-profile-1"
id = "ky-truoc"
version = 2026-11-22
source = "tests/flow"

[attestation]
order = "block"
source = "tests/flow"
certainty = "low"
"""


def unit(code, name, level, parent=None):
    return {"code": code, "name": name, "level": level, "valid_from": "2020-01-01",
            **({"parent": parent} if parent else {})}


UNITS = {"format": "sohoa.units/1", "units": [
    unit("H19", "UBND tỉnh Đồng Nai", "tinh"), unit("H19.15", "Sở Y tế", "so", "H19"),
    unit("H19.37", "UBND phường Trấn Biên", "xa", "H19")]}


def procedure(code, name, **components):
    parts = [{"code": part, "name": words, "doc_type": kind, "digitize_class": "A_prior_result"}
             for part, (words, kind) in components.items()]
    return {"code": code, "name": name, "requires_document_result": True, "online_level": "full",
            "components": parts}


PROCEDURES = {"format": "sohoa.procedures/1", "procedures": [
    procedure("1.012259", "Điều chỉnh giấy phép hành nghề",
              TP02=("Chứng chỉ hành nghề", "GT.CCHN")),
    procedure("1.001138", "Đăng ký hoạt động trạm y tế",
              TP05=("Chứng chỉ hành nghề của người phụ trách", "GT.CCHN"))]}


def today():
    return datetime.now(timezone(timedelta(hours=7))).date().isoformat()


def declared(code, file, **more):
    return {"dossier": HOME, "component": code, "kind": "component", "files": [f"data/{file}"],
            **more}


class BatchTest(FlowTest):
    def batch(self, name, papers):
        """A folder as a station leaves it: files and what it says of them."""
        folder = self.tmp / name
        (folder / "data").mkdir(parents=True)
        for paper, source in papers:
            shutil.copy(source, folder / paper["files"][0])
        (folder / "batch.json").write_text(json.dumps(
            {"station": "T01", "operator": "CB01", "scanned_at": "2026-11-21T08:30:00+07:00",
             "components": [paper for paper, _ in papers]}))
        return folder

    def events(self, subject):
        return [kind for kind, in self.rows("select kind from events where subject = ? order by seq",
                                            subject)]


class ItemLifeTest(BatchTest):
    """Each step starts from what the one before has left, as at the office."""

    store_profile = SIGNED_FIRST

    def setUp(self):
        super().setUp()
        self.officers = Officers(self.tmp / "pki")
        self.officers.add_officer("officer", "Nguyễn Văn Thử")
        self.officers.trust(self, self.store / "trust")
        catalogues = self.tmp / "danh-muc"
        catalogues.mkdir()
        (catalogues / "units.json").write_text(json.dumps(UNITS))
        (catalogues / "procedures.json").write_text(json.dumps(PROCEDURES))
        self.ok("import", catalogues)
        paper = declared("TP02", "cchn.tif", procedure="1.012259", title="Chứng chỉ hành nghề",
                         owner={"type": "person", "id": MISTYPED, "name": OWNER_NAME},
                         pages_declared=1)
        self.folder = self.batch("lo", [(paper, CERTIFICATE)])

    def test_from_the_scanner_to_the_notice_of_its_revocation(self):
        self.scan()
        self.attest()
        self.read()
        self.review()
        self.see_it_coded()
        self.find_it_from_another_office()
        self.reuse()
        self.revoke()
        self.tell_the_dossier()
        self.refuse_a_second_reuse()
        self.see_the_trace()

    # ---- the steps ---------------------------------------------------------------------------

    def line(self, code):
        line, = self.submit(self.folder, code=code)["components"]
        return line

    def scan(self):
        line = self.line(1)
        self.id = line["id"]
        self.assertEqual((line["state"], line["item"], line["pages"], line["pages_done"]),
                         ("waiting", None, 1, 0))
        self.assertEqual(line["reasons"],
                         ["Chờ cán bộ quét ký số bản quét (TT 01/2023/TT-VPCP, Điều 7)"])
        self.assertEqual(self.rows("select state, reading from pages"), [(PENDING, None)])
        waits, = self.ok("review", "list", "--json").lines()
        self.assertEqual((waits["subject"], waits["component"], waits["blocking"]),
                         ("attestation", self.id, True))
        denied = self.exits(5, "review", "accept", waits["id"], "--officer", "CB02")
        self.assertEqual(denied.kinds(), ["not-attested"])

    def attest(self):
        statement = self.tmp / "xac-nhan.txt"
        self.ok("attest", "prepare", self.id, "-o", statement)
        self.assertIn(sha256(CERTIFICATE), statement.read_text())
        self.officers.cms("officer", statement, f"{statement}.p7s")
        answer = self.ok("attest", "submit", self.id, "--signature", f"{statement}.p7s",
                         "--json").json()
        self.assertEqual(answer["outcome"], "valid")
        listed, = self.ok("attest", "list", "--json").lines()
        self.assertEqual((listed["component"], listed["state"]), (self.id, "valid"))

    def read(self):
        line = self.line(1)
        self.assertEqual((line["id"], line["state"], line["item"], line["pages_done"]),
                         (self.id, "waiting", None, 1))
        self.assertEqual((line["type"], line["legal_value"]), ("GT.CCHN", "SCAN_OFFICER"))
        said = [reason for reason in line["reasons"] if MISTYPED in reason and OWNER in reason]
        self.assertEqual(len(said), 1, line)
        self.assertNotIn("ký số", " ".join(line["reasons"]))
        self.assertEqual(self.ok("find", "--owner", OWNER, "--json").lines(), [])

    def review(self):
        queue = self.ok("review", "list", "--json").lines()
        self.assertEqual([r["blocking"] for r in queue],
                         sorted((r["blocking"] for r in queue), reverse=True))
        first = queue[0]
        shown = self.ok("review", "show", first["id"], "--json").json()
        self.assertEqual((shown["subject"], shown["before"], shown["after"], shown["item"]),
                         ("owner", MISTYPED, OWNER, None))
        self.exits(2, "review", "correct", first["id"], "--officer", "CB02")
        done = self.ok("review", "correct", first["id"], "--value", OWNER, "--name", OWNER_NAME,
                       "--officer", "CB02", "--json").json()
        self.assertEqual((done["state"], done["officer"], done["item"]),
                         ("corrected", "CB02", f"{HOME}-TP1"))
        again = self.exits(5, "review", "accept", first["id"], "--officer", "CB03")
        self.assertEqual(again.kinds(), ["review-closed"])
        for other in queue[1:]:
            self.assertTrue(other["subject"].startswith("field:"), other)
            self.ok("review", "accept", other["id"], "--officer", "CB02")
        self.assertEqual(self.ok("review", "list", "--json").lines(), [])
        counts = {c["field"]: (c["accepted"], c["corrected"])
                  for c in self.ok("review", "stats", "--json").json()}
        self.assertEqual(counts["owner"], (0, 1))
        for other in queue[1:]:
            self.assertEqual(counts[other["subject"].removeprefix("field:")], (1, 0))

    def see_it_coded(self):
        self.item = f"{HOME}-TP1"
        line = self.line(0)
        self.assertEqual((line["state"], line["item"]), ("done", self.item))
        shown = self.show()
        self.digest = shown["sha256"]
        self.assertEqual((shown["state"], shown["kind"], shown["component"],
                          shown["component_code"], shown["type"], shown["version"]),
                         ("ACTIVE", "component", self.id, "TP02", "GT.CCHN", 1))
        self.assertEqual(shown["owner"],
                         {"type": "person", "id": OWNER, "name": OWNER_NAME})
        self.assertEqual((shown["issuer_unit"], shown["issued_on"], shown["number"]),
                         ("H19.15", TRUTH["ngay_cap"], TRUTH["so_ky_hieu"]))
        self.assertEqual(shown["legal_value"], "SCAN_OFFICER")
        self.assertTrue(all(r["message_vi"] for r in shown["why"]["reasons"]))
        self.assertEqual([a["outcome"] for a in shown["attestations"]], ["valid"])
        self.assertEqual(self.digest, shown["searchable_sha256"])
        fields = {f["id"]: f for f in shown["fields"]}
        self.assertEqual(fields["so_dinh_danh"]["value"], OWNER)
        self.assertEqual([f["id"] for f in fields.values() if f["needs_review"]], [])

    def show(self):
        return self.ok("show", self.item, "--officer", "CB09", "--for-dossier", AWAY,
                       "--json").json()

    def find_it_from_another_office(self):
        for query in (["--owner", OWNER], ["--owner", OWNER, "--type", "GT.CCHN"],
                      ["--owner", OWNER, "--valid-on", "today"], ['"điều dưỡng đại học"'],
                      ['"dieu duong dai hoc"'], ['"chua benh noi khoa"'], [TRUTH["so_ky_hieu"]]):
            with self.subTest(query):
                hit, = self.ok("find", *query, "--json").lines()
                self.assertEqual((hit["item"], hit["state"], hit["legal_value"]),
                                 (self.item, "ACTIVE", "SCAN_OFFICER"))
        for query in (["--owner", MISTYPED], ["--owner", OWNER, "--type", "GT.GPXD"],
                      ['"đại học điều dưỡng"'], ["--state", "REVOKED"]):
            with self.subTest(query):
                self.assertEqual(self.ok("find", *query, "--json").lines(), [])
        hit, = self.ok("find", '"điều dưỡng đại học"', "--json").lines()
        width, height = hit["page_size"]
        self.assertEqual((hit["page"], len(hit["highlights"])), (1, 4))
        for x, y, w, h in hit["highlights"]:
            self.assertTrue(0 <= x < x + w <= width and 0 <= y < y + h <= height, hit)
        lines = self.ok("reception", "--procedure", "1.001138", "--owner", OWNER, "--dossier", AWAY,
                        "--officer", "CB09", "--json").json()["components"]
        self.assertEqual([(c["component"], c["answer"], c["item"], c["may_ask"]) for c in lines],
                         [("TP05", "in-store", self.item, False)], lines)

    def ask_to_reuse(self, code, dossier):
        return self.exits(code, "reuse", self.item, "--dossier", dossier, "--component", "TP05",
                          "--officer", "CB09", "--procedure", "1.001138", "--owner", OWNER,
                          "--json").json()

    def evidence(self):
        out = self.tmp / "evidence.ndjson"
        self.ok("export", "evidence", "-o", out, "--force")
        lines = [json.loads(line) for line in out.read_text().splitlines()]
        return {(line["kind"], line["MaHoSo"], line["component"]): line for line in lines}

    def reuse(self):
        self.assertEqual(set(self.evidence()), {("component", HOME, "TP02")})
        answer = self.ask_to_reuse(0, AWAY)
        self.assertTrue(answer["allowed"])
        record = answer["record"]
        self.assertEqual((record["dossier"], record["component"], record["item"],
                          record["item_sha256"], record["source"], record["officer"],
                          record["verdict_at_reuse"]),
                         (AWAY, "TP05", self.item, self.digest, "local", "CB09", "SCAN_OFFICER"))
        self.assertEqual(answer["flags"], {"DuocSoHoa": 0, "DuocTaiSuDung": 1, "DuocLayTuKhoDMQG": 0,
                                           "MaKetQuaThayThe": None})
        evidence = self.evidence()
        self.assertEqual(set(evidence), {("component", HOME, "TP02"), ("reuse", AWAY, "TP05")})
        source = evidence["component", HOME, "TP02"]
        self.assertEqual((source["item_code"], source["state"], source["officer_signature"],
                          source["scan_qa"], source["metadata_complete"]),
                         (self.item, "ACTIVE", "valid", "warn", True))
        used = evidence["reuse", AWAY, "TP05"]
        self.assertEqual((used["item_code"], used["item_sha256"], used["source"], used["officer"],
                          used["verdict_at_reuse"]),
                         (self.item, self.digest, "local", "CB09", "SCAN_OFFICER"))

    def revoke(self):
        self.exits(2, "item", "revoke", self.item, "--reason", "cấp sai đối tượng")
        revoked = self.ok("item", "revoke", self.item, "--reason", "cấp sai đối tượng",
                          "--decision", "45/QĐ-SYT", "--officer", "CB01", "--json").json()
        self.assertEqual((revoked["from"], revoked["state"], revoked["effective_on"],
                          revoked["waiting"], revoked["legal_value"]),
                         ("ACTIVE", "REVOKED", today(), False, "REVOKED"))
        self.assertIn("NĐ 45/2020/NĐ-CP, Điều 15", revoked["clause"])
        self.assertEqual([n["dossier"] for n in revoked["notices"]], [AWAY])
        shown = self.show()
        self.assertEqual((shown["state"], shown["legal_value"], shown["why"]["class"]),
                         ("REVOKED", "REVOKED", "REVOKED"))
        step, = shown["life"]
        self.assertEqual((step["act"], step["decision"], step["effective_on"], step["officer"]),
                         ("revoke", "45/QĐ-SYT", today(), "CB01"))
        self.assertRegex(step["at"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")

    def tell_the_dossier(self):
        notice, = self.ok("notices", "--dossier", AWAY, "--json").lines()
        self.assertEqual((notice["item"], notice["dossier"], notice["read_at"]),
                         (self.item, AWAY, None))
        for words in ("45/QĐ-SYT", self.item, "TP05", "cấp sai đối tượng"):
            self.assertIn(words, notice["text"])
        self.ok("notices", "--read", notice["id"], "--officer", "CB09")
        self.assertEqual(self.ok("notices", "--json").lines(), [])
        read, = self.ok("notices", "--dossier", AWAY, "--json").lines()
        self.assertEqual(read["reader"], "CB09")

    def refuse_a_second_reuse(self):
        refused = self.ask_to_reuse(1, LATER)
        self.assertFalse(refused["allowed"])
        failed = {r["rule"]: r for r in refused["reasons"] if r["outcome"] == "failed"}
        self.assertEqual(set(failed), {"state", "legal-value"})
        for reason in failed.values():
            self.assertRegex(reason["clause"], r"(NĐ|TT) \d+/20\d\d")
            self.assertIn("thu hồi", reason["message_vi"].lower())
        self.assertEqual(refused["flags"], {"DuocSoHoa": 0, "DuocTaiSuDung": 0, "DuocLayTuKhoDMQG": 0,
                                            "MaKetQuaThayThe": None})
        said = self.exits(1, "reuse", self.item, "--dossier", LATER, "--component", "TP05",
                          "--officer", "CB09", "--owner", OWNER, "--lang", "vi").out
        self.assertIn("Không tái sử dụng được", said)
        self.assertIn("Điều 15", said)
        evidence = self.evidence()
        self.assertEqual(set(evidence), {("component", HOME, "TP02"), ("reuse", AWAY, "TP05")},
                         "refused reuse is no evidence, and what was reused before stays told")
        self.assertEqual(evidence["component", HOME, "TP02"]["state"], "REVOKED")
        self.assertEqual(self.ok("find", "--owner", OWNER, "--json").lines(), [])
        hit, = self.ok("find", "--owner", OWNER, "--state", "REVOKED", "--json").lines()
        self.assertEqual(hit["item"], self.item)

    def see_the_trace(self):
        """Every step of its life is an event, in the order it happened."""
        wanted = ["item.filed", "item.shown", "item.reused", "item.revoked", "item.shown",
                  "item.reuse-refused", "item.reuse-refused"]
        self.assertEqual(self.events(self.item), wanted)
        own = self.events(self.id)
        steps = ["component.done", "component.assessed", "review.corrected", "review.accepted"]
        self.assertEqual(sorted(set(own) & set(steps), key=own.index), steps)
        self.assertEqual([e for e in self.events(AWAY) if e.startswith("export.")], [])
        self.assertEqual(self.rows("select count(*) from events where kind = 'export.evidence'"),
                         [(3,)])
        self.assert_store_sound()


class ScannedAgainTest(BatchTest):
    store_profile = None

    def test_a_paper_scanned_again_is_the_next_version_under_the_same_code(self):
        owner = {"type": "person", "id": OWNER, "name": OWNER_NAME}
        paper = declared("TP02", "cchn.tif", title="Chứng chỉ hành nghề", owner=owner)
        first, = self.submit(self.batch("lo-1", [(paper, CERTIFICATE)]))["components"]
        again = self.tmp / "quet-lai.tif"
        shutil.copy(CERTIFICATE, again)
        with open(again, "ab") as scan:
            scan.write(b"\0")  # other bytes, the same picture
        second, = self.submit(self.batch("lo-2", [(paper, again)]))["components"]
        self.assertNotEqual(second["id"], first["id"])
        self.assertEqual((first["item"], second["item"]), (f"{HOME}-TP1", f"{HOME}-TP1"))
        shown = self.ok("show", first["item"], "--json").json()
        self.assertEqual((shown["version"], shown["component"]), (2, second["id"]))
        self.assertEqual([(v["version"], v["component"]) for v in shown["versions"]],
                         [(1, first["id"]), (2, second["id"])])
        hit, = self.ok("find", "--owner", OWNER, "--json").lines()
        self.assertEqual(hit["item"], first["item"])


# ---- papers that must not be there ---------------------------------------------------------------

WORD = "KZQWXVTR"  # in no other paper


# Helvetica has no Ậ. Readers of a text layer go by the glyph's name; whoever looks at the page sees
# an Â with a dot below.
TYPED_STAMP = "BT /F2 22 Tf 80 800 Td (M\\001T) Tj ET "
DRAWN_STAMP = "BT /F2 22 Tf 80 800 Td (M\\302T) Tj ET BT /F2 22 Tf 103.2 794.7 Td (.) Tj ET "


def stamped_pdf(path, stamp):
    """A page with the stamp "MẬT" above its text, and a word of its own."""
    pdf = Pdf()
    font = pdf.add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    bold = pdf.add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding "
                   "<< /Type /Encoding /BaseEncoding /WinAnsiEncoding /Differences [1 /uni1EAC] >>"
                   " >>")
    body = pdf.stream(stamp + text_content([*page_lines(8), f"Ke hoach {WORD} nam 2026"]))
    fonts = f"<< /F1 {font} 0 R /F2 {bold} 0 R >>"
    path.write_bytes(pdf.one_page(f"/Contents {body} 0 R /Resources << /Font {fonts} >>"))
    return path


class SecretPaperTest(BatchTest):
    """TT 01/2023/TT-VPCP, art. 4: refused and logged, the bytes not kept; the others go on."""

    def setUp(self):
        super().setUp()
        self.good, self.secret = scans(self.tmp / "giay", 2)

    def holders(self, content):
        """Files of the store that hold these bytes, whole or as a part."""
        return [str(p.relative_to(self.store)) for p in self.store.rglob("*")
                if p.is_file() and content in p.read_bytes()]

    def declared_batch(self):
        return self.batch("lo", [
            (declared("TP01", "don.jpg"), self.good),
            (declared("TP02", self.secret.name, digitize_class="NONE_secret"), self.secret)])

    def assert_refused(self, receipt, *, level):
        kept, refused = component(receipt, "TP01"), component(receipt, "TP02")
        self.assertEqual((kept["state"], kept["item"]), ("done", f"{HOME}-TP1"))
        self.assertEqual((refused["state"], refused["item"], refused["words"]), ("failed", None, 0))
        self.assertIn("mật", " ".join(refused["reasons"]).lower())
        self.assertEqual(self.events(refused["id"]).count("component.secret-refused"), 1)
        details = self.rows("select detail from events where kind = 'component.secret-refused' "
                            "and subject = ?", refused["id"])
        self.assertEqual(details, [(level,)])
        self.assertEqual(self.events(receipt["batch"]).count("batch.secret-refused"), 1)
        self.assertEqual(self.rows("select title from components where id = ?", refused["id"]),
                         [("(giấy tờ mật)",)])
        out = self.tmp / "giay.pdf"
        self.ok("get", kept["item"], "-o", out, "--force")
        tool("qpdf", "--check", out)

    def assert_store_has_only_the_other(self, *secrets):
        for secret in secrets:
            self.assertEqual(self.holders(secret), [])
        self.assertNotEqual(self.holders(self.good.read_bytes()), [])

    def test_declared_secret_it_is_refused_before_a_page_is_read(self):
        folder = self.declared_batch()
        for _ in range(2):  # the same folder once more must not bring the bytes back
            receipt = self.submit(folder, code=1)
            self.assert_refused(receipt, level="digitize_class NONE_secret")
            self.assert_store_has_only_the_other(self.secret.read_bytes())
        secret = component(receipt, "TP02")
        self.assertEqual((secret["pages_done"], secret["legal_value"], secret["reviews"]),
                         (0, None, 0))

    def test_a_declared_secret_pdf_stops_nobody(self):
        self.secret = text_pdf(self.tmp / "mat.pdf", [page_lines(9)])
        receipt = self.submit(self.declared_batch(), code=1)
        self.assert_refused(receipt, level="digitize_class NONE_secret")
        self.assert_store_has_only_the_other(self.secret.read_bytes())

    def test_sent_again_in_a_zip_it_is_refused_again_and_the_zip_goes_too(self):
        folder = self.declared_batch()
        self.submit(folder, code=1)
        bag = self.tmp / "lo.zip"
        self.ok("batch", "pack", folder, "-o", bag)
        for _ in range(2):  # nor the same ZIP twice
            receipt = self.submit(bag, code=1)
            refused = component(receipt, "TP02")
            self.assertEqual((refused["state"], refused["item"]), ("failed", None))
            self.assertEqual(component(receipt, "TP01")["item"], f"{HOME}-TP1")
            self.assertFalse((self.store / "blobs" / sha256(bag)[:2] / sha256(bag)[2:]).exists())
            self.assert_store_has_only_the_other(self.secret.read_bytes(), bag.read_bytes())
        self.assertEqual(self.events(receipt["batch"]).count("batch.secret-refused"), 1)

    def test_stamped_secret_it_is_refused_when_the_page_is_read(self):
        typed = stamped_pdf(self.tmp / "mat.pdf", TYPED_STAMP)
        scanned, = rasterize(stamped_pdf(self.tmp / "ve.pdf", DRAWN_STAMP), self.tmp / "mat", 200)
        for number, paper in enumerate((typed, scanned)):
            with self.subTest(paper.suffix):
                self.store = self.new_store(f"store-{number}")
                batch = zip_of(self.tmp / f"lo-{number}.zip",
                               [(f"{HOME}/TP01.jpg", self.good),
                                (f"{HOME}/TP02{paper.suffix}", paper)])
                receipt = self.submit(batch, code=1)
                self.assert_refused(receipt, level="MẬT")
                self.assertEqual(self.submit(batch, code=1), receipt)
                # An index keeps of a word what differs from the one before it.
                words = [text.encode() for text in (WORD[2:], WORD[2:].lower())]
                self.assert_store_has_only_the_other(paper.read_bytes(), batch.read_bytes(), *words)
                self.assertEqual(self.ok("find", WORD, "--json").lines(), [])


if __name__ == "__main__":
    main()
