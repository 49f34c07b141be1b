#!/usr/bin/env python3
"""Makes the test PKI in a folder: keys, certificates, CRLs, OCSP answers and trust files. Nothing in it is real.

usage: make_pki.py FOLDER

Two regimes that do not vouch for each other (official duty, public), a time-stamp root, an impostor that bears the names of the
first, and signers for every way a certificate can be wrong. Dates are fixed: whoever asks, signs on SIGNED and verifies on NOW.
"""

import hashlib
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import der  # noqa: E402
from pki.openssl import CONFIG as CONFIG_PATH, make_key, openssl, sign  # noqa: E402

SIGNED = "2026-03-01T03:00:00Z"   # when documents of the matrix are signed
STAMPED = "2026-03-01T03:00:05Z"  # when the time-stamp authority saw them
NOW = "2026-06-01T00:00:00Z"      # the matrix's --at, unless a row says otherwise

AGENCY = "/C=VN/O=ỦY BAN NHÂN DÂN TỈNH THỬ NGHIỆM"
CA_EXT = "basicConstraints=critical,CA:TRUE{}\nkeyUsage=critical,keyCertSign,cRLSign\nsubjectKeyIdentifier=hash\n"
END_EXT = ("basicConstraints=CA:FALSE\nsubjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n"
           "keyUsage=critical,{}\n")
SIGNER = END_EXT.format("digitalSignature,nonRepudiation")
TSA = END_EXT.format("digitalSignature") + "extendedKeyUsage=critical,timeStamping\n"
RESPONDER = END_EXT.format("digitalSignature") + "extendedKeyUsage=OCSPSigning\nnoCheck=ignored\n"

ROOT_DATES = ("2018-08-22T00:00:00Z", "2048-08-14T00:00:00Z")
LONG = ("2018-09-01T00:00:00Z", "2040-01-01T00:00:00Z")
USUAL = ("2025-01-01T00:00:00Z", "2028-01-01T00:00:00Z")

DUTY_ROOT = "/C=VN/O=Ban Cơ yếu thử nghiệm/CN=RootCA thử nghiệm chuyên dùng Chính phủ G2"
DUTY_CA = "/C=VN/O=Ban Cơ yếu thử nghiệm/CN=CA thử nghiệm phục vụ các cơ quan Nhà nước G2"

