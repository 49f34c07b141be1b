"""Runs `sohoa verify` for the tests of this folder, and reads their tables."""

import json
import os
import subprocess
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
SHARED = HERE.parents[2] / "shared" / "data" / "signing"
NOW = "2026-06-01T00:00:00Z"  # pki/make_pki.py


def read_table(path):
    """Rows of a TSV as dictionaries; lines that begin with # are comments."""
    lines = [line for line in Path(path).read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    heads = lines[0].split("\t")
    return [dict(zip(heads, line.split("\t"))) for line in lines[1:]]


class Program:
    """The built `sohoa`."""

    def __init__(self, bin_dir):
        self.path = str(Path(bin_dir).resolve() / "sohoa")

    def run(self, *args, timeout=120):
        environment = dict(os.environ, LC_ALL="C.UTF-8")
        environment.pop("SOHOA_TRUST", None)
        return subprocess.run([self.path, *map(str, args)], capture_output=True, text=True, timeout=timeout, env=environment)

    def verify(self, files, *args, timeout=300):
        """{file name: answer}; every file must have one."""
        ran = self.run("verify", "--json", "--progress", "none", *args, *files, timeout=timeout)
        answers = {}
        for line in ran.stdout.splitlines():
            answer = json.loads(line)
            answers[Path(answer["file"]).name] = answer
        lost = [Path(f).name for f in files if Path(f).name not in answers]
        if lost:
            raise AssertionError(f"no answer for {lost[:5]}: exit {ran.returncode}: {ran.stderr[-2000:]}")
        return answers

    def measured(self, *args):
        """(wall s, cpu s, peak MiB of the largest process, exit code)."""
        began = time.monotonic()
        process = subprocess.Popen([self.path, *map(str, args)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        return time.monotonic() - began, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, process.returncode


def arguments(row, folder):
    """The words of the table's column, places filled in; trust and moment unless the row says otherwise."""
    trust = folder / "pki" / "trust"
    words = [] if row["arguments"] == "-" else row["arguments"].split()
    places = {"{file}": folder / "files" / row["case"], "{trust}": trust, "{policy}": folder / "pki" / "policy-sha1.toml"}
    for place, path in places.items():
        words = [word.replace(place, str(path)) for word in words]
    if "--trust" not in words:
        words += ["--trust", str(trust)]
    if "--at" not in words:
        words += ["--at", NOW]
    return tuple(words)


def fits(wanted, found):
    """One cell against one value. Alternatives with |; * is anything; !x is anything but x; - is nothing."""
    found = found or "-"
    if wanted.startswith("!"):
        return found != wanted[1:]
    return "*" in wanted.split("|") or found in wanted.split("|")


def fits_all(wanted, found):
    """A cell of values parted by ; against a list. A lone * is any list, a lone !x a list without x, a lone - an empty one."""
    if wanted == "*":
        return True
    if wanted == "-":
        return all(value in (None, "-") for value in found)
    parts = wanted.split(";")
    if len(parts) == 1 and wanted.startswith("!"):
        return all(fits(wanted, value) for value in found)
    if "?" in wanted.split("|"):
        return len(found) == 0 or fits_all("|".join(p for p in wanted.split("|") if p != "?"), found)
    return len(parts) == len(found) and all(fits(w, f) for w, f in zip(parts, found))


def shown(found):
    return ";".join(value or "-" for value in found) or "-"


def timestamps(answer):
    """Those of each signature, then those of the document, as the table writes them."""
    rows = [stamp for signature in answer["signatures"] for stamp in signature.get("timestamps", [])] + answer["timestamps"]
    return [f"{stamp['integrity']}+{'trusted' if stamp['trusted'] else 'untrusted'}" for stamp in rows]


def fits_stamps(wanted, found):
    if wanted == "*":
        return True
    if wanted == "-":
        return not found
    pairs = list(zip(wanted.split(";"), found))
    return len(pairs) == len(found) == len(wanted.split(";")) and all(
        fits(a, b) for w, f in pairs for a, b in zip(w.split("+"), f.split("+")))


def columns(answer):
    """What an answer says, column by column, as lists or texts."""
    signatures = answer["signatures"]
    return {"integrity": [s["integrity"] for s in signatures], "indication": [s["indication"] for s in signatures],
            "sub_indication": [s["sub_indication"] for s in signatures], "modification": answer["modification_after_signing"],
            "timestamps": timestamps(answer)}


def mismatches(row, answer):
    """What of a row the answer does not bear out, as lines for people."""
    if not answer["readable"]:
        kind = answer["error"]["kind"]
        if row["error"] == "-" or not fits(row["error"].replace("?", "*"), kind):
            return [f"unreadable: {kind}: {answer['error']['message']}"]
        return []
    if row["error"] not in ("-", "?"):
        return [f"error: wanted {row['error']}, but it was read"]
    found, wrong = columns(answer), []
    for column in ("integrity", "indication", "sub_indication"):
        if not fits_all(row[column], found[column]):
            wrong.append(f"{column}: wanted {row[column]}, found {shown(found[column])}")
    if not fits(row["modification"], found["modification"]):
        wrong.append(f"modification: wanted {row['modification']}, found {found['modification']}")
    if not fits_stamps(row["timestamps"], found["timestamps"]):
        wrong.append(f"timestamps: wanted {row['timestamps']}, found {shown(found['timestamps'])}")
    return wrong
