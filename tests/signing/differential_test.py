#!/usr/bin/env python3
"""Our word on integrity beside that of pdfsig and of `openssl cms -verify`, file by file; every difference must be explained.

usage: differential_test.py BIN_DIR [CORPUS_DIR] [--write]

differences.tsv: case, peer, the peer's words, ours, the reason. A difference that is not in the table fails; so does a row whose
difference is gone. --write prints the rows that are missing, for somebody to explain them.
"""

import os
import shutil
import sys
import unittest
from concurrent.futures import ThreadPoolExecutor
from fnmatch import fnmatch
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import peers  # noqa: E402
from corpus import corpus  # noqa: E402
from verifying import HERE, SHARED, Program, arguments, read_table  # noqa: E402

WRITE = "--write" in sys.argv


def our_words(answer, with_stamps):
    """Each signature; document time-stamps too, which the peers see as signatures."""
    if not answer["readable"]:
        return ["cannot read"]
    words = [s["integrity"] for s in answer["signatures"]]
    return sorted(words + ([s["integrity"] for s in answer["timestamps"]] if with_stamps else []))


DOCUMENT = HERE.parents[1] / "docs" / "verify-differences.md"
HEAD = """# Where pdfsig and openssl say something else

Written by `SOHOA_WRITE_DOCS=1 tests/signing/differential_test.py` from `tests/signing/differences.tsv`; the test compares our word on
integrity (digest and value alone, no trust, no time) with pdfsig's and with that of `openssl cms -verify -noverify`, file by file, over
the matrix and the shared test set. A difference that is not in the table fails the test, and so does a row whose difference is gone.
`none`: the program sees no signature. `*` and `?` match as in file names.

What no peer gives is not compared: pdfsig has no word on what was changed after signing, on revocation data in the file, on time-stamps.

| files | program | says | we say | why |
|---|---|---|---|---|
"""


def document(rows):
    return HEAD + "".join(f"| `{r['case']}` | {r['peer'].replace('*', 'both')} | {r['theirs']} | {r['ours']} | {r['reason']} |\n".replace(
        "| * |", "| any |") for r in rows)


def shown(words):
    """Short also for three thousand fields on one value."""
    if len(words) <= 3:
        return ";".join(words) or "none"
    return ";".join(f"{words.count(word)} {word}" for word in sorted(set(words)))


class DifferentialTest(unittest.TestCase):
    bin_dir = folder = None

    @classmethod
    def setUpClass(cls):
        cls.sohoa = Program(cls.bin_dir)
        cls.folder = corpus(cls.folder)
        cls.rows = read_table(HERE / "matrix.tsv")
        cls.explained = read_table(HERE / "differences.tsv")
        cls.answers = cls.answer_all()

    @classmethod
    def answer_all(cls):
        groups = {}
        for row in cls.rows:
            groups.setdefault(arguments(row, cls.folder), []).append(cls.folder / "files" / row["case"])
        answers = {}
        for words, files in groups.items():
            answers.update({file: answer for file, answer in zip(files, cls.sohoa.verify(files, *words).values())})
        if SHARED.is_dir():
            files = sorted(p for p in SHARED.iterdir() if p.suffix in (".pdf", ".p7m"))
            answers.update(zip(files, cls.sohoa.verify(files).values()))
        return answers

    def password(self, path):
        row = next((r for r in self.rows if r["case"] == path.name), None)
        words = row["arguments"].split() if row else []
        return words[words.index("--password") + 1] if "--password" in words else None

    def compare(self, peer, ask, files):
        """Rows for every file on which the peer says something else."""
        with ThreadPoolExecutor() as pool:
            words = list(pool.map(ask, files))
        found = []
        for path, theirs in zip(files, words):
            ours = our_words(self.answers[path], with_stamps=path.suffix == ".pdf")
            if theirs != ours:
                found.append((path.name, peer, shown(theirs), shown(ours)))
        return found

    def reason(self, difference):
        return next((row["reason"] for row in self.explained if all(
            fnmatch(value, row[key]) for key, value in zip(("case", "peer", "theirs", "ours"), difference))), None)

    def check(self, peer, found, files):
        lost = [d for d in found if not self.reason(d)]
        idle = [row for row in self.explained if row["peer"] == peer and not any(
            fnmatch(d[0], row["case"]) for d in found) and any(fnmatch(f.name, row["case"]) for f in files)]
        print(f"{peer}: {len(files)} files, {len(files) - len(found)} alike, {len(found) - len(lost)} differences explained, {len(lost)} not")
        if WRITE:
            print("\n".join("\t".join(row) for row in lost))
        self.assertEqual(lost, [], "unexplained differences")
        self.assertEqual(idle, [], "explained, but there is no such difference any more")

    def test_the_document_shows_this_table(self):
        if os.environ.get("SOHOA_WRITE_DOCS"):
            DOCUMENT.write_text(document(self.explained), encoding="utf-8")
        self.assertEqual(DOCUMENT.read_text(encoding="utf-8"), document(self.explained))

    @unittest.skipUnless(shutil.which("pdfsig"), "pdfsig is not installed")
    def test_every_difference_from_pdfsig_is_explained(self):
        files = [f for f in self.answers if f.suffix == ".pdf" and not f.name.startswith("detached")]
        self.check("pdfsig", self.compare("pdfsig", lambda f: peers.pdfsig(f, self.password(f)), files), files)

    def test_every_difference_from_openssl_is_explained(self):
        suffixes = (".pdf", ".p7m", ".p7s")
        files = [f for f in self.answers if f.suffix in suffixes or f.name.startswith("detached")]
        files = [f for f in files if f.suffix != ".pdf" or f.name.startswith("detached") or f.read_bytes().find(b"/ByteRange") >= 0]
        self.check("openssl", self.compare("openssl", peers.openssl, files), files)


def main():
    args = [a for a in sys.argv[1:] if a != "--write"]
    DifferentialTest.bin_dir = args.pop(0) if args else HERE.parents[1] / "build/release/bin"
    has_folder = args and not args[0].startswith("-") and not args[0].startswith("Differential")
    DifferentialTest.folder = Path(args.pop(0)) if has_folder else Path(DifferentialTest.bin_dir).parent / "signing-corpus"
    unittest.main(module="__main__", argv=[sys.argv[0], *args], verbosity=1)


if __name__ == "__main__":
    os.umask(0o022)
    main()
