"""The ten dossiers of the exchange formats, from real files: scanned, signed by an officer, read, filed, reused; results
signed by an agency, by a person, by nobody. What the store then proves is what evidence.ndjson says of them.

Digests, ids and the clock are the store's own; every other field is compared.
"""

import json
import re
import unittest

from made import LINES, Pdf, text_content
from officers import Officers
from support import SHARED, SOURCE, FlowTest, main, tool

TEN = SHARED / "formats/fixture/ten"
UNIT = "Đơn vị X"
EARLIER = "H99.15-250110-0003"  # the dossier whose result is used again


def ndjson(name):
    return [json.loads(line) for line in (TEN / name).read_text().splitlines() if line.strip()]


def utc(local):
    """A moment of the fixture (UTC+7) as RFC 3339; every one of them is after seven in the morning."""
    assert int(local[8:10]) >= 7
    return f"{local[:4]}-{local[4:6]}-{local[6:8]}T{int(local[8:10]) - 7:02}:{local[10:12]}:{local[12:14]}Z"


def paper(path, number):
    """A page with a red seal and words of its own: colour, as NĐ 30/2020 asks of a scan."""
    pdf = Pdf()
    font = pdf.add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    own = [f"So {number * 7919 % 10000} ngay {number % 28 + 1} thang 8 nam 2026",
           "Noi dung " + " ".join(str(number * k * 131 % 1000) for k in range(1, 9))]
    body = pdf.stream("q 0.8 0.1 0.1 RG 6 w 380 140 120 120 re S 0.1 0.2 0.7 rg 90 150 120 40 re f Q " +
                      text_content(LINES[:3] + own))
    path.write_bytes(pdf.one_page(f"/Contents {body} 0 R /Resources << /Font << /F1 {font} 0 R >> >>"))
    return path


def without_store(line):
    """A line of evidence without what only the store can know; of moments, whether there is one."""
    own = {"seq", "id", "recorded_at", "file_sha256", "item_sha256"}
    kept = {key: value for key, value in line.items() if key not in own}
    for moment in ("stored_at", "at", "revoked_at"):
        if moment in kept:
            kept[moment] = kept[moment] is not None
    if kept.get("kind") == "reuse":
        kept["extent"] = kept["extent"] or "partial"  # no value is partial (exchange.md 9)
    return kept


def place(line):
    return line["kind"], line["MaHoSo"], line.get("component") or str(line.get("ordinal"))