# name: (subject, key, issuer, dates, extensions); an issuer of itself is a root. A key "=NAME" is shared.
AUTHORITIES = {
    "duty_root": (DUTY_ROOT, "ec:P-384", "duty_root", ROOT_DATES, CA_EXT.format("")),
    "duty_ca": (DUTY_CA, "ec:P-256", "duty_root", LONG, CA_EXT.format(",pathlen:0")),
    "duty_ca_rekeyed": (DUTY_CA, "ec:P-256", "duty_root", LONG, CA_EXT.format(",pathlen:0")),
    "public_root": ("/C=VN/O=Bộ thử nghiệm/CN=Vietnam National Root CA thử nghiệm", "rsa:3072", "public_root", ROOT_DATES,
                    CA_EXT.format("")),
    "public_ca": ("/C=VN/O=Công ty thử nghiệm/CN=CA công cộng thử nghiệm", "rsa:2048", "public_root", LONG, CA_EXT.format(",pathlen:0")),
    "tsa_root": ("/C=VN/O=Ban Cơ yếu thử nghiệm/CN=RootCA dấu thời gian thử nghiệm", "ec:P-256", "tsa_root", ROOT_DATES, CA_EXT.format("")),
    "public_tsa_root": ("/C=VN/O=Bộ thử nghiệm/CN=Root CA dấu thời gian công cộng thử nghiệm", "ec:P-256", "public_tsa_root", ROOT_DATES,
                        CA_EXT.format("")),
    "impostor_root": (DUTY_ROOT, "ec:P-384", "impostor_root", ROOT_DATES, CA_EXT.format("")),
    "impostor_ca": (DUTY_CA, "ec:P-256", "impostor_root", LONG, CA_EXT.format(",pathlen:0")),
    "new_root": ("/C=VN/O=Ban Cơ yếu thử nghiệm/CN=RootCA thử nghiệm G3", "ec:P-256", "new_root", ROOT_DATES, CA_EXT.format("")),
    "new_root_cross": ("/C=VN/O=Ban Cơ yếu thử nghiệm/CN=RootCA thử nghiệm G3", "=new_root", "duty_root", LONG, CA_EXT.format("")),
    "new_ca": ("/C=VN/O=Ban Cơ yếu thử nghiệm/CN=CA thử nghiệm G3", "ec:P-256", "new_root", LONG, CA_EXT.format("")),
    "deep_ca": ("/C=VN/O=Ban Cơ yếu thử nghiệm/CN=CA quá sâu", "ec:P-256", "duty_ca", LONG, CA_EXT.format("")),
    "narrow_ca": ("/C=VN/O=Ban Cơ yếu thử nghiệm/CN=CA chỉ cho tỉnh khác", "ec:P-256", "duty_root", LONG,
                  CA_EXT.format("") + "nameConstraints=critical,permitted;dirName:elsewhere\n[elsewhere]\nC=VN\nO=TỈNH KHÁC\n"),
    "expired_ca": ("/C=VN/O=Ban Cơ yếu thử nghiệm/CN=CA đã hết hạn", "ec:P-256", "duty_root",
                   ("2018-09-01T00:00:00Z", "2025-12-01T00:00:00Z"), CA_EXT.format("")),
    "revoked_ca": ("/C=VN/O=Ban Cơ yếu thử nghiệm/CN=CA đã thu hồi", "ec:P-256", "duty_root", LONG, CA_EXT.format("")),
    "sha1_ca": ("/C=VN/O=Ban Cơ yếu thử nghiệm/CN=CA thử nghiệm SHA-1", "rsa:2048", "duty_root", LONG, CA_EXT.format("")),
}


def officer(name, extensions=SIGNER, key="ec:P-256", issuer="duty_ca", dates=USUAL):
    return (f"{AGENCY}/OU=Văn phòng/CN={name}", key, issuer, dates, extensions)


