"""Trust as a site keeps it: anchors compared by fingerprint, an archive of CRLs and OCSP answers with its date."""

import hashlib

from signed_files import NOW, SignedFlowTest
from support import main, tool


class TrustTest(SignedFlowTest):
    def setUp(self):
        super().setUp()
        self.site = self.tmp / "tin-cay"

    def fingerprint(self, name):
        return hashlib.sha256((self.pki / f"{name}.der").read_bytes()).hexdigest()

    def take_in(self, name, *more, confirm=None, regime="official-duty", purpose="signer", code=0):
        return self.exits(code, "trust", "import", self.pki / f"{name}.pem", "--trust", self.site, "--regime", regime, "--purpose", purpose,
                          "--source", "thử nghiệm", "--confirm", confirm or self.fingerprint(name), *more)

    def verify(self, name):
        found = self.sohoa("verify", "--json", "--trust", self.site, "--at", NOW, self.files / name)
        return found.lines()[0]["signatures"][0]

    def archive(self, *names):
        self.ok("trust", "archive", *(self.pki / n for n in names), "--trust", self.site, "--source", "trang của CA")

    def test_an_anchor_is_taken_in_only_when_its_fingerprint_is_confirmed(self):
        refused = self.sohoa("trust", "import", self.pki / "duty_root.pem", "--trust", self.site, "--regime", "official-duty",
                             "--source", "x", "--confirm", self.fingerprint("impostor_root"))
        self.assertGreater(refused.code, 1)
        self.assertFalse(list(self.site.glob("*.toml")) if self.site.exists() else [])

    def test_the_fingerprint_shown_is_that_of_openssl(self):
        shown = self.take_in("duty_root").out.replace(" ", "").lower()
        openssl = tool("openssl", "x509", "-in", self.pki / "duty_root.pem", "-noout", "-fingerprint", "-sha256").decode()
        self.assertIn(openssl.split("=")[1].strip().replace(":", "").lower(), shown)

    def test_with_the_anchor_a_good_file_passes(self):
        self.take_in("duty_root")
        self.assertEqual(self.verify("good-lasting.pdf")["indication"], "TOTAL-PASSED")
        self.assertEqual(self.verify("good-lasting.pdf")["signer"]["regime"], "official-duty")
        self.assertEqual(self.verify("regime-public.pdf")["indication"], "INDETERMINATE")

    def test_the_purpose_of_an_anchor_binds(self):
        self.take_in("duty_root", purpose="timestamp")
        self.assertEqual(self.verify("good-lasting.pdf")["indication"], "INDETERMINATE")

    def test_an_impostor_under_the_same_name_is_another_anchor(self):
        self.take_in("impostor_root")
        self.assertEqual(self.verify("good-lasting.pdf")["indication"], "INDETERMINATE")
        self.take_in("duty_root")
        self.assertEqual(self.verify("good-lasting.pdf")["indication"], "TOTAL-PASSED")

    def test_the_archive_settles_what_the_file_leaves_open(self):
        self.take_in("duty_root")
        self.assertEqual(self.verify("good-alone.pdf")["sub_indication"], "TRY_LATER")
        self.archive("duty_root.crl", "duty_ca.crl")
        self.assertEqual(self.verify("good-alone.pdf")["indication"], "TOTAL-PASSED")

    def test_an_archived_ocsp_answer_counts_like_an_embedded_one(self):
        self.take_in("duty_root")
        self.archive("duty_root.crl", "ocsp_delegated.ocsp")
        self.assertEqual(self.verify("good-alone.pdf")["indication"], "TOTAL-PASSED")

    def test_an_intermediate_in_the_archive_completes_the_chain(self):
        self.take_in("duty_root")
        self.archive("duty_root.crl", "duty_ca.crl", "duty_ca.pem")
        self.assertEqual(self.verify("issuer-missing.pdf")["indication"], "TOTAL-PASSED")

    def test_an_archived_root_is_no_anchor(self):
        self.take_in("public_root", regime="public")
        self.archive("duty_root.pem", "duty_ca.pem", "duty_root.crl", "duty_ca.crl")
        self.assertEqual(self.verify("good-lasting.pdf")["indication"], "INDETERMINATE")

    def test_evidence_altered_on_disk_is_named_not_skipped(self):
        self.take_in("duty_root")
        self.archive("duty_root.crl", "duty_ca.crl")
        victim = next(p for p in (self.site / "archive").iterdir() if p.name != "index.tsv")
        victim.write_bytes(victim.read_bytes() + b"x")
        done = self.sohoa("verify", "--trust", self.site, "--at", NOW, self.files / "good-alone.pdf")
        self.assertGreater(done.code, 1)
        self.assertIn(victim.name, done.err)

    def test_the_list_shows_what_is_trusted_and_how_old_the_archive_is(self):
        self.take_in("duty_root", "--name", "Gốc công vụ")
        self.archive("duty_ca.crl")
        text = self.ok("trust", "list", "--trust", self.site).out
        self.assertIn("Gốc công vụ", text)
        self.assertRegex(text, r"(?s)CRL.*\d\d/\d\d/\d{4}")
        rows = self.ok("trust", "list", "--trust", self.site, "--json").lines()
        self.assertEqual([row["sha256"] for row in rows], [self.fingerprint("duty_root")])

    def test_garbage_is_no_evidence(self):
        self.take_in("duty_root")
        self.exits(1, "trust", "archive", self.files / "garbage.p7s", "--trust", self.site)
        self.assertFalse(list(self.site.glob("archive/????????????????*")))


if __name__ == "__main__":
    main()
