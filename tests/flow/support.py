"""What every flow test shares: the real programs, a data folder, and how to read their answers.

Each test file is run as `python3 NAME_test.py BIN_DIR [unittest arguments]`.
"""

import contextlib
import hashlib
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import unittest
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2]
SAMPLES = SOURCE / "samples"
SHARED = SOURCE.parent / "shared"
BIN = Path(os.environ.get("SOHOA_BIN", SOURCE / "build/release/bin"))
# No command of these tests works this long; a machine that many share may be given more.
DEADLINE_S = int(os.environ.get("SOHOA_TEST_DEADLINE_S", "120"))

PENDING, DONE, FAILED = 0, 1, 2  # PageState as the catalog stores it

# What the papers say is not what most of these tests are about: a site that files them whatever was
# read. Scans that break a rule, unnamed dossiers and contradictions make a paper wait all the same.
NOTHING_INSISTED_ON = """format = "sohoa-profile-1"
id = "flow-test"
version = 2026-11-22
source = "tests/flow"

[review]
blocking_metadata = []
source = "tests/flow"
certainty = "low"
"""


class Outcome:
    """A finished command."""

    def __init__(self, args, code, out, err):
        self.args, self.code, self.out, self.err = args, code, out, err

    def json(self):
        """stdout as one JSON value: nothing else may stand there."""
        return json.loads(self.out)

    def lines(self):
        """stdout as NDJSON."""
        return [json.loads(line) for line in self.out.splitlines()]

    def events(self):
        """stderr of `--progress json`, each line parsed."""
        return [json.loads(line) for line in self.err.splitlines()]

    def errors(self):
        return [event["error"] for event in self.events() if event["event"] == "error"]

    def kinds(self):
        return [error["kind"] for error in self.errors()]

    def messages(self):
        return [event["text"] for event in self.events() if event["event"] == "message"]

    def progress(self, stage):
        return [e for e in self.events() if e["event"] == "progress" and e["stage"] == stage]

    def __str__(self):
        return f"{self.args}\nexit {self.code}\n{self.out[-3000:]}\n{self.err[-3000:]}"


def tool(*args, **options):
    """Runs a foreign program that must succeed; its stdout as bytes."""
    return subprocess.run([str(a) for a in args], check=True, capture_output=True, **options).stdout


def sha256(path):
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()


def page_count(pdf):
    """Pages as poppler's pdfinfo counts them."""
    info = tool("pdfinfo", pdf).decode()
    return int(next(line for line in info.splitlines() if line.startswith("Pages:")).split()[1])


def listing(folder):
    """Every path below a folder with its size: what a hostile input must not add to."""
    return {str(p.relative_to(folder)): p.lstat().st_size
            for p in sorted(Path(folder).rglob("*")) if not p.is_dir()}


