"""HTML to scans: one headless Chromium for all pages (DevTools over a pipe), pdftoppm, then Pillow for TIFF, JPEG and wear."""
import base64
import json
import os
import pathlib
import random
import shutil
import subprocess
import tempfile

from PIL import Image, ImageChops, ImageFilter

DPI = 300


class Printer:
    """Chromium under DevTools, file descriptors 3 and 4; messages end with a NUL byte."""

    def __init__(self):
        program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
        if not program:
            raise SystemExit("make_samples: chromium is not installed (Debian package chromium)")
        self.profile = tempfile.mkdtemp(prefix="sohoa-chromium-")
        to_read, self.to = os.pipe()
        self.back, back_write = os.pipe()

        def wire():  # in the child: DevTools reads 3, writes 4
            saved = os.dup(to_read), os.dup(back_write)
            os.dup2(saved[0], 3), os.dup2(saved[1], 4)

        self.process = subprocess.Popen([program, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--remote-debugging-pipe", "--user-data-dir=" + self.profile, "about:blank"],
                                        preexec_fn=wire, close_fds=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(to_read), os.close(back_write)
        self.number, self.rest = 0, b""
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self.call("Page.enable")

    def read(self):
        while b"\0" not in self.rest:
            piece = os.read(self.back, 1 << 20)
            if not piece:
                raise SystemExit("make_samples: chromium went away")
            self.rest += piece
        message, self.rest = self.rest.split(b"\0", 1)
        return json.loads(message)

    def call(self, method, **params):
        self.number += 1
        message = {"id": self.number, "method": method, "params": params}
        if hasattr(self, "session"):
            message["sessionId"] = self.session
        os.write(self.to, json.dumps(message).encode() + b"\0")
        while True:
            answer = self.read()
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise SystemExit(f"make_samples: {method}: {answer['error']}")
                return answer["result"]

    def print(self, html_file):
        self.call("Page.navigate", url=pathlib.Path(html_file).as_uri())
        while self.read().get("method") != "Page.loadEventFired":
            pass
        return base64.b64decode(self.call("Page.printToPDF", printBackground=True, preferCSSPageSize=True)["data"])

    def close(self):
        os.close(self.to)
        self.process.wait(timeout=20)
        shutil.rmtree(self.profile, ignore_errors=True)


def rasterize(pdf_bytes, colour):
    """One image a page at 300 dpi."""
    with tempfile.TemporaryDirectory() as work:
        pdf = pathlib.Path(work, "in.pdf")
        pdf.write_bytes(pdf_bytes)
        subprocess.run(["pdftoppm", "-r", str(DPI), *([] if colour else ["-gray"]), str(pdf), work + "/p"], check=True)
        return [Image.open(p).copy() for p in sorted(pathlib.Path(work).glob("p-*.p[gp]m"))]


def noisy(image, sigma):
    """Adds grey noise; Pillow's own generator has no seed, so ours is a tiled block from `random`."""
    rng = random.Random(17)
    tile = Image.frombytes("L", (251, 241), bytes(min(255, max(0, int(rng.gauss(128, sigma)))) for _ in range(251 * 241)))
    sheet = Image.new("L", image.size)
    for x in range(0, image.width, tile.width):
        for y in range(0, image.height, tile.height):
            sheet.paste(tile, (x, y))
    return ImageChops.add(image.convert("L"), sheet, 1, -128)


def worn(image, how, rng):
    """(image, file kind, dpi) as a scanner of that kind would give it."""
    if how == "clean":
        return image, "tif", DPI
    if how == "jpg200":
        small = image.resize((image.width * 2 // 3, image.height * 2 // 3), Image.LANCZOS)
        return noisy(small.filter(ImageFilter.GaussianBlur(0.6)), 9), "jpg", 200
    if how == "skew":
        turned = image.convert("L").rotate(rng.choice([-1, 1]) * rng.uniform(0.6, 2.2), Image.BICUBIC, fillcolor=252)
        return noisy(turned.filter(ImageFilter.GaussianBlur(0.8)), 7), "jpg", DPI
    if how == "fax":  # G3 fine: 1 bit at 200 dpi
        small = image.convert("L").resize((image.width * 2 // 3, image.height * 2 // 3), Image.LANCZOS)
        return noisy(small, 14).point(lambda v: 255 if v > 150 else 0), "tif", 200
    raise SystemExit(f"make_samples: no such wear '{how}'")


def one_bit(image):
    return image.convert("L").point(lambda v: 255 if v > 160 else 0).convert("1", dither=Image.Dither.NONE)


def save(images, stem, colour, how, rng):
    """Writes stem.tif (all pages) or stem.jpg; returns the file names."""
    pages = [worn(image, how, rng) for image in images]
    kind, dpi = pages[0][1], pages[0][2]
    if kind == "jpg" or colour:
        names = []
        for i, (image, _, _) in enumerate(pages):
            names.append(pathlib.Path(f"{stem}{'' if len(pages) == 1 else f'-{i + 1}'}.jpg"))
            image.save(names[-1], quality=72, dpi=(dpi, dpi))
        return names
    bits = [one_bit(image) for image, _, _ in pages]
    name = pathlib.Path(f"{stem}.tif")
    bits[0].save(name, compression="group4", dpi=(dpi, dpi), save_all=True, append_images=bits[1:])
    return [name]
