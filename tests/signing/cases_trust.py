"""Traps 42-52: time, chain, revocation, and whose root vouches for what."""

import hashlib

from cms_builder import How, Stamp, revocation_archival
from pdf_builder import Field, fill_field, plain
from registry import case

DUTY = ("duty_root", "duty_ca")


def lasting(name, how=None, **evidence):
    case(name + ".pdf")(lambda b: b.lasting(how, **evidence))


def stamped(name, how=None, stamp=None, **evidence):
    case(name + ".pdf")(lambda b: b.stamped(how() if how else None, stamp, **evidence))


# ---- claims and proofs of time (42, 43, 44) ---------------------------------------------------------------
lasting("time-claimed-only-expired", How(signer="soon_expired"))
lasting("time-claimed-in-future", How(claimed="2026-12-01T00:00:00Z"))
stamped("time-stamped")
stamped("time-stamped-expired-since", lambda: How(signer="soon_expired"), crls=("duty_root", "duty_ca_then", "tsa_root"))
stamped("time-stamp-flipped", None, Stamp(flip_value=True))
stamped("time-stamp-of-other", None, Stamp(imprint_of=hashlib.sha256(b"khac").digest()))
stamped("time-stamp-sha1-imprint", None, Stamp(imprint="sha1"))
stamped("time-stamp-other-ess", None, Stamp(ess_of="tsa_of_duty"))
stamped("time-stamp-authority-expired", None, Stamp(authority="tsa_expired"))
stamped("time-stamp-authority-without-purpose", None, Stamp(authority="tsa_no_eku"))
stamped("time-stamp-before-claimed", None, Stamp(time="2026-02-01T00:00:00Z"))
stamped("time-stamp-before-certificate", None, Stamp(time="2024-06-01T00:00:00Z"))
stamped("time-stamp-in-future", None, Stamp(time="2027-06-01T00:00:00Z"))
stamped("time-stamp-in-duty-root", None, Stamp(authority="tsa_of_duty", certificates=("duty_ca",)))
stamped("time-stamp-without-revocation", crls=DUTY)


@case("time-stamp-copied.pdf")
def _(b):
    """The second signature carries the first one's token."""
    copied = b.cms.token(b"gia tri cua chu ky khac", Stamp())
    return b.lasting(How(timestamp=copied), Field(hole=32768), crls=(*DUTY, "tsa_root"))


@case("time-stamp-garbage.pdf")
def _(b):
    return b.lasting(How(timestamp=b"\x30\x03\x02\x01\x05"), Field(hole=32768))


@case("expired-long-ago-no-proof.pdf")
def _(b):
    return b.lasting(How(signer="expired", claimed="2020-06-15T00:00:00Z"), crls=("duty_root_2020", "duty_ca_2020"))


@case("expired-long-ago-proved.pdf")
def _(b):
    how = How(signer="expired", claimed="2020-06-15T00:00:00Z", timestamp=Stamp(time="2020-06-15T00:00:10Z"))
    return b.lasting(how, Field(hole=32768), crls=("duty_root_2020", "duty_ca_2020", "tsa_root_2020", "tsa_root", "duty_root"))


@case("expired-long-ago-archived.pdf")
def _(b):
    """B-LTA: stamped and, while everything held, stamped again over the evidence."""
    how = How(signer="expired", claimed="2020-06-15T00:00:00Z", timestamp=Stamp(time="2020-06-15T00:00:10Z"))
    pdf = b.lasting(how, Field(hole=32768), crls=("duty_root_2020", "duty_ca_2020", "tsa_root_2020"))
    b.document_timestamp(pdf, Stamp(time="2020-07-15T00:00:00Z"))
    more = pdf.stream(b.pki.crl("tsa_root"))
    pdf.edit(pdf.dss, "/CRLs [", f"/CRLs [{more} 0 R ")
    return pdf.write()


lasting("not-yet-valid", How(signer="not_yet"))

# ---- document time-stamps (50, 51, 52) ------------------------------------------------------------------------


