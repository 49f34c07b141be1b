"""`sohoa verify` as scripts and clerks use it: exit codes, many files, options, the sheet."""

import hashlib
import re

from signed_files import NOW, SignedFlowTest
from support import main, tool

PASSED, FAILED, OPEN = "TOTAL-PASSED", "TOTAL-FAILED", "INDETERMINATE"


class VerifyCommandTest(SignedFlowTest):
    def test_exit_code_says_whether_every_signature_is_valid(self):
        for code, names in ((0, ["good-lasting.pdf"]), (0, ["good-lasting.pdf", "xml-enveloped.xml"]),
                            (1, ["good-lasting.pdf", "change-content.pdf"]), (1, ["unsigned.pdf"]),
                            (1, ["good-alone.pdf"])):
            self.exits(code, "verify", *self.trusted, *(self.files / n for n in names))

    def test_answers_come_in_the_order_of_the_files(self):
        names = ["change-content.pdf", "good-lasting.pdf", "enveloping.p7m", "asic-e-xades.asice", "xml-stamped.xml"] * 4
        found = self.answers(1, *self.trusted, *(self.files / n for n in names))
        self.assertEqual([a["file"].rsplit("/", 1)[1] for a in found], names)

    def test_a_file_that_cannot_be_read_is_an_answer_among_others(self):
        (self.tmp / "trang.pdf").write_bytes(b"")
        found = self.indications(1, *self.trusted, self.tmp / "trang.pdf", self.files / "good-lasting.pdf")
        self.assertEqual(found, ["empty-file", [PASSED]])

    def test_alone_it_gives_the_code_of_its_error(self):
        (self.tmp / "trang.pdf").write_bytes(b"")
        self.exits(2, "verify", *self.trusted, self.tmp / "trang.pdf")
        self.exits(5, "verify", *self.trusted, self.tmp / "khong-co.pdf")

    def test_without_trust_nothing_passes(self):
        self.assertEqual(self.indications(1, "--at", NOW, self.files / "good-lasting.pdf"), [[OPEN]])

    def test_a_trust_folder_that_is_not_there_is_an_error(self):
        done = self.sohoa("verify", "--trust", self.tmp / "khong-co", self.files / "good-lasting.pdf")
        self.assertGreater(done.code, 1)
        self.assertEqual(done.out, "")

    def test_the_moment_decides(self):
        lasting = self.files / "good-lasting.pdf"
        trust = ("--trust", self.pki / "trust")
        self.assertEqual(self.indications(0, *trust, "--at", "2026-06-01", lasting), [[PASSED]])
        self.assertEqual(self.indications(0, *trust, "--at", "2026-06-01T07:00:00+07:00", lasting), [[PASSED]])
        self.assertEqual(self.indications(1, *trust, "--at", "2029-01-01", lasting), [[OPEN]])
        self.exits(2, "verify", *trust, "--at", "hôm qua", lasting)

    def test_a_stamped_file_stays_valid_when_the_certificate_has_expired(self):
        trust = ("--trust", self.pki / "trust", "--at", "2029-01-01")
        self.assertEqual(self.indications(0, *trust, self.files / "document-stamp-lasting.pdf"), [[PASSED]])

    def test_a_password_opens_an_encrypted_file(self):
        locked = self.files / "encrypted-password-given.pdf"
        self.assertEqual(self.indications(1, *self.trusted, "--password", "mo", locked), [[OPEN]])
        self.assertEqual(self.indications(4, *self.trusted, locked), ["needs-password"])

    def test_a_detached_signature_is_read_with_its_content(self):
        content, signature = self.files / "detached.txt", self.files / "detached.txt.p7s"
        self.assertEqual(self.indications(0, *self.trusted, content, "--detached", signature), [[PASSED]])
        other = self.tmp / "khac.txt"
        other.write_bytes(b"khac")
        self.assertEqual(self.indications(1, *self.trusted, other, "--detached", signature), [[FAILED]])

    def test_of_several_candidates_the_one_that_was_signed_passes(self):
        content, other = self.files / "detached.txt", self.files / "detached-changed.txt"
        found = self.indications(1, *self.trusted, other, content, "--detached", self.files / "detached.txt.p7s")
        self.assertEqual(found, [[FAILED], [PASSED]])

    def test_facts_are_shown_when_asked_for(self):
        good = self.files / "good-lasting.pdf"
        plain, full = (self.exits(0, "verify", "--json", *self.trusted, *more, good) for more in ((), ("--facts",)))
        self.assertGreater(len(full.json()), len(plain.json()))
        self.assertIn("byte_range", full.out)
        self.assertNotIn("byte_range", plain.out)

    def test_both_languages_say_the_same(self):
        bad = self.files / "change-content.pdf"
        vi, en = (self.exits(1, "verify", *self.trusted, "--lang", lang, bad).out for lang in ("vi", "en"))
        self.assertIn("KHÔNG HỢP LỆ", vi)
        self.assertIn("INVALID", en)
        self.assertEqual(len(vi.splitlines()), len(en.splitlines()))

    def test_the_version_that_was_signed_can_be_taken_out(self):
        out = self.tmp / "da-ky.pdf"
        bad = self.files / "change-content.pdf"
        self.ok("verify", bad, "--extract-signed", 0, "-o", out)
        self.assertTrue(bad.read_bytes().startswith(out.read_bytes()))
        self.exits(5, "verify", bad, "--extract-signed", 1, "-o", self.tmp / "khong.pdf")
        self.assertFalse((self.tmp / "khong.pdf").exists())
        before = out.read_bytes()
        self.assertNotEqual(self.sohoa("verify", bad, "--extract-signed", 0, "-o", out).code, 0)
        self.assertEqual(out.read_bytes(), before)


class SheetTest(SignedFlowTest):
    def sheet(self, name, code):
        out = self.tmp / "phieu.pdf"
        self.exits(code, "verify", *self.trusted, self.files / name, "--report", out)
        info = tool("pdfinfo", out).decode()
        self.assertRegex(info, r"Pages:\s+1\b")
        self.assertRegex(info, r"Page size:\s+59[45]\.\d* x 84[12]")
        text = tool("pdftotext", "-layout", out, "-").decode()
        return re.sub(r"\s+", " ", text)

    def test_one_page_for_a_valid_file_names_signer_agency_time_and_digest(self):
        text = self.sheet("time-stamped.pdf", 0)
        digest = hashlib.sha256((self.files / "time-stamped.pdf").read_bytes()).hexdigest()
        for words in ("HỢP LỆ", "Nguyễn Văn Thử", "ỦY BAN NHÂN DÂN TỈNH THỬ NGHIỆM", "01/03/2026 10:00:05"):
            self.assertIn(words, text)
        self.assertNotIn("KHÔNG HỢP LỆ", text)
        self.assertIn(digest, text.replace(" ", ""))

    def test_one_page_for_a_changed_file_says_what_and_under_which_clause(self):
        text = self.sheet("change-content.pdf", 1)
        self.assertIn("KHÔNG HỢP LỆ", text)
        self.assertRegex(text, r"(?i)nội dung trang|page-content|trang 1")
        self.assertIn("EN 319 102-1", text)

    def test_one_page_for_an_undecided_file_says_what_is_missing(self):
        text = self.sheet("good-alone.pdf", 1)
        self.assertRegex(text, r"(?i)chưa xác định được")
        self.assertRegex(text, r"(?i)thu hồi")

    def test_one_page_even_for_many_signatures(self):
        self.sheet("two-signatures.pdf", 0)


if __name__ == "__main__":
    main()
