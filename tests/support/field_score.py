"""What stands on a paper against what was read from it: shared by tests/bench/field_bench and tests/golden/documents.

A sample is {"name", "files", "type", "fields", "blank", "complete", "group"}; `complete` says that the truth names every field that stands
on the paper, so that any other value is a wrong one. A reading is a line of field_probe.
"""
import json
import os
import pathlib
import re
import subprocess
import unicodedata

TONE_PLACES = [("oà", "òa"), ("oá", "óa"), ("oả", "ỏa"), ("oã", "õa"), ("oạ", "ọa"), ("oè", "òe"), ("oé", "óe"), ("oẻ", "ỏe"), ("oẽ", "õe"), ("oẹ", "ọe"),
               ("uỳ", "ùy"), ("uý", "úy"), ("uỷ", "ủy"), ("uỹ", "ũy"), ("uỵ", "ụy")]


def normal(text):
    """NFC, single spaces, plain dashes and quotes, one way of placing tone marks; case stays."""
    text = " ".join(unicodedata.normalize("NFC", text or "").replace("–", "-").replace("—", "-").replace("“", '"').replace("”", '"').split()).rstrip(" .;,")
    for new, old in TONE_PLACES:
        for a, b in ((new, old), (new.upper(), old.upper()), (new.capitalize(), old.capitalize())):
            text = re.sub(re.escape(a) + r"(?![A-Za-zÀ-ỹ])", b, text)
    return text


def sample_from_json(truth_file, files, group, complete):
    truth = json.loads(truth_file.read_text("utf-8"))
    return {"name": truth_file.stem, "files": files, "type": truth["type"], "fields": truth["fields"], "blank": truth.get("blank", []), "complete": complete, "group": group}


def images_of(stem):
    """ID.tif, ID.jpg, or ID-1.jpg, ID-2.jpg … beside the truth ID.json."""
    for suffix in (".tif", ".jpg", ".png", ".pdf"):
        if pathlib.Path(str(stem) + suffix).exists():
            return [pathlib.Path(str(stem) + suffix)]
    return sorted(stem.parent.glob(stem.name + "-[0-9].jpg"))


def samples_in(folder, group):
    """Every truth of make_samples.py in `folder`."""
    return [sample_from_json(t, images_of(t.with_suffix("")), group, True) for t in sorted(pathlib.Path(folder).glob("*.json"))]


def read(probe, templates, samples, cache=None, workers=2):
    """Readings by sample name; `workers` processes of field_probe share the pages."""
    shares = [samples[i::workers] for i in range(workers) if samples[i::workers]]
    flags = ["--cache", str(cache)] if cache else []
    running = [subprocess.Popen([str(probe), *flags, str(templates), *("+".join(map(str, s["files"])) for s in share)], stdout=subprocess.PIPE, text=True,
                                env=dict(os.environ, OMP_THREAD_LIMIT="1")) for share in shares]
    readings = {}
    outputs = [p.communicate()[0] for p in running]
    for share, process, output in zip(shares, running, outputs):
        if process.returncode:
            raise SystemExit(f"field_probe gave up with {process.returncode}")
        readings.update({s["name"]: json.loads(line) for s, line in zip(share, output.splitlines())})
    return readings


def type_outcome(sample, reading):
    """right, wrong, review (unsure, an officer is asked), none (rightly no type)."""
    best = reading["types"][0] if reading["types"] else None
    is_sure = best is not None and best["confidence"] >= reading["accept_from"]
    if not sample["type"]:
        return "wrong" if is_sure else "none"
    if not is_sure:
        return "review"
    return "right" if best["type"] == sample["type"] else "wrong"


def outcome(sample, field, is_filed_type):
    """(what happened, was it filed without review) for one field, or None when the truth does not speak of it.

    right, wrong (another value), spurious (a value where none stands), missed (no value where one stands)."""
    expected = sample["fields"].get(field["id"])
    is_blank = field["id"] in sample["blank"]
    if expected is None and not is_blank and not sample["complete"]:
        return None
    has_value = bool(field["value"]) or field["is_blank"]
    filed = is_filed_type and has_value and not field["needs_review"]
    if expected is None and not is_blank:
        return ("spurious", filed) if field["value"] else None
    if not has_value:
        return ("missed", False)
    is_right = normal(field["value"]) == normal(expected or "")
    return ("right" if is_right else "wrong", filed)


def rows(samples, readings):
    """One row a field that is expected or was read: sample, field, what, filed, expected, value, raw, confidence, why."""
    for sample in samples:
        reading = readings[sample["name"]]
        kind = type_outcome(sample, reading)
        found = {f["id"]: f for f in reading["fields"]}
        if not reading["types"] or reading["types"][0]["type"] != sample["type"]:  # fields of another type say nothing of these
            found = {k: f for k, f in found.items() if k in sample["fields"]} if sample["type"] else {}
        for field in found.values():
            result = outcome(sample, field, kind in ("right", "wrong"))
            if result:
                yield dict(sample=sample, type=sample["type"], field=field["id"], what=result[0], filed=result[1], expected=sample["fields"].get(field["id"]), value=field["value"],
                           raw=field["raw"], confidence=field["confidence"], why=field["why"])
        for name, expected in sample["fields"].items():
            if name not in found and sample["complete"]:
                yield dict(sample=sample, type=sample["type"], field=name, what="missed", filed=False, expected=expected, value="", raw="", confidence=0, why="no such field")


def figures(some_rows):
    """Counts and shares over rows."""
    some = list(some_rows)
    expected = [r for r in some if r["what"] != "spurious"]
    filed = [r for r in some if r["filed"]]
    right = [r for r in some if r["what"] == "right"]
    share = lambda part, whole: len(part) / len(whole) if whole else None
    return dict(expected=len(expected), filed=len(filed), wrong=sum(1 for r in filed if r["what"] != "right"), precision=share([r for r in filed if r["what"] == "right"], filed),
                recall=share(right, expected), auto=share([r for r in filed if r["what"] != "spurious"], expected))