def document_stamped(name, type="/DocTimeStamp", stamp=None, crls=(*DUTY, "tsa_root")):
    def make(b):
        pdf = b.lasting(crls=crls)
        return b.document_timestamp(pdf, stamp, type)
    case(name + ".pdf")(make)


document_stamped("document-stamp")
document_stamped("document-stamp-type-sig", "/Sig")
document_stamped("document-stamp-no-type", "")
document_stamped("document-stamp-flipped", stamp=Stamp(flip_value=True))
document_stamped("document-stamp-of-other", stamp=Stamp(imprint_of=hashlib.sha256(b"khac").digest()))


@case("document-stamp-lasting.pdf")
def _(b):
    """B-LTA as it should be: time-stamp, store, document time-stamp."""
    return b.document_timestamp(b.stamped(), Stamp(time="2026-05-26T00:00:00Z"))


@case("document-stamp-copied.pdf")
def _(b):
    pdf = b.lasting(crls=(*DUTY, "tsa_root"))
    token = b.cms.token(b"van ban khac", Stamp())
    pdf.sign(lambda covered: token, Field(sub_filter="ETSI.RFC3161", type="/DocTimeStamp", entries=""))
    return pdf


@case("document-stamp-only.pdf")
def _(b):
    return b.document_timestamp(plain())


@case("document-stamp-only-then-changed.pdf")
def _(b):
    pdf = b.document_timestamp(plain())
    fill_field(pdf, pdf.ho_ten, pdf.ho_ten_look, "sau khi dong dau")
    return pdf.write()


@case("document-stamp-cms-signature.pdf")
def _(b):
    """A plain CMS signature under ETSI.RFC3161: it is no time-stamp."""
    pdf = plain()
    pdf.sign(b.value(), Field(sub_filter="ETSI.RFC3161", type="/DocTimeStamp", entries=""))
    return pdf


@case("document-stamp-saves-expired.pdf")
def _(b):
    """The certificate expired since; a document time-stamp proves the time, the evidence came after it."""
    pdf = b.document_timestamp(b.signed(How(signer="soon_expired")), Stamp(time="2026-03-05T00:00:00Z"))
    return b.with_evidence(pdf, crls=("duty_root", "duty_ca_then", "tsa_root"))


@case("made-by-openssl-ts.pdf")
def _(b):
    """The token comes from `openssl ts` and bears the moment of the build: judged for tomorrow by the row's --at."""
    import subprocess
    import tempfile
    from pathlib import Path
    pdf = b.lasting(crls=(*DUTY, "tsa_root"))
    def value(covered):
        with tempfile.TemporaryDirectory() as folder:
            folder = Path(folder)
            (folder / "serial").write_text("01\n")
            (folder / "ts.cnf").write_text(f"[tsa]\ndefault_tsa = t\n[t]\nserial = {folder}/serial\ndefault_policy = 1.2.3.4\ndigests = sha256\n"
                                           "signer_digest = sha256\ness_cert_id_alg = sha256\n")
            (folder / "data").write_bytes(covered)
            run = lambda *a: subprocess.run(["openssl", "ts", *map(str, a)], check=True, capture_output=True)
            run("-query", "-data", folder / "data", "-sha256", "-cert", "-out", folder / "q")
            run("-reply", "-config", folder / "ts.cnf", "-queryfile", folder / "q", "-signer", b.pki.pem("tsa"), "-inkey", b.pki.key("tsa"),
                "-chain", b.pki.pem("tsa_root"), "-token_out", "-out", folder / "t")
            return (folder / "t").read_bytes()
    pdf.sign(value, Field(sub_filter="ETSI.RFC3161", type="/DocTimeStamp", entries=""))
    return pdf


