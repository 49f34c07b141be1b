"""What pdfsig and openssl say of the same files, brought to the words of our integrity column."""

import re
import subprocess
import tempfile
from pathlib import Path

PDFSIG_WORDS = {"Signature is Valid.": "intact", "Digest Mismatch.": "broken", "Signature is Invalid.": "broken"}


def pdfsig(path, password=None):
    """One word for each signature field pdfsig lists, sorted; "cannot read" when it gives up."""
    options = ["-nocert"] + (["-upw", password, "-opw", password] if password else [])
    ran = subprocess.run(["pdfsig", *options, str(path)], capture_output=True, timeout=60)
    text = (ran.stdout + ran.stderr).decode(errors="replace")
    words = re.findall(r"Signature Validation: (.*)", text)
    if not words and "does not contain any signatures" not in text and "Digital Signature Info" not in text:
        return ["cannot read"]
    return sorted(PDFSIG_WORDS.get(word.strip(), "unknown") for word in words)


def signed_values(data):
    """(value, covered bytes) of each signature dictionary whose four numbers are in order; our own code is not asked."""
    for found in re.finditer(rb"/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]", data):
        a, b, c, d = map(int, found.groups())
        if len(str(d)) > 12 or b >= c or c + d > len(data):
            continue
        digits = re.sub(rb"[^0-9A-Fa-f]", b"", data[b:c])
        try:
            value = bytes.fromhex(digits.decode())
        except ValueError:
            continue
        if value[:1] == b"\x30":
            yield value, data[a:a + b] + data[c:c + d]


def openssl_verifies(value, content):
    """Value and digest alone: no chain, no time."""
    form = "PEM" if value.startswith(b"-----") else "DER"
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        (folder / "value").write_bytes(value)
        command = ["openssl", "cms", "-verify", "-binary", "-noverify", "-inform", form, "-in", folder / "value", "-out", "/dev/null"]
        if content is not None:
            (folder / "content").write_bytes(content)
            command += ["-content", folder / "content"]
        return subprocess.run(list(map(str, command)), capture_output=True, timeout=60).returncode == 0


def openssl(path):
    """One word for each value found in the file, sorted."""
    data = Path(path).read_bytes()
    companion = path.with_name(path.name + ".p7s")
    if companion.exists():
        pairs = [(companion.read_bytes(), data)]
    elif path.suffix == ".pdf":
        pairs = list(signed_values(data))
    else:
        pairs = [(data, None)]
    return sorted("intact" if openssl_verifies(*pair) else "broken" for pair in pairs)