SIGNERS = {
    "officer": officer("Nguyễn Văn Thử", key="rsa:2048"),
    "agency": (f"{AGENCY}/CN=ỦY BAN NHÂN DÂN TỈNH THỬ NGHIỆM", "rsa:3072", "duty_ca", USUAL, SIGNER),
    "clerk": officer("Trần Thị Mẫu"),
    "ec384": officer("Lê Đường Cong", key="ec:P-384"),
    "ec192": officer("Lê Cong Ngắn", key="ec:prime192v1"),
    "brainpool": officer("Phạm Brainpool", key="ec:brainpoolP256r1"),
    "rsa1024": officer("Khóa Ngắn", key="rsa:1024"),
    "pss": officer("Hoàng Văn PSS", key="pss:2048"),
    "ed25519": officer("Đỗ Thị Ed25519", key="ed25519"),
    "ed448": officer("Đỗ Thị Ed448", key="ed448"),
    "sha1_signed": officer("Bùi Văn Băm Cũ", issuer="sha1_ca"),
    "expired": officer("Ngô Văn Hết Hạn", dates=("2019-01-01T00:00:00Z", "2021-12-31T00:00:00Z")),
    "soon_expired": officer("Ngô Thị Sắp Hết Hạn", dates=("2025-01-01T00:00:00Z", "2026-04-01T00:00:00Z")),
    "not_yet": officer("Vũ Chưa Đến", dates=("2027-01-01T00:00:00Z", "2029-01-01T00:00:00Z")),
    "revoked": officer("Đặng Bị Thu Hồi"),
    "revoked_later": officer("Đặng Thu Hồi Sau"),
    "held": officer("Hồ Tạm Dừng"),
    "held_removed": officer("Hồ Được Khôi Phục"),
    "encipher": officer("Dương Chỉ Mã Hóa", END_EXT.format("keyEncipherment")),
    "any_usage": officer("Dương Không Nói Rõ", "basicConstraints=CA:FALSE\nsubjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n"),
    "critical": officer("Lý Phần Mở Rộng Lạ", SIGNER + "1.3.6.1.4.1.55555.1=critical,ASN1:UTF8String:la\n"),
    "twin": officer("Nguyễn Văn Sinh Đôi", key="=officer"),
    "rekeyed": officer("Người Của CA Đổi Khóa", issuer="duty_ca_rekeyed"),
    "own_point": officer("Có Điểm CRL", SIGNER + "crlDistributionPoints=URI:http://crl.test.invalid/own.crl\n"),
    "deep": officer("Chuỗi Quá Sâu", issuer="deep_ca"),
    "narrow": officer("Ngoài Phạm Vi Tên", issuer="narrow_ca"),
    "by_leaf": officer("Do Người Thường Cấp", issuer="clerk"),
    "by_expired_ca": officer("CA Hết Hạn Cấp", issuer="expired_ca"),
    "by_revoked_ca": officer("CA Bị Thu Hồi Cấp", issuer="revoked_ca"),
    "by_new_ca": officer("Chuỗi Chéo", issuer="new_ca"),
    "impostor": officer("Kẻ Mạo Danh", issuer="impostor_ca"),
    "citizen": ("/C=VN/CN=Nguyễn Thị Dân/UID=CCCD:000000000000", "rsa:2048", "public_ca", USUAL, SIGNER),
    "citizen_expired": ("/C=VN/CN=Nguyễn Thị Sắp Hết Hạn/UID=CCCD:000000000001", "ec:P-256", "public_ca",
                        ("2025-01-01T00:00:00Z", "2026-04-01T00:00:00Z"), SIGNER),
    "public_tsa": ("/C=VN/O=Công ty thử nghiệm/CN=TSA công cộng thử nghiệm", "ec:P-256", "public_tsa_root", LONG, TSA),
    "nfd": officer("Nguyê\u0303n Văn To\u0302\u0309 Ho\u031B\u0323p"),
    "tsa": ("/C=VN/O=Ban Cơ yếu thử nghiệm/CN=TSA thử nghiệm", "rsa:2048", "tsa_root", LONG, TSA),
    "tsa_expired": ("/C=VN/O=Ban Cơ yếu thử nghiệm/CN=TSA hết hạn", "ec:P-256", "tsa_root", ("2019-01-01T00:00:00Z", "2025-06-01T00:00:00Z"), TSA),
    "tsa_no_eku": ("/C=VN/O=Ban Cơ yếu thử nghiệm/CN=TSA không EKU", "ec:P-256", "tsa_root", LONG, END_EXT.format("digitalSignature")),
    "tsa_of_duty": ("/C=VN/O=Ban Cơ yếu thử nghiệm/CN=TSA dưới gốc người ký", "ec:P-256", "duty_ca", LONG, TSA),
    "signer_of_tsa": (f"{AGENCY}/CN=Người ký dưới gốc dấu thời gian", "ec:P-256", "tsa_root", USUAL, SIGNER),
    "responder": ("/C=VN/O=Ban Cơ yếu thử nghiệm/CN=OCSP thử nghiệm", "ec:P-256", "duty_ca", LONG, RESPONDER),
    "responder_wrong_ca": ("/C=VN/O=Công ty thử nghiệm/CN=OCSP của CA khác", "ec:P-256", "public_ca", LONG, RESPONDER),
    "responder_expired": ("/C=VN/O=Ban Cơ yếu thử nghiệm/CN=OCSP hết hạn", "ec:P-256", "duty_ca",
                          ("2019-01-01T00:00:00Z", "2020-01-01T00:00:00Z"), RESPONDER),
    "responder_no_eku": ("/C=VN/O=Ban Cơ yếu thử nghiệm/CN=OCSP không EKU", "ec:P-256", "duty_ca", LONG, END_EXT.format("digitalSignature")),
}