# ---- revocation (45, 46, 47) ------------------------------------------------------------------------------------
lasting("revoked-before", How(signer="revoked"))
lasting("revoked-later-unproved", How(signer="revoked_later"))
stamped("revoked-later-proved", lambda: How(signer="revoked_later"))
stamped("revoked-before-stamped", lambda: How(signer="revoked"))
lasting("revoked-by-ocsp", How(signer="revoked"), crls=("duty_root",), ocsps=("ocsp_revoked",))
stamped("revoked-later-by-ocsp-proved", lambda: How(signer="revoked_later"), crls=("duty_root", "tsa_root"), ocsps=("ocsp_revoked_later",))
lasting("suspended", How(signer="held"))
stamped("suspended-when-signed", lambda: How(signer="held"))
lasting("suspension-lifted", How(signer="held_removed"))
stamped("suspension-lifted-after-signing", lambda: How(signer="held_removed"), crls=("duty_root", "duty_ca_then", "duty_ca", "tsa_root"))
lasting("suspension-lifted-by-delta", How(signer="held_removed"), crls=("duty_root", "duty_ca_held", "duty_ca_delta"))
lasting("revocation-missing", crls=())
lasting("revocation-missing-for-ca", crls=("duty_ca",))
lasting("revocation-missing-for-signer", crls=("duty_root",))
lasting("crl-stale", crls=("duty_root", "duty_ca_stale"))
lasting("crl-impostor", crls=("duty_root", "impostor_ca"), certs=("duty_ca", "impostor_ca"))
lasting("crl-only-for-authorities", crls=("duty_root", "duty_ca_only_ca"))
lasting("crl-other-point", crls=("duty_root", "duty_ca_other_point"))
lasting("crl-own-point", How(signer="own_point"), crls=("duty_root", "duty_ca_own_point"))
lasting("crl-of-re-keyed-authority", How(signer="rekeyed", certificates=("duty_ca_rekeyed",)), crls=("duty_root", "duty_ca_rekeyed"),
        certs=("duty_ca_rekeyed", "duty_ca"))
lasting("crl-of-old-key", How(signer="rekeyed", certificates=("duty_ca_rekeyed",)), crls=("duty_root", "duty_ca"), certs=("duty_ca_rekeyed", "duty_ca"))
for name in ("direct", "delegated", "wrong_ca", "expired_responder", "no_eku", "early", "unknown", "other_subject"):
    lasting("ocsp-" + name.replace("_", "-"), crls=("duty_root",), ocsps=("ocsp_" + name,))
lasting("ocsp-good-but-crl-revoked", How(signer="revoked"), ocsps=("ocsp_other_subject",))


@case("revocation-inside-value.pdf")
def _(b):
    """Adobe's signed attribute holds the CRLs; nothing follows the signature."""
    inside = revocation_archival(b.crls(*DUTY))
    return b.signed(How(extra_signed=(inside,)), Field(sub_filter="adbe.pkcs7.detached", hole=32768))


@case("revocation-in-signed-data.pdf")
def _(b):
    return b.signed(How(crls=tuple(b.crls(*DUTY))), Field(hole=32768))


@case("revocation-garbage.pdf")
def _(b):
    pdf = b.signed()
    pdf.stage_dss([b"khong phai chung thu", b"\x30\x82\xff\xff"], [b"", b"\x30\x00"], [b"rac", b"\x30\x03\x0a\x01\x06"])
    return pdf.write()


@case("store-key-as-stored.pdf")
def _(b):
    """VRI under the SHA-1 of /Contents with its padding."""
    pdf = b.signed()
    return b.with_evidence(pdf, vri=hashlib.sha1(pdf.value).hexdigest().upper())


@case("store-key-without-padding.pdf")
def _(b):
    pdf = b.signed()
    return b.with_evidence(pdf, vri=hashlib.sha1(pdf.value.rstrip(b"\0")).hexdigest().upper())


lasting("store-key-wrong", vri="00112233445566778899AABBCCDDEEFF00112233")
lasting("store-holds-impostor-root", How(signer="impostor", certificates=("impostor_ca", "impostor_root")),
        crls=("impostor_root", "impostor_ca"), certs=("impostor_ca", "impostor_root"))
