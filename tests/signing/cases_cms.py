"""Traps 30-41 and 59: the value itself, its attributes, its algorithms and the certificates it brings."""

import hashlib
import subprocess

import der
from cms_builder import CONTENT_TYPE, ESS_V2, MESSAGE_DIGEST, SIGNING_TIME, How
from pdf_builder import Field, plain
from pki.openssl import sign
from registry import case


def valued(name, how, **evidence):
    """A lasting PDF whose value is made as `how` says."""
    case(name + ".pdf")(lambda b: b.lasting(how, **evidence))


# ---- value and digest (30) -----------------------------------------------------------------------------
valued("cms-value-over-other", How(value_over=b"cai khac"))
valued("cms-value-flipped", How(flip_value=True))
valued("cms-value-flipped-ec", How(signer="clerk", flip_value=True))
valued("cms-other-key", How(key="clerk", signer="ec384", digest="sha256"))


@case("covered-byte-flipped.pdf")
def _(b):
    return b.lasting().data.replace(b"1.000.000", b"9.000.000", 1)


@case("value-of-other-document.pdf")
def _(b):
    """A good signature over another document."""
    pdf = plain()
    pdf.sign(lambda covered: b.cms.signed_data(b"mot van ban khac", How()))
    return b.with_evidence(pdf)


# ---- content inside (31), signers (32) --------------------------------------------------------------------
def encapsulating(name, inside):
    def make(b):
        pdf = plain()
        pdf.sign(lambda covered: b.cms.signed_data(covered, How(encapsulated=inside(covered))), Field(hole=65536))
        return b.with_evidence(pdf)
    case(name + ".pdf")(make)


encapsulating("cms-content-inside-same", lambda covered: covered)
encapsulating("cms-content-inside-digest", lambda covered: hashlib.sha256(covered).digest())


@case("cms-content-inside-other.pdf")
def _(b):
    pdf = plain()
    pdf.sign(lambda covered: b.cms.signed_data(b"noi dung khac", How(encapsulated=b"noi dung khac")))
    return b.with_evidence(pdf)


valued("cms-no-signer", How(signers=0))
valued("cms-two-signers", How(signers=2))

# ---- algorithms (33, 34) ----------------------------------------------------------------------------------
valued("cms-other-hash-named", How(named_digest="sha512"))
valued("cms-pss-other-mgf-hash", How(pss=True, mgf_digest="sha1"))
valued("cms-ed25519", How(signer="ed25519", digest="sha512"))
valued("cms-ed25519-flipped", How(signer="ed25519", digest="sha512", flip_value=True))
valued("cms-ed25519-sha256", How(signer="ed25519", digest="sha256"))
valued("cms-ed448", How(signer="ed448", digest="shake256"))
valued("cms-ed448-sha512", How(signer="ed448", digest="sha512"))
valued("cms-pss", How(pss=True))
valued("cms-pss-key", How(signer="pss"))
valued("cms-pss-sha384", How(pss=True, digest="sha384"))
valued("cms-ec256", How(signer="clerk"))
valued("cms-ec384-sha384", How(signer="ec384", digest="sha384"))
valued("cms-brainpool", How(signer="brainpool"))
valued("cms-sha512", How(digest="sha512"))
valued("cms-sha3", How(digest="sha3-256"))
valued("cms-sha3-ec", How(signer="clerk", digest="sha3-256"))
valued("cms-rsa3072", How(signer="agency"))
valued("weak-md5", How(digest="md5"))
valued("weak-sha1", How(digest="sha1"))
valued("weak-rsa1024", How(signer="rsa1024"))
valued("weak-ec192", How(signer="ec192"))
valued("weak-certificate-sha1", How(signer="sha1_signed", certificates=("sha1_ca",)), crls=("duty_root", "sha1_ca"), certs=("sha1_ca",))

# ---- attributes (35, 36, 38) --------------------------------------------------------------------------------
valued("attributes-unordered", How(unordered=True))
valued("attributes-message-digest-twice", How(repeated=MESSAGE_DIGEST))
valued("attributes-message-digest-two-values", How(two_values=MESSAGE_DIGEST))
valued("attributes-signing-time-twice", How(repeated=SIGNING_TIME))
valued("attributes-content-type-twice", How(repeated=CONTENT_TYPE))
valued("attributes-ess-twice", How(repeated=ESS_V2))
valued("attributes-ess-two-values", How(two_values=ESS_V2))
valued("attributes-other-content-type", How(content_type="1.2.840.113549.1.7.2"))
valued("attributes-none", How(attributes=False), field=Field(sub_filter="adbe.pkcs7.detached"))
valued("attributes-none-cades", How(attributes=False))
valued("attributes-none-flipped", How(attributes=False, flip_value=True), field=Field(sub_filter="adbe.pkcs7.detached"))
valued("attributes-none-flipped-ec", How(signer="clerk", attributes=False, flip_value=True), field=Field(sub_filter="adbe.pkcs7.detached"))


@case("attributes-none-content-changed.pdf")
def _(b):
    good = b.lasting(How(signer="clerk", attributes=False), Field(sub_filter="adbe.pkcs7.detached"))
    return good.data.replace(b"1.000.000", b"9.000.000", 1)


valued("attributes-no-signing-time", How(claimed=None))
valued("attributes-no-message-digest", How(without=MESSAGE_DIGEST))