# CRLs. name: (issuer, from, until, extensions section, [(signer, when, reason)])
FRESH = ("2026-05-25T00:00:00Z", "2026-06-25T00:00:00Z")
REVOKED = [("revoked", "2026-02-01T00:00:00Z", "keyCompromise"), ("revoked_later", "2026-04-01T00:00:00Z", "cessationOfOperation"),
           ("held", "2026-02-15T00:00:00Z", "certificateHold")]
CRLS = {
    "duty_root": ("duty_root", *FRESH, "crl_plain", [("revoked_ca", "2026-01-01T00:00:00Z", "keyCompromise")]),
    "duty_ca": ("duty_ca", *FRESH, "crl_plain", REVOKED),
    "duty_ca_then": ("duty_ca", "2026-03-10T00:00:00Z", "2026-04-10T00:00:00Z", "crl_plain",
                     [REVOKED[0], REVOKED[2], ("held_removed", "2026-02-15T00:00:00Z", "certificateHold")]),
    "duty_ca_stale": ("duty_ca", "2025-12-01T00:00:00Z", "2026-01-01T00:00:00Z", "crl_plain", []),
    "duty_ca_2020": ("duty_ca", "2020-07-01T00:00:00Z", "2020-08-01T00:00:00Z", "crl_plain", []),
    "duty_root_2020": ("duty_root", "2020-07-01T00:00:00Z", "2020-08-01T00:00:00Z", "crl_plain", []),
    "tsa_root_2020": ("tsa_root", "2020-07-01T00:00:00Z", "2020-08-01T00:00:00Z", "crl_plain", []),
    "duty_ca_only_ca": ("duty_ca", *FRESH, "crl_only_ca", []),
    "duty_ca_other_point": ("duty_ca", *FRESH, "crl_other_point", []),
    "duty_ca_own_point": ("duty_ca", *FRESH, "crl_own_point", []),
    "duty_ca_delta": ("duty_ca", "2026-05-28T00:00:00Z", "2026-06-28T00:00:00Z", "crl_delta",
                      [("held_removed", "2026-05-27T00:00:00Z", "removeFromCRL")]),
    "duty_ca_held": ("duty_ca", *FRESH, "crl_plain", [*REVOKED, ("held_removed", "2026-02-15T00:00:00Z", "certificateHold")]),
    "impostor_ca": ("impostor_ca", *FRESH, "crl_plain", []),
    "impostor_root": ("impostor_root", *FRESH, "crl_plain", []),
    "duty_ca_rekeyed": ("duty_ca_rekeyed", *FRESH, "crl_plain", []),
    "public_root": ("public_root", *FRESH, "crl_plain", []),
    "public_ca": ("public_ca", *FRESH, "crl_plain", []),
    "tsa_root": ("tsa_root", *FRESH, "crl_plain", []),
    "public_tsa_root": ("public_tsa_root", *FRESH, "crl_plain", []),
    "public_ca_then": ("public_ca", "2026-03-10T00:00:00Z", "2026-04-10T00:00:00Z", "crl_plain", []),
    "new_root": ("new_root", *FRESH, "crl_plain", []),
    "new_ca": ("new_ca", *FRESH, "crl_plain", []),
    "expired_ca": ("expired_ca", *FRESH, "crl_plain", []),
    "revoked_ca": ("revoked_ca", *FRESH, "crl_plain", []),
    "sha1_ca": ("sha1_ca", *FRESH, "crl_plain", []),
    "deep_ca": ("deep_ca", *FRESH, "crl_plain", []),
    "narrow_ca": ("narrow_ca", *FRESH, "crl_plain", []),
}