class Running:
    """A command in a process group of its own, its progress lines read as they come."""

    def __init__(self, args, env, cwd):
        self.process = subprocess.Popen(args, env=env, cwd=cwd, text=True, stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE, start_new_session=True)
        self.seen = []
        # A test that waits in vain ends by its own deadline, not by that of ctest.
        self.alarm = threading.Timer(DEADLINE_S, self.kill)
        self.alarm.start()

    def until(self, wanted):
        """Reads progress until `wanted(event)`; False when the command ended before."""
        for line in self.process.stderr:
            self.seen.append(line)
            if wanted(json.loads(line)):
                return True
        return False

    def kill(self, number=signal.SIGKILL):
        """To the whole group: the program, its workers and their children."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, number)

    def interrupt(self):
        self.process.send_signal(signal.SIGINT)

    def finish(self):
        out, err = self.process.communicate()
        self.alarm.cancel()
        return Outcome(self.process.args, self.process.returncode, out, "".join(self.seen) + err)


def at_page(number):
    """The progress event that says so many pages are read."""
    return lambda event: event.get("stage") == "read" and event["done"] >= number


class FlowTest(unittest.TestCase):
    """A temporary folder with an empty store in it."""

    maxDiff = None
    bin = BIN
    store_profile = NOTHING_INSISTED_ON  # None: what a store is without any file of its own

    def setUp(self):
        self.tmp = Path(tempfile.mkdtemp(prefix="sohoa-flow-"))
        self.addCleanup(shutil.rmtree, self.tmp, ignore_errors=True)
        self.store = self.new_store("store")

    def new_store(self, name):
        return self.make_store(self.tmp / name)

    def make_store(self, store):
        self.ok("init", "--store", store)
        if self.store_profile is not None:
            (store / "profile.toml").write_text(self.store_profile)
        return store

    def environment(self):
        # The scratch folder of the programs is ours too, so that we see what they leave in it.
        scratch = self.tmp / "scratch"
        scratch.mkdir(exist_ok=True)
        return dict(os.environ, LC_ALL="C.UTF-8", OMP_THREAD_LIMIT="1", TMPDIR=str(scratch),
                    SOHOA_STORE=str(getattr(self, "store", self.tmp / "store")))

    def command(self, args, progress):
        words = [str(self.bin / "sohoa"), *(str(a) for a in args)]
        return words if "--help" in words else [*words, "--progress", progress]

    def sohoa(self, *args, progress="json", **options):
        """Runs sohoa to its end."""
        options.setdefault("env", self.environment())
        done = subprocess.run(self.command(args, progress), text=True, capture_output=True,
                              cwd=self.tmp, timeout=DEADLINE_S, **options)
        return Outcome(args, done.returncode, done.stdout, done.stderr)

    def exits(self, code, *args, **options):
        done = self.sohoa(*args, **options)
        self.assertEqual(done.code, code, str(done))
        return done

    def ok(self, *args, **options):
        return self.exits(0, *args, **options)

    def begin(self, *args):
        """Starts sohoa; the test watches its progress."""
        running = Running(self.command(args, "json"), self.environment(), self.tmp)
        self.addCleanup(running.finish)
        self.addCleanup(running.kill)
        return running

    def submit(self, source, *args, code=0, store=None):
        """The receipt of a batch, which always adds up."""
        done = self.exits(code, "batch", "submit", source, "--json", "--store",
                          store or self.store, *args)
        receipt = done.json()
        self.assert_adds_up(receipt)
        return receipt

    def assert_adds_up(self, receipt):
        states = [c["state"] for c in receipt["components"]]
        counts = {s: states.count(s) for s in ("done", "failed", "waiting")}
        self.assertEqual(counts, {s: receipt[s] for s in counts})
        self.assertEqual(receipt["counted_in"], len(states))
        self.assertEqual(receipt["counted_in"], sum(counts.values()))

    def rows(self, query, *values, store=None):
        with contextlib.closing(sqlite3.connect((store or self.store) / "catalog.db")) as catalog:
            return catalog.execute(query, values).fetchall()

    def assert_store_sound(self, store=None):
        """Every blob has the content its name says, and every digest of the catalog is there."""
        store = store or self.store
        blobs = set()
        for path in (p for p in (store / "blobs").glob("??/*") if p.is_file()):
            name = path.parent.name + path.name
            self.assertEqual(sha256(path), name)
            blobs.add(name)
        wanted = ("select digest from files where component is not null "
                  "union select reading from pages union select searchable from components")
        known = {row[0].hex() for row in self.rows(wanted, store=store) if row[0]}
        self.assertLessEqual(known - {"0" * 64}, blobs)
        return blobs


def component(receipt, code, dossier=None):
    """The one component of a receipt with this code."""
    found = [c for c in receipt["components"]
             if c["component"] == code and dossier in (None, c["dossier"])]
    assert len(found) == 1, f"{code}: {receipt}"
    return found[0]


def by_title(test, receipt):
    """Components by title: files nothing names carry their file name as title."""
    titles = dict(test.rows("select id, title from components"))
    return {titles[c["id"]]: c for c in receipt["components"]}


def without_time(receipt):
    return {key: value for key, value in receipt.items() if key != "received_at"}


def main():
    """Takes BIN_DIR off the command line and runs the tests of the calling file."""
    if len(sys.argv) > 1 and Path(sys.argv[1]).is_dir():
        FlowTest.bin = Path(sys.argv.pop(1)).resolve()
    unittest.main(verbosity=2)
