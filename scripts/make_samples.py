#!/usr/bin/python3
"""Makes sample scans with their truth from samples/giay-to/src/*.html, filled with invented people and offices.

usage: make_samples.py                              the committed set: samples/giay-to/<ID>.tif|jpg and <ID>.json
       make_samples.py --seed N --count K --out DIR  K more of each, other values, for the bench
       ... --degrade clean|jpg200|skew|fax           wear of the scan
       ... --only ID,ID                              these alone

The same seed gives the same values and the same layout. What a page may ask for: samples/giay-to/README.md.
Needs Debian's chromium, poppler-utils, python3-pil and qrencode.
"""
import argparse
import html
import json
import pathlib
import random
import re
import shutil
import subprocess
import tempfile

from sample_world import World

ROOT = pathlib.Path(__file__).resolve().parents[1]
SOURCES = ROOT / "samples/giay-to/src"
COMMITTED_SEED = 30
CARD = re.compile(r'<script type="application/json" id="sample">(.*?)</script>', re.S)
NAME = re.compile(r"\{\{\s*([a-z0-9_.]+)\s*(?:\|\s*(upper|lower|title|cap))?\s*\}\}")
PART = re.compile(r"\{\{>\s*([a-z0-9_-]+)\s*\}\}")
QR = re.compile(r"<qr>(.*?)</qr>", re.S)
CASES = {"upper": str.upper, "lower": str.lower, "title": str.title, "cap": lambda s: s[:1].upper() + s[1:], None: str}


class Paper:
    """One filled source: its HTML and what stands in it."""

    def __init__(self, source, key):
        self.source, self.world = source, World(key)
        text = PART.sub(lambda m: (SOURCES / "parts" / (m[1] + ".html")).read_text("utf-8"), source.read_text("utf-8"))
        card = CARD.search(text)
        if not card:
            raise SystemExit(f'{source.name}: no <script type="application/json" id="sample">')
        self.card = json.loads(card[1])
        self.vars = {}
        for name, value in self.card.get("vars", {}).items():
            self.vars[name] = self.pick(value)
        self.html = QR.sub(self.qr_code, self.fill(CARD.sub("", text)))
        self.truth = {"type": self.card["type"], "fields": {k: v for k, v in ((k, self.plain(v)) for k, v in self.card["fields"].items()) if v}, "blank": self.card.get("blank", [])}

    def pick(self, value):
        """A list is a choice; a text is filled."""
        return self.fill(self.world.rng.choice(value) if isinstance(value, list) else value)

    def fill(self, text):
        return NAME.sub(lambda m: CASES[m[2]](str(self.vars[m[1]] if m[1] in self.vars else self.world.get(m[1]))), text)

    def plain(self, text):
        return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", self.fill(text))).split())

    def qr_code(self, match):
        code = subprocess.run(["qrencode", "-t", "SVG", "-m", "0", "-l", "M", html.unescape(match[1].strip())], check=True, capture_output=True, text=True).stdout
        return f'<span class="qr">{code[code.index("<svg"):]}</span>'


def make_all(options):
    import sample_print  # Pillow is asked for only when something is drawn
    out = pathlib.Path(options.out)
    out.mkdir(parents=True, exist_ok=True)
    chosen = [s for s in sorted(SOURCES.glob("*.html")) if not options.only or s.stem in options.only.split(",")]
    printer = sample_print.Printer()
    with tempfile.TemporaryDirectory() as work:
        for style in SOURCES.glob("*.css"):
            shutil.copy(style, work)
        for source in chosen:
            for number in range(options.count):
                make_one(sample_print, printer, source, number, pathlib.Path(work), out, options)
    printer.close()


def make_one(sample_print, printer, source, number, work, out, options):
    key = f"{options.seed}:{source.stem}:{number}"
    paper = Paper(source, key)
    page = work / "page.html"
    page.write_text(paper.html, "utf-8")
    colour = paper.card.get("colour", False)
    images = sample_print.rasterize(printer.print(page), colour)
    stem = out / (source.stem if options.count == 1 else f"{source.stem}__{options.seed}-{number}")
    files = sample_print.save(images, stem, colour, options.degrade, random.Random(key))
    truth = json.dumps(paper.truth, ensure_ascii=False, indent=1) + "\n"
    pathlib.Path(f"{stem}.json").write_text(truth, "utf-8")
    print(*(f"{f.name} {f.stat().st_size / 1000:.0f} kB" for f in files), f"{len(images)} page(s)")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=COMMITTED_SEED)
    parser.add_argument("--count", type=int, default=1)
    parser.add_argument("--out", default=str(ROOT / "samples/giay-to"))
    parser.add_argument("--degrade", choices=["clean", "jpg200", "skew", "fax"], default="clean")
    parser.add_argument("--only", default="")
    make_all(parser.parse_args())


if __name__ == "__main__":
    main()
