#!/usr/bin/env python3
"""Templates and their samples belong together, and what is filed without review is right.

usage: documents_test.py FIELD_PROBE [unittest options]

known_misses.tsv lists the values that are filed although wrong, each with its reason; a row that does not happen any more fails as
loudly as a miss that is not listed.
"""
import pathlib
import sys
import tomllib
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[3]
sys.path[:0] = [str(ROOT / "tests/support"), str(ROOT / "scripts")]
import field_score as score
import make_samples

TEMPLATES = ROOT / "templates/documents"
SAMPLES = ROOT / "samples/giay-to"
MISSES = pathlib.Path(__file__).with_name("known_misses.tsv")
PROBE = None


def templates():
    """By id, bases resolved as far as this test asks: field ids and the words about the source."""
    files = {t["id"]: t for t in (tomllib.loads(f.read_text("utf-8")) for f in TEMPLATES.glob("*.toml"))}

    def whole(form):
        base = whole(files[form["extends"]]) if form.get("extends") else {"fields": set()}
        mine = {k: v for k, v in form.items() if k in ("source", "certainty", "valid_from", "name", "name_en", "group")}
        return {**base, **mine, "fields": base["fields"] | {f["id"] for f in form.get("field", [])}}

    return {name: whole(form) for name, form in files.items() if not name.startswith("_")}


def known_misses():
    rows = [line.split("\t") for line in MISSES.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    return {(sample, field): reason for sample, field, reason in rows}


class Belonging(unittest.TestCase):
    def test_every_template_has_a_sample_and_every_sample_a_template(self):
        self.assertEqual(set(templates()), {s["type"] for s in score.samples_in(SAMPLES, "")})

    def test_every_truth_has_its_scan_and_its_source(self):
        for sample in score.samples_in(SAMPLES, ""):
            self.assertTrue(sample["files"], sample["name"])
            self.assertTrue((SAMPLES / "src" / (sample["name"] + ".html")).exists(), sample["name"])

    def test_every_source_has_its_truth_and_says_the_same(self):
        for source in sorted((SAMPLES / "src").glob("*.html")):
            paper = make_samples.Paper(source, f"{make_samples.COMMITTED_SEED}:{source.stem}:0")
            kept = score.sample_from_json(SAMPLES / (source.stem + ".json"), [], "", True)
            self.assertEqual((paper.truth["type"], paper.truth["fields"]), (kept["type"], kept["fields"]), source.stem)

    def test_every_template_says_where_it_comes_from(self):
        for name, form in templates().items():
            for key in ("source", "certainty", "valid_from", "name", "name_en", "group"):
                self.assertTrue(form.get(key), f"{name}: {key}")

    def test_what_stands_on_a_sample_is_asked_by_its_template(self):
        forms = templates()
        for sample in score.samples_in(SAMPLES, ""):
            unasked = (set(sample["fields"]) | set(sample["blank"])) - forms[sample["type"]]["fields"]
            self.assertEqual(unasked, set(), sample["name"])


class Reading(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.samples = score.samples_in(SAMPLES, "giay-to")
        cls.readings = score.read(PROBE, TEMPLATES, cls.samples)

    def test_every_sample_is_recognised_as_its_type(self):
        for sample in self.samples:
            self.assertEqual(score.type_outcome(sample, self.readings[sample["name"]]), "right", f"{sample['name']}: {self.readings[sample['name']]['types'][:2]}")

    def test_nothing_wrong_is_filed_without_review_but_what_is_listed(self):
        filed_wrong = {(r["sample"]["name"], r["field"]): f"expected {r['expected']!r}, filed {r['value']!r}" for r in score.rows(self.samples, self.readings) if r["filed"] and r["what"] != "right"}
        listed = known_misses()
        new = {key: text for key, text in filed_wrong.items() if key not in listed}
        self.assertEqual(new, {}, "not listed in known_misses.tsv")
        self.assertEqual({key for key in listed if key not in filed_wrong}, set(), "listed in known_misses.tsv, but right or reviewed now")

    def test_most_is_filed_without_review(self):
        figures = score.figures(score.rows(self.samples, self.readings))
        self.assertGreaterEqual(figures["precision"], 0.98)
        self.assertGreaterEqual(figures["auto"], 0.85)


if __name__ == "__main__":
    PROBE = sys.argv.pop(1)
    unittest.main(verbosity=2)