lasting("store-holds-unknown-root", How(signer="by_new_ca", certificates=("new_ca",)), crls=("new_root", "new_ca"), certs=("new_ca", "new_root"))

# ---- chains (47, 48, 49) -----------------------------------------------------------------------------------------------
lasting("chain-impostor", How(signer="impostor", certificates=("impostor_ca",)), crls=("impostor_root", "impostor_ca"), certs=("impostor_ca",))
lasting("chain-issuer-no-authority", How(signer="by_leaf", certificates=("clerk", "duty_ca")), certs=("clerk", "duty_ca"))
lasting("chain-too-deep", How(signer="deep", certificates=("deep_ca", "duty_ca")), crls=(*DUTY, "deep_ca"), certs=("deep_ca", "duty_ca"))
lasting("chain-name-outside", How(signer="narrow", certificates=("narrow_ca",)), crls=("duty_root", "narrow_ca"), certs=("narrow_ca",))
lasting("chain-unknown-critical", How(signer="critical"))
lasting("chain-key-encipherment-only", How(signer="encipher"))
lasting("chain-no-key-usage", How(signer="any_usage"))
lasting("chain-authority-signs-document", How(signer="duty_ca", certificates=()), crls=DUTY)
lasting("chain-authority-expired", How(signer="by_expired_ca", certificates=("expired_ca",)), crls=("duty_root", "expired_ca"), certs=("expired_ca",))
lasting("chain-authority-revoked", How(signer="by_revoked_ca", certificates=("revoked_ca",)), crls=("duty_root", "revoked_ca"), certs=("revoked_ca",))
lasting("chain-cross", How(signer="by_new_ca", certificates=("new_ca",)), crls=("duty_root", "new_root", "new_ca"),
        certs=("new_root", "new_root_cross", "new_ca"))
lasting("chain-in-time-stamp-root", How(signer="signer_of_tsa", certificates=("tsa_root",)), crls=("tsa_root",), certs=("tsa_root",))
lasting("chain-time-stamper-signs", How(signer="tsa", certificates=("tsa_root",)), crls=("tsa_root",), certs=("tsa_root",))
lasting("regime-public", How(signer="citizen", certificates=("public_ca",)), crls=("public_root", "public_ca"), certs=("public_ca",))
lasting("regime-nobody-trusted")
lasting("regime-only-public-trusted")
lasting("regime-before-trusted")
lasting("regime-after-trusted")
# The policy of these rows ends SHA-1 between the time-stamp and the moment of judging (trap 34).
stamped("sunset-sha1-stamped-before", lambda: How(digest="sha1"))
stamped("sunset-sha1-stamped-after", lambda: How(digest="sha1", claimed="2026-03-30T00:00:00Z"), Stamp(time="2026-04-02T00:00:00Z"))
lasting("sunset-sha1-not-stamped", How(digest="sha1"))


PUBLIC = dict(crls=("public_root", "public_ca", "public_ca_then", "public_tsa_root", "tsa_root"), certs=("public_ca",))
stamped("regime-time-stamp-same", lambda: How(signer="citizen_expired", certificates=("public_ca",)),
        Stamp(authority="public_tsa", certificates=("public_tsa_root",)), **PUBLIC)
stamped("regime-time-stamp-other", lambda: How(signer="citizen_expired", certificates=("public_ca",)), **PUBLIC)


@case("two-signers-one-revoked.pdf")
def _(b):
    """Each signature has its own verdict: the first signer's certificate is revoked, the second's is good."""
    pdf = b.signed(How(signer="revoked"))
    pdf.sign(b.value(How(signer="agency")), Field(visible=True))
    return b.with_evidence(pdf)


@case("two-regimes.pdf")
def _(b):
    pdf = b.signed(How(signer="citizen", certificates=("public_ca",)))
    pdf.sign(b.value(How(signer="agency")), Field(visible=True))
    return b.with_evidence(pdf, crls=(*DUTY, "public_root", "public_ca"), certs=("duty_ca", "public_ca"))