@unittest.skipUnless(TEN.exists(), "the shared formats are not beside this folder")
class FixtureTenTest(FlowTest):
    store_profile = None

    def setUp(self):
        super().setUp()
        self.dossiers = {d["MaHoSo"]: d for d in ndjson("dossiers.ndjson")}
        self.evidence = ndjson("evidence.ndjson")
        self.procedures = {p["code"]: p for p in json.loads((TEN / "procedures.json").read_text())["procedures"]}
        self.officers = Officers(self.tmp / "pki")
        self.officers.add_officer("officer", "Nguyễn Văn Thử", UNIT)
        self.officers.add_officer("leader", "Trần Thị Mẫu", UNIT)
        self.officers.add_agency("agency", UNIT)
        self.officers.add("tsa", "/C=VN/O=CHỈ ĐỂ THỬ/CN=TSA thử nghiệm", "tsa")
        self.officers.trust(self, self.store / "trust")
        self.ok("import", TEN / "units.json", TEN / "procedures.json")
        self.made = 0

    def profile(self, name, order, component):
        """The default profile with the site's own order of steps and code."""
        text = (SOURCE / "templates/profiles/default.toml").read_text()
        # One fixture item stands in two dossiers of two owners: this site lets officers do that.
        for pattern, value in ((r'^order = "\w+"', f'order = "{order}"'), (r"^same_owner = true", "same_owner = false"),
                               (r'^component = "[^"]*"', f'component = "{component}"')):
            text, count = re.subn(pattern, value, text, flags=re.M)
            self.assertEqual(count, 1, pattern)
        path = self.tmp / f"{name}.toml"
        path.write_text(text)
        return path

    def new_paper(self, name):
        self.made += 1
        return paper(self.tmp / f"{name}-{self.made}.pdf", self.made)

    def declared(self, dossier, procedure, code, kind, file):
        owner = self.dossiers.get(dossier, next(iter(self.dossiers.values())))
        named = {c["code"]: c["name"] for c in self.procedures[procedure]["components"]}
        return {"dossier": dossier, "procedure": procedure, "component": code, "title": named.get(code, "Kết quả giải quyết"),
                "owner": {"type": "person", "id": owner["DinhDanhCHS"][0]["SoDinhDanh"], "name": owner["ChuHoSo"]},
                "kind": kind, "files": [f"data/{file}"]}

    def batch(self, name, components):
        folder = self.tmp / name
        (folder / "batch.json").write_text(json.dumps(
            {"station": "T01", "operator": "CB01", "scanned_at": "2026-08-03T08:30:00+07:00", "components": components}))
        return folder

    def send(self, folder, profile, code=0):
        receipt = self.submit(folder, "--config", profile, code=code)
        return {(c["dossier"], c["component"]): c for c in receipt["components"]}

    def scan(self, folder, name):
        """One page as a colour scan of 200 dpi."""
        target = folder / name
        tool("pdftoppm", "-r", 200, "-jpeg", "-singlefile", self.new_paper("quet"), target.with_suffix(""))
        return target.name

    # ---- the steps ---------------------------------------------------------------------------

    def digitize(self):
        """Scans wait for their officer; those he signs are read and filed, the others stay as they are."""
        lines = [line for line in self.evidence if line["kind"] == "component"]
        folder = self.tmp / "tiep-nhan"
        folder.mkdir()
        components = [self.declared(line["MaHoSo"], self.dossiers[line["MaHoSo"]]["MaTTHC"], line["component"], "component",
                                    self.scan(folder, f"{line['MaHoSo']}_{line['component']}.jpg")) for line in lines]
        profile = self.profile("block", "block", ".{type}-{dossier_no}")
        first = self.send(self.batch("tiep-nhan", components), profile, code=1)
        self.assertEqual({c["state"] for c in first.values()}, {"waiting"}, "nothing is read before it is signed")
        for line in lines:
            if line["officer_signature"] == "valid":
                self.attest(first[line["MaHoSo"], line["component"]]["id"])
        second = self.send(folder, profile, code=1)
        signed = {(line["MaHoSo"], line["component"]): line["officer_signature"] == "valid"
                  for line in lines}
        self.assertEqual({place: c["state"] for place, c in second.items()},
                         {place: "done" if signed[place] else "waiting" for place in second})

    def attest(self, wanted):
        statement = self.tmp / "xac-nhan.txt"
        self.ok("attest", "prepare", wanted, "-o", statement, "--force")
        self.officers.cms("officer", statement, f"{statement}.p7s")
        self.ok("attest", "submit", wanted, "--signature", f"{statement}.p7s")

    def issue(self, name, dossier, verdict, signed_at, folder):
        """A result as its verdict says: signed by the agency, by a person, or by nobody."""
        blank = self.new_paper("ket-qua")
        signer = {"FULL": "agency", "PERSON_ONLY": "leader"}.get(verdict)
        data = blank.read_bytes()
        if signer:
            data = self.officers.sign_pdf(signer, blank, signed_at=utc(signed_at))
        (folder / name).write_bytes(data)
        return name

    def issue_results(self):
        folder = self.tmp / "ket-qua"
        folder.mkdir()
        components = []
        for line in (line for line in self.evidence if line["kind"] == "result"):
            name = self.issue(f"{line['MaHoSo']}.pdf", line["MaHoSo"], line["verdict_at_issue"], line["signed_at"], folder)
            components.append(self.declared(line["MaHoSo"], self.dossiers[line["MaHoSo"]]["MaTTHC"], "KQ1", "result", name))
        self.send(self.batch("ket-qua", components), self.profile("mark", "mark", "{dossier}-TP{seq}"))

    def reuse(self):
        """An item of an earlier dossier, coded under the template the site had then."""
        lines = [line for line in self.evidence if line["kind"] == "reuse"]
        folder = self.tmp / "truoc"
        folder.mkdir()
        name = self.issue("TP2.pdf", EARLIER, lines[0]["verdict_at_reuse"], "20260110100000", folder)
        components = [self.declared(EARLIER, "1.000001", "TP2", "component", name)]
        code = lines[0]["item_code"]
        profile = self.profile("truoc", "mark", re.sub(r"\d{3}$", "{seq3}", code))
        self.assertEqual(self.send(self.batch("truoc", components), profile)[EARLIER, "TP2"]["item"], code)
        for line in lines:
            self.ok("reuse", line["item_code"], "--dossier", line["MaHoSo"], "--component", line["component"], "--officer",
                    line["officer"], "--source", line["source"], "--config", profile)

    def test_the_store_proves_what_the_fixture_says(self):
        self.digitize()
        self.issue_results()
        self.reuse()
        out = self.tmp / "evidence.ndjson"
        self.ok("export", "evidence", "-o", out)
        exported = [json.loads(line) for line in out.read_text().splitlines()]
        found = {place(line): without_store(line) for line in exported if line["MaHoSo"] in self.dossiers}
        wanted = {place(line): without_store(line) for line in self.evidence}
        for key, line in wanted.items():
            with self.subTest(key):
                self.assertEqual(found.get(key), line)
        self.assertEqual(set(found), set(wanted))
        again = self.tmp / "again.ndjson"
        self.ok("export", "evidence", "-o", again)
        self.assertEqual(out.read_text(), again.read_text(), "the same state gives the same lines")


if __name__ == "__main__":
    main()
