"""Runs the openssl command; one function for each thing the PKI asks of it."""

import os
import subprocess
from pathlib import Path

CONFIG = Path(__file__).with_name("openssl.cnf")


def openssl(*args, data=None, **variables):
    """stdout of one command; its stderr becomes the error."""
    environment = dict(os.environ, AUTHORITY=".", DIGEST="sha256", CRL_EXTENSIONS="crl_plain")
    environment.update(variables)
    run = subprocess.run(["openssl", *map(str, args)], input=data, capture_output=True, env=environment)
    if run.returncode:
        raise RuntimeError(f"openssl {' '.join(map(str, args))}: {run.stderr.decode()}")
    return run.stdout


def make_key(kind, path):
    """`kind` as the tables of make_pki.py write it: "rsa:2048", "ec:P-256", "ed25519"."""
    name, _, size = kind.partition(":")
    options = {"rsa": ["-algorithm", "RSA", "-pkeyopt", f"rsa_keygen_bits:{size}"],
               "pss": ["-algorithm", "RSA-PSS", "-pkeyopt", f"rsa_keygen_bits:{size}"],
               "ec": ["-algorithm", "EC", "-pkeyopt", f"ec_paramgen_curve:{size}"]}
    openssl("genpkey", *options.get(name, ["-algorithm", name]), "-out", path)


def sign(key, data, digest="sha256", pss=False, scratch=None):
    """A raw signature value. Ed25519 and Ed448 take no digest, and openssl wants a file for them."""
    if digest is None:
        scratch = Path(scratch or f"{key}.{os.getpid()}.{hash(data) & 0xFFFFFFFF:x}.tbs")
        scratch.write_bytes(data)
        value = openssl("pkeyutl", "-sign", "-rawin", "-inkey", key, "-in", scratch)
        scratch.unlink()
        return value
    padding = ["-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:digest"] if pss else []
    return openssl("dgst", f"-{digest}", "-sign", key, *padding, data=data)