# ---- which certificate (37, 38) -----------------------------------------------------------------------------
valued("ess-of-other", How(ess_of="clerk"))
valued("ess-v1", How(ess="v1"))
valued("ess-missing-cades", How(ess="none"))
valued("ess-missing-pkcs7", How(ess="none"), field=Field(sub_filter="adbe.pkcs7.detached"))
valued("twin-certificate", How(ess_of="officer", certificate_as="twin"))
valued("signer-certificate-missing", How(without_signer_certificate=True))
valued("signer-certificate-in-store", How(without_signer_certificate=True), certs=("duty_ca", "officer"))
valued("by-key-id", How(by_key_id=True))
valued("issuer-missing", How(certificates=()), certs=())

# ---- older SubFilters (39) ------------------------------------------------------------------------------------


def sha1_inside(name, right):
    def make(b):
        pdf = plain()
        def value(covered):
            inside = hashlib.sha1(covered if right else b"khac").digest()
            return b.cms.signed_data(inside, How(encapsulated=inside, ess="none"))
        pdf.sign(value, Field(sub_filter="adbe.pkcs7.sha1"))
        return b.with_evidence(pdf)
    case(name + ".pdf")(make)


sha1_inside("pkcs7-sha1", True)
sha1_inside("pkcs7-sha1-other", False)


def bare_rsa(name, flip, signer="officer", cert=True):
    def make(b):
        pdf = plain()
        def value(covered):
            bare = sign(b.pki.key(signer), covered, "sha1")
            return der.octets(bare[:-1] + bytes([bare[-1] ^ flip]))
        own, issuer = (b.pki.cert(n).der.hex() for n in ("officer", "duty_ca"))
        pdf.sign(value, Field(sub_filter="adbe.x509.rsa_sha1", more=f"/Cert [<{own}> <{issuer}>]" if cert else ""))
        return b.with_evidence(pdf)
    case(name + ".pdf")(make)


bare_rsa("rsa-sha1", 0)
bare_rsa("rsa-sha1-flipped", 1)
bare_rsa("rsa-sha1-no-certificate", 0, cert=False)

# ---- odd encodings (40, 41, 59) -------------------------------------------------------------------------------
valued("certificate-padded-serial", How(signer="clerk", certificate_as="padded_serial"))
valued("certificate-negative-modulus", How(signer="officer", certificate_as="negative_modulus"))
valued("ber-indefinite", How(indefinite=True))
valued("name-decomposed", How(signer="nfd"))
valued("name-bmp", How(signer="clerk", certificate_as="bmp_name"))
valued("name-t61", How(signer="clerk", certificate_as="t61_name"))
valued("name-endless", How(signer="clerk", certificate_as="long_name"), field=Field(hole=400000))


@case("made-by-openssl-cms.pdf")
def _(b):
    """Signed by the openssl command alone, as a station without us would."""
    pdf = plain()
    def value(covered):
        return subprocess.run(["openssl", "cms", "-sign", "-binary", "-cades", "-md", "sha256", "-outform", "DER", "-signer", b.pki.pem("officer"),
                               "-inkey", b.pki.key("officer"), "-certfile", b.pki.pem("duty_ca")], input=covered, capture_output=True, check=True).stdout
    pdf.sign(value)
    return b.with_evidence(pdf)


@case("made-by-openssl-smime.pdf")
def _(b):
    """PKCS#7 as older programs make it: no ESS, S/MIME capabilities among the attributes."""
    pdf = plain()
    def value(covered):
        return subprocess.run(["openssl", "smime", "-sign", "-binary", "-md", "sha256", "-outform", "DER", "-signer", b.pki.pem("officer"),
                               "-inkey", b.pki.key("officer")], input=covered, capture_output=True, check=True).stdout
    pdf.sign(value, Field(sub_filter="adbe.pkcs7.detached"))
    return b.with_evidence(pdf)


@case("cms-truncated.pdf")
def _(b):
    pdf = plain()
    pdf.sign(lambda covered: b.cms.signed_data(covered, How())[:900])
    return b.with_evidence(pdf)


@case("cms-trailing-garbage.pdf")
def _(b):
    """Bytes other than padding behind the CMS, inside the gap."""
    pdf = plain()
    pdf.sign(lambda covered: b.cms.signed_data(covered, How()) + b"\x04\x04khac")
    return b.with_evidence(pdf)


@case("cms-length-lies.pdf")
def _(b):
    pdf = plain()
    pdf.sign(lambda covered: b"\x30\x84\x7f\xff\xff\xff" + b.cms.signed_data(covered, How())[4:])
    return b.with_evidence(pdf)


@case("cms-nested.pdf")
def _(b):
    """Sequences inside sequences, thousands deep, where a certificate should be."""
    pdf = plain()
    def value(covered):
        deep = b""
        for _ in range(1500):
            deep = der.sequence(deep)
        good = b.cms.signed_data(covered, How())
        outer = der.children(good)
        inner = der.children(der.children(outer[1])[0])
        inner[3] = der.context(0, deep)
        return der.sequence(outer[0], der.context(0, der.sequence(*inner)))
    pdf.sign(value)
    return pdf


@case("cms-enveloped.pdf")
def _(b):
    """A CMS of another kind: enveloped data."""
    pdf = plain()
    def value(covered):
        return subprocess.run(["openssl", "cms", "-encrypt", "-binary", "-aes128", "-outform", "DER", b.pki.pem("officer")], input=b"x",
                              capture_output=True, check=True).stdout
    pdf.sign(value)
    return pdf