class Pki:
    """The made PKI, for whoever signs with it."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self._certs = {}

    def key(self, name):
        row = (AUTHORITIES | SIGNERS).get(name)
        return self.folder / f"{row[1][1:] if row and row[1].startswith('=') else name}.key"

    def key_kind(self, name):
        row = (AUTHORITIES | SIGNERS)[name]
        return self.key_kind(row[1][1:]) if row[1].startswith("=") else row[1]

    def cert(self, name):
        if name not in self._certs:
            self._certs[name] = der.Certificate((self.folder / f"{name}.der").read_bytes())
        return self._certs[name]

    def pem(self, name):
        return self.folder / f"{name}.pem"

    def crl(self, name):
        return (self.folder / f"{name}.crl").read_bytes()

    def ocsp(self, name):
        return (self.folder / f"{name}.ocsp").read_bytes()

    @property
    def trust(self):
        return self.folder / "trust"


def compact(time):
    return time.translate(str.maketrans("", "", "-T:"))


class Maker:
    def __init__(self, folder):
        self.pki, self.folder = Pki(folder), Path(folder)
        self.serials = {name: 0x1000 + i for i, name in enumerate(AUTHORITIES | SIGNERS)}

    def authority_folder(self, name, entries=()):
        """What `openssl ca` keeps beside it, made anew for each use so that nothing is shared between threads."""
        folder = self.folder / "ca" / name
        folder.mkdir(parents=True, exist_ok=True)
        lines = [f"R\t400101000000Z\t{compact(when)[2:]},{reason}\t{self.serials[who]:X}\tunknown\t/CN={who}\n"
                 for who, when, reason in entries]
        (folder / "index.txt").write_text("".join(lines))
        (folder / "crlnumber").write_text("02\n")
        return folder

    def make_certificate(self, name, subject, key, issuer, dates, extensions):
        folder = self.authority_folder(name)
        (folder / "serial").write_text(f"{self.serials[name]:X}\n")
        (folder / "ext.cnf").write_text(extensions)
        request = openssl("req", "-new", "-config", CONFIG_PATH, "-utf8", "-key", self.pki.key(name), "-subj", subject)
        (folder / "request.pem").write_bytes(request)
        by = ["-selfsign"] if issuer == name else ["-cert", self.pki.pem(issuer)]
        digest = "sha1" if issuer == "sha1_ca" else "sha256"
        if self.pki.key_kind(issuer).startswith("ed"):
            digest = "null"
        openssl("ca", "-batch", "-notext", "-config", CONFIG_PATH, "-preserveDN", "-in", folder / "request.pem", "-keyfile",
                self.pki.key(issuer), *by, "-startdate", compact(dates[0]), "-enddate", compact(dates[1]), "-extfile",
                folder / "ext.cnf", "-md", digest, "-out", self.pki.pem(name), AUTHORITY=str(folder))
        openssl("x509", "-in", self.pki.pem(name), "-outform", "DER", "-out", self.folder / f"{name}.der")

    def make_crl(self, name, issuer, this_update, next_update, section, entries):
        folder = self.authority_folder(f"crl-{name}", entries)
        pem = openssl("ca", "-gencrl", "-batch", "-config", CONFIG_PATH, "-keyfile", self.pki.key(issuer), "-cert", self.pki.pem(issuer),
                      "-crl_lastupdate", compact(this_update), "-crl_nextupdate", compact(next_update), "-crlexts", section,
                      AUTHORITY=str(folder))
        openssl("crl", "-outform", "DER", "-out", self.folder / f"{name}.crl", data=pem)

    def make_all(self, threads):
        rows = AUTHORITIES | SIGNERS
        with ThreadPoolExecutor(threads) as pool:
            list(pool.map(lambda n: make_key(rows[n][1], self.pki.key(n)), [n for n in rows if not rows[n][1].startswith("=")]))
            for name, row in AUTHORITIES.items():  # an issuer must stand before whom it certifies
                self.make_certificate(name, *row)
            self.make_certificate("clerk", *SIGNERS["clerk"])
            list(pool.map(lambda n: self.make_certificate(n, *SIGNERS[n]), [n for n in SIGNERS if n != "clerk"]))
            list(pool.map(lambda n: self.make_crl(n, *CRLS[n]), CRLS))


def remade(pki, name, source, issuer, change):
    """A certificate like `source` with its fields changed by hand, sealed again by `issuer`: for what no command writes."""
    fields = list(pki.cert(source).fields)
    change(fields)
    tbs = der.sequence(*fields)
    value = sign(pki.key(issuer), tbs)
    path = pki.folder / f"{name}.der"
    path.write_bytes(der.sequence(tbs, pki.cert(source).algorithm, der.bits(value)))
    return path


def common_name(tag, encoded):
    attribute = der.sequence(der.oid("2.5.4.3"), der.tlv(tag, encoded))
    return der.sequence(der.tlv(0x31, attribute))


def make_odd_certificates(pki):
    """The same key as "clerk" or "officer" under certificates that are illegal or old-fashioned (traps 40, 59)."""
    def padded_serial(fields):
        fields[1] = der.tlv(2, b"\0\0" + der.contents(fields[1]))

    def negative_modulus(fields):
        algorithm, key = der.children(fields[6])
        modulus, exponent = der.children(der.contents(key)[1:])
        fields[6] = der.sequence(algorithm, der.bits(der.sequence(der.tlv(2, der.contents(modulus)[1:]), exponent)))

    def named(tag, encoded):
        def change(fields):
            fields[5] = common_name(tag, encoded)
        return change

    remade(pki, "padded_serial", "clerk", "duty_ca", padded_serial)
    remade(pki, "negative_modulus", "officer", "duty_ca", negative_modulus)
    remade(pki, "bmp_name", "clerk", "duty_ca", named(30, "Nguyễn Văn BMP".encode("utf-16-be")))
    remade(pki, "t61_name", "clerk", "duty_ca", named(20, "Jos\u00e9 T61".encode("latin-1")))
    remade(pki, "long_name", "clerk", "duty_ca", named(12, ("Tên rất dài " * 3000).encode()))


def ocsp_answer(pki, signer, subjects, produced, status="good", revoked=None, until="2026-06-25T00:00:00Z", issuer="duty_ca",
                with_certificate=True):
    """An OCSPResponse of chosen dates (the openssl command can only answer now)."""
    def single(name):
        authority = pki.cert(issuer)
        cert_id = der.sequence(der.sequence(der.oid("1.3.14.3.2.26"), der.null()), der.octets(hashlib.sha1(authority.subject).digest()),
                               der.octets(hashlib.sha1(authority.key_bits).digest()), pki.cert(name).serial)
        word = {"good": der.context(0, constructed=False), "unknown": der.context(2, constructed=False)}.get(status)
        if status == "revoked":
            word = der.context(1, der.generalized_time(revoked), der.context(0, der.enumerated(1)))
        return der.sequence(cert_id, word, der.generalized_time(produced), der.context(0, der.generalized_time(until)))

    key_hash = der.octets(hashlib.sha1(pki.cert(signer).key_bits).digest())
    data = der.sequence(der.context(2, key_hash), der.generalized_time(produced), der.sequence(*map(single, subjects)))
    value = sign(pki.key(signer), data)
    certificates = der.context(0, der.sequence(pki.cert(signer).der)) if with_certificate else b""
    basic = der.sequence(data, der.sequence(der.oid("1.2.840.10045.4.3.2")), der.bits(value), certificates)
    return der.sequence(der.enumerated(0), der.context(0, der.sequence(der.oid("1.3.6.1.5.5.7.48.1.1"), der.octets(basic))))


def make_ocsp_answers(pki):
    fresh, subjects = "2026-05-30T00:00:00Z", ["officer", "clerk", "agency"]
    answers = {
        "ocsp_direct": ("duty_ca", subjects, fresh), "ocsp_delegated": ("responder", subjects, fresh),
        "ocsp_wrong_ca": ("responder_wrong_ca", subjects, fresh),
        "ocsp_expired_responder": ("responder_expired", subjects, fresh), "ocsp_no_eku": ("responder_no_eku", subjects, fresh),
        "ocsp_early": ("responder", subjects, "2026-02-01T00:00:00Z", "good", None, "2026-02-10T00:00:00Z"),
        "ocsp_revoked": ("responder", ["revoked"], fresh, "revoked", "2026-02-01T00:00:00Z"),
        "ocsp_revoked_later": ("responder", ["revoked_later"], fresh, "revoked", "2026-04-01T00:00:00Z"),
        "ocsp_unknown": ("responder", subjects, fresh, "unknown"),
        "ocsp_other_subject": ("responder", ["ec384"], fresh),
    }
    for name, row in answers.items():
        (pki.folder / f"{name}.ocsp").write_bytes(ocsp_answer(pki, *row))


ANCHOR = """[[anchor]]
name = "{name}"
regime = "{regime}"
purposes = [{purposes}]
certificate = "{file}"
sha256 = "{sha256}"
source = "tests/signing/pki"
"""


ROOTS = {"duty_root": ("Gốc công vụ thử nghiệm", "official-duty", "signer"), "public_root": ("Gốc công cộng thử nghiệm", "public", "signer"),
         "tsa_root": ("Gốc dấu thời gian công vụ thử nghiệm", "official-duty", "timestamp"),
         "public_tsa_root": ("Gốc dấu thời gian công cộng thử nghiệm", "public", "timestamp")}
# Folder by folder: which roots, and what more each anchor says.
TRUST = {"trust": (ROOTS, ""), "trust-none": ({}, ""), "trust-public": (["public_root", "public_tsa_root"], ""),
         "trust-later": (ROOTS, 'trusted_from = 2027-01-01\n'), "trust-until": (ROOTS, 'trusted_until = 2026-01-01\n')}


def write_trust(pki):
    for folder, (roots, more) in TRUST.items():
        (pki.folder / folder).mkdir(exist_ok=True)
        text = 'format = "sohoa-anchors-1"\n\n'
        for name in roots:
            title, regime, purpose = ROOTS[name]
            (pki.folder / folder / f"{name}.pem").write_bytes(pki.pem(name).read_bytes())
            digest = hashlib.sha256(pki.cert(name).der).hexdigest()
            text += ANCHOR.format(name=title, regime=regime, purposes=f'"{purpose}"', file=f"{name}.pem", sha256=digest) + more + "\n"
        (pki.folder / folder / "anchors.toml").write_text(text, encoding="utf-8")


SHIPPED_POLICY = Path(__file__).resolve().parents[3] / "templates/trust/policy-vn-2025.toml"


def write_policy(pki):
    """The shipped policy, but SHA-1 proves something until the end of March 2026: between STAMPED and NOW (trap 34)."""
    text = SHIPPED_POLICY.read_text(encoding="utf-8")
    later = text.replace('name = "SHA-1"\nuntil = 2013-12-31', 'name = "SHA-1"\nuntil = 2026-03-31')
    assert later != text, "the policy's row of SHA-1 reads otherwise now"
    (pki.folder / "policy-sha1.toml").write_text(later, encoding="utf-8")


def make(folder, threads=2):
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    Maker(folder).make_all(threads)
    pki = Pki(folder)
    make_odd_certificates(pki)
    make_ocsp_answers(pki)
    write_trust(pki)
    write_policy(pki)
    return pki


if __name__ == "__main__":
    make(sys.argv[1])
