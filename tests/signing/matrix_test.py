#!/usr/bin/env python3
"""The matrix: every case of matrix.tsv made, verified and compared column by column; the shared manifest where it is present.

usage: matrix_test.py BIN_DIR [CORPUS_DIR] [unittest arguments]

Columns of matrix.tsv: integrity, indication and sub_indication hold a value for each signature, parted by ";"; "|" parts alternatives,
"*" is anything, "!X" anything but X, "-" nothing. error: the kind of error; "?" means that the file may be refused or judged as the row
says. timestamps: integrity+trust, those of each signature first. arguments: {file}, {trust} and {policy} are filled in; without --trust
and --at the test PKI and the first of June 2026.
"""

import hashlib
import os
import subprocess
import sys
import tempfile
import unittest
from collections import defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from corpus import corpus  # noqa: E402
from registry import CASES  # noqa: E402
from verifying import HERE, NOW, SHARED, Program, arguments, fits, mismatches, read_table  # noqa: E402

# The program's own bound is 10 s for a step; the wall clock of a test machine that is shared gets half as much again.
CPU_S, WALL_S, PEAK_MIB = 10, 15, 512
TRAPS = range(1, 60)


def report(title, total, wrong):
    """One closing line, and every mismatch above it."""
    for name, lines in sorted(wrong.items()):
        for line in lines:
            print(f"  {name}: {line}")
    print(f"{title}: {total - len(wrong)} of {total} cases")


class SigningTest(unittest.TestCase):
    bin_dir = folder = None

    @classmethod
    def setUpClass(cls):
        cls.sohoa = Program(SigningTest.bin_dir)
        cls.folder = corpus(SigningTest.folder)
        cls.files = cls.folder / "files"
        cls.rows = read_table(HERE / "matrix.tsv")
        cls.trusted = ("--trust", cls.folder / "pki" / "trust", "--at", NOW)


class TableTest(SigningTest):
    def test_each_file_has_a_row_and_each_row_a_file(self):
        self.assertEqual(sorted(row["case"] for row in self.rows), sorted(CASES))

    def test_each_trap_has_a_case_or_a_reason(self):
        covered = {int(t) for row in self.rows for t in row["traps"].split() if t != "-"}
        excused = {int(row["trap"]) for row in read_table(HERE / "not-covered.tsv")}
        self.assertEqual(set(TRAPS) - covered - excused, set())


class MatrixTest(SigningTest):
    def test_every_case_gets_the_verdict_of_its_row(self):
        groups = defaultdict(list)
        for row in self.rows:
            groups[arguments(row, self.folder)].append(row)
        answers = {}
        for words, rows in groups.items():  # as many files at once as their arguments allow
            answers.update(self.sohoa.verify([self.files / row["case"] for row in rows], *words))
        wrong = {row["case"]: lines for row in self.rows if (lines := mismatches(row, answers[row["case"]]))}
        report("matrix", len(self.rows), wrong)
        self.assertEqual(sorted(wrong), [])

    def test_a_passed_signature_has_no_check_that_failed(self):
        answers = self.sohoa.verify([self.files / row["case"] for row in self.rows if row["arguments"] == "-"], *self.trusted)
        passed = [s for a in answers.values() if a["readable"] for s in a["signatures"] if s["indication"] == "TOTAL-PASSED"]
        self.assertGreater(len(passed), 100)
        for signature in passed:
            outcomes = {check["outcome"] for check in signature["checks"]}
            self.assertTrue(outcomes <= {"passed", "warning"}, signature)
            self.assertTrue(all(c["clause"] and c["message_vi"] and c["message_en"] for c in signature["checks"]))

    def test_the_same_files_at_once_and_alone_get_the_same_answer(self):
        names = ["good-lasting.pdf", "change-content.pdf", "xml-stamped.xml", "asic-e-cades.asice", "enveloping.p7m", "truncated.pdf"]
        together = self.sohoa.verify([self.files / n for n in names], *self.trusted)
        for name in names:
            self.assertEqual(self.sohoa.verify([self.files / name], *self.trusted)[name], together[name])


class HostileTest(SigningTest):
    def test_each_hostile_file_ends_within_its_bounds(self):
        hostile = [r["case"] for r in self.rows if r["case"].startswith("hostile-") or {"13", "53", "57"} & set(r["traps"].split())]
        wrong, rows = {}, []
        for name in hostile:
            wall_s, cpu_s, peak_mib, code = self.sohoa.measured("verify", "--json", "--progress", "none", *self.trusted, self.files / name)
            rows.append((cpu_s, wall_s, peak_mib, name))
            if cpu_s > CPU_S or wall_s > WALL_S or peak_mib > PEAK_MIB or code not in (0, 1, 2, 3, 4):
                wrong[name] = [f"{wall_s:.1f} s, {peak_mib:.0f} MiB, exit {code}"]
        cpu_s, wall_s, _, name = max(rows)
        print(f"worst of the hostile: {name}: {cpu_s:.2f} s CPU, {wall_s:.2f} s wall; highest peak {max(r[2] for r in rows):.0f} MiB")
        report("hostile", len(hostile), wrong)
        self.assertEqual(wrong, {})


