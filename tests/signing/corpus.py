#!/usr/bin/env python3
"""Makes the PKI and every file of the matrix in a folder, once: a second call with the same scripts does nothing.

usage: corpus.py FOLDER [NAME...]

With names only those files are made, into FOLDER/files, whatever was there before.
"""

import hashlib
import multiprocessing
import shutil
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import cases_changes  # noqa: E402, F401 (each registers its cases)
import cases_cms  # noqa: E402, F401
import cases_files  # noqa: E402, F401
import cases_hostile  # noqa: E402, F401
import cases_more  # noqa: E402, F401
import cases_permissions  # noqa: E402, F401
import cases_ranges  # noqa: E402, F401
import cases_trust  # noqa: E402, F401
import cases_xml  # noqa: E402, F401
from pki.make_pki import SHIPPED_POLICY, Pki, make  # noqa: E402
from registry import CASES, Bench  # noqa: E402


def scripts_digest(names):
    """A change in any of these scripts makes the folder stale."""
    digest = hashlib.sha256()
    for path in names:
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def made_once(folder, stamp, digest, work):
    """Runs `work` unless the folder bears this digest."""
    mark = folder / stamp
    if mark.exists() and mark.read_text() == digest:
        return
    work()
    folder.mkdir(parents=True, exist_ok=True)
    mark.write_text(digest)


def make_file(args):
    """In a process of its own: one case, written down. Returns what went wrong."""
    name, folder = args
    bench = Bench(Pki(folder / "pki"), folder / "scratch")
    try:
        made = CASES[name](bench)
    except Exception as error:  # noqa: BLE001 - a broken maker is reported with its case, not a traceback among hundreds
        return f"{name}: {error!r}"
    if not isinstance(made, (bytes, dict)):
        made = made.data
    for file, data in (made if isinstance(made, dict) else {name: made}).items():
        (folder / "files" / file).write_bytes(data)
    return None


def make_files(folder, names):
    (folder / "files").mkdir(parents=True, exist_ok=True)
    (folder / "scratch").mkdir(exist_ok=True)
    with multiprocessing.get_context("fork").Pool() as pool:
        wrong = [w for w in pool.imap_unordered(make_file, [(name, folder) for name in names], 8) if w]
    shutil.rmtree(folder / "scratch")
    if wrong:
        raise RuntimeError("; ".join(wrong))


def corpus(folder):
    """The folder with pki/ and files/, fresh for these scripts."""
    folder = Path(folder)
    pki_scripts = sorted((HERE / "pki").glob("*.*")) + [HERE / "der.py", SHIPPED_POLICY]
    pki_digest = scripts_digest([p for p in pki_scripts if p.is_file()])

    def renew_pki():
        shutil.rmtree(folder / "pki", ignore_errors=True)
        make(folder / "pki", multiprocessing.cpu_count())

    def renew_files():
        shutil.rmtree(folder / "files", ignore_errors=True)
        make_files(folder, list(CASES))

    made_once(folder, "pki.digest", pki_digest, renew_pki)
    builders = [p for p in sorted(HERE.glob("*.py")) if not p.name.endswith("_test.py") and p.name not in ("verifying.py", "peers.py")]
    made_once(folder, "files.digest", pki_digest + scripts_digest(builders), renew_files)
    return folder


def main():
    folder, names = Path(sys.argv[1]), sys.argv[2:]
    if names:
        make_files(folder, names)
    else:
        corpus(folder)
    print(f"{len(names or CASES)} cases in {folder}")


if __name__ == "__main__":
    main()