class ExtractTest(SigningTest):
    def extract(self, name, index):
        with tempfile.TemporaryDirectory() as folder:
            out = Path(folder) / "ra.pdf"
            ran = self.sohoa.run("verify", self.files / name, "--extract-signed", index, "-o", out)
            self.assertEqual(ran.returncode, 0, ran.stderr)
            seen = subprocess.run(["pdfsig", "-nocert", str(out)], capture_output=True, text=True).stdout
            return out.read_bytes(), seen

    def test_the_signed_version_is_a_prefix_that_ends_with_its_revision(self):
        whole = (self.files / "change-content.pdf").read_bytes()
        signed, seen = self.extract("change-content.pdf", 0)
        self.assertTrue(whole.startswith(signed) and len(signed) < len(whole) and signed.rstrip().endswith(b"%%EOF"))
        self.assertIn("Total document signed", seen.replace("Not total document signed", ""))

    def test_each_of_two_signatures_has_its_own_version(self):
        first, _ = self.extract("two-signatures.pdf", 0)
        second, seen = self.extract("two-signatures.pdf", 1)
        self.assertTrue(second.startswith(first) and len(first) < len(second))
        self.assertEqual(seen.count("Signature is Valid"), 2)

    def test_a_signature_that_is_not_there_is_an_error(self):
        ran = self.sohoa.run("verify", self.files / "good-lasting.pdf", "--extract-signed", 7, "-o", "/dev/null/khong")
        self.assertNotIn(ran.returncode, (0, 1))


class TerminalTest(SigningTest):
    def lines(self, name, *args):
        ran = self.sohoa.run("verify", "--progress", "none", *self.trusted, *args, self.files / name)
        return ran.returncode, [line for line in ran.stdout.splitlines() if line.strip()]

    def test_a_clerk_reads_five_lines(self):
        for name, code, word in (("good-lasting.pdf", 0, "HỢP LỆ"), ("change-content.pdf", 1, "KHÔNG HỢP LỆ"), ("good-alone.pdf", 1, "CHƯA XÁC ĐỊNH ĐƯỢC")):
            done, lines = self.lines(name, "--lang", "vi")
            self.assertEqual((done, len(lines)), (code, 5), lines)
            self.assertIn(word, "\n".join(lines))

    def test_verbose_names_each_check_with_its_clause(self):
        _, short = self.lines("change-content.pdf", "--lang", "en")
        _, long = self.lines("change-content.pdf", "--lang", "en", "--verbose")
        self.assertGreater(len(long), len(short) + 5)
        self.assertTrue(any("EN 319 102-1" in line for line in long))
        self.assertTrue(any("page-content" in line for line in long))


def manifest_count(cell, found):
    return str(found) in cell.split("|")


class SharedTest(SigningTest):
    """Third-party files; read where they are, never kept."""

    @classmethod
    def setUpClass(cls):
        if not SHARED.is_dir():
            raise unittest.SkipTest("no shared files here")
        super().setUpClass()
        cls.trust = cls.folder / "shared-trust"
        cls.trust.mkdir(exist_ok=True)
        pem = (SHARED / "trust" / "share-root.pem").read_bytes()
        (cls.trust / "share-root.pem").write_bytes(pem)
        der = subprocess.run(["openssl", "x509", "-outform", "DER"], input=pem, capture_output=True, check=True).stdout
        (cls.trust / "anchors.toml").write_text(
            'format = "sohoa-anchors-1"\n\n[[anchor]]\nname = "share"\nregime = "public"\npurposes = ["signer", "timestamp"]\n'
            f'certificate = "share-root.pem"\nsha256 = "{hashlib.sha256(der).hexdigest()}"\nsource = "shared test set"\n')

    def differences(self, row, answer):
        if not answer["readable"]:
            return [f"unreadable: {answer['error']}"] if "0" not in row["number_of_signatures"].split("|") else []
        signatures, stamps = answer["signatures"], answer["timestamps"]
        found = {"number_of_signatures": str(len(signatures)), "number_of_doc_timestamps": str(len(stamps)),
                 "modification_after_signing": answer["modification_after_signing"]}
        wrong = [f"{c}: wanted {row[c]}, found {found[c]}" for c in found if row[c] != "n/a" and not fits(row[c], found[c])]
        parts = [s["integrity"] for s in signatures] + [f"dts:{s['integrity']}" for s in stamps]
        if signatures and row["integrity_per_signature"] and ";".join(parts) != row["integrity_per_signature"]:
            wrong.append(f"integrity: wanted {row['integrity_per_signature']}, found {';'.join(parts)}")
        if row["etsi_scored"] == "yes":
            for column, key in (("etsi_indication", "indication"), ("etsi_subindication", "sub_indication")):
                if not fits(row[column] or "-", signatures[0][key] if signatures else None):
                    wrong.append(f"{key}: wanted {row[column]}, found {signatures[0][key] if signatures else 'no signature'}")
        return wrong

    def test_every_scored_column_of_the_manifest_is_reproduced(self):
        rows = [r for r in read_table(SHARED / "manifest.tsv") if r["file"] != "nist_pkits.zip"]
        answers = {}
        for trusted in (True, False):
            names = [r["file"] for r in rows if (r["trust"] == "share-root") == trusted]
            trust = self.trust if trusted else self.folder / "pki" / "trust-none"
            answers.update(self.sohoa.verify([SHARED / n for n in names], "--trust", trust))
        wrong = {r["file"]: lines for r in rows if (lines := self.differences(r, answers[r["file"]]))}
        report("shared", len(rows), wrong)
        self.assertEqual(sorted(wrong), [])


def main():
    args = sys.argv[1:]
    SigningTest.bin_dir = args.pop(0) if args else HERE.parents[1] / "build/release/bin"
    has_folder = args and not args[0].startswith("-") and not args[0].endswith("Test") and "." not in args[0].split("/")[-1]
    SigningTest.folder = Path(args.pop(0)) if has_folder else Path(SigningTest.bin_dir).parent / "signing-corpus"
    unittest.main(module="__main__", argv=[sys.argv[0], *args], verbosity=1)


if __name__ == "__main__":
    os.umask(0o022)
    main()
