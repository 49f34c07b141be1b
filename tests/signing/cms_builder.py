"""CMS signatures and time-stamp tokens of any shape, right or wrong; the value itself comes from the openssl command.

`openssl cms` makes only what is right and only now; here the time, the order and number of attributes, the names of algorithms and
the ESS certificate are the caller's choice. A few cases of the matrix are made by `openssl cms` and `openssl ts` nevertheless.
"""

import hashlib
from dataclasses import dataclass

from der import (children, context, generalized_time, integer, null, octets, oid, sequence, set_as_given, set_of,
                 utc_time)
from pki.openssl import sign

DATA, SIGNED_DATA, TST_INFO = "1.2.840.113549.1.7.1", "1.2.840.113549.1.7.2", "1.2.840.113549.1.9.16.1.4"
CONTENT_TYPE, MESSAGE_DIGEST, SIGNING_TIME = (f"1.2.840.113549.1.9.{n}" for n in (3, 4, 5))
ESS_V1, ESS_V2, TOKEN = (f"1.2.840.113549.1.9.16.2.{n}" for n in (12, 47, 14))
REVOCATION_ARCHIVAL = "1.2.840.113583.1.1.8"  # adbe-revocationInfoArchival

HASHES = {"md5": "1.2.840.113549.2.5", "sha1": "1.3.14.3.2.26", "sha256": "2.16.840.1.101.3.4.2.1", "sha384": "2.16.840.1.101.3.4.2.2",
          "sha512": "2.16.840.1.101.3.4.2.3", "sha3-256": "2.16.840.1.101.3.4.2.8", "shake256": "2.16.840.1.101.3.4.2.12"}
RSA_WITH = {"md5": "1.2.840.113549.1.1.4", "sha1": "1.2.840.113549.1.1.5", "sha256": "1.2.840.113549.1.1.11",
            "sha384": "1.2.840.113549.1.1.12", "sha512": "1.2.840.113549.1.1.13", "sha3-256": "2.16.840.1.101.3.4.3.14"}
ECDSA_WITH = {"sha1": "1.2.840.10045.4.1", "sha256": "1.2.840.10045.4.3.2", "sha384": "1.2.840.10045.4.3.3",
              "sha512": "1.2.840.10045.4.3.4", "sha3-256": "2.16.840.1.101.3.4.3.10"}
RSA, PSS, MGF1, ED25519, ED448 = "1.2.840.113549.1.1.1", "1.2.840.113549.1.1.10", "1.2.840.113549.1.1.8", "1.3.101.112", "1.3.101.113"


@dataclass
class How:
    """One signature's choices; the defaults are a good CAdES baseline B."""

    signer: str = "officer"
    digest: str = "sha256"
    claimed: str = "2026-03-01T03:00:00Z"
    content_type: str = DATA            # what the content-type attribute says
    econtent_type: str = DATA           # what the content is
    encapsulated: bytes = None          # content inside; None: detached
    attributes: bool = True             # signed attributes at all
    ess: str = "v2"                     # "v1", "v2", "none"
    ess_of: str = None                  # another certificate named in ESS
    certificates: tuple = ("duty_ca",)  # beside the signer's
    certificate_as: str = None          # another certificate shipped as the signer's
    without_signer_certificate: bool = False
    by_key_id: bool = False             # sid by subject key identifier
    unordered: bool = False             # signed attributes not in DER order
    repeated: str = None                # the attribute that stands twice
    two_values: str = None              # the attribute that has two values
    pss: bool = False
    mgf_digest: str = None              # another hash inside the PSS parameters' mask generation
    named_digest: str = None            # another hash in signatureAlgorithm
    value_over: bytes = None            # sign something else instead of the attributes
    flip_value: bool = False
    extra_signed: tuple = ()            # more attributes, DER
    unsigned: tuple = ()                # unsigned attributes, DER
    timestamp: object = None            # How of a time-stamp over the value, or a token's bytes
    signers: int = 1                    # SignerInfos, all alike
    crls: tuple = ()                    # DER, in SignedData
    empty_digests: bool = False
    key: str = None                     # sign with another's key
    indefinite: bool = False            # BER: indefinite lengths, constructed octets
    without: str = None                 # the attribute left out


def digest_of(data, name):
    if name == "shake256":
        return hashlib.shake_256(data).digest(64)
    return hashlib.new(name.replace("sha3-", "sha3_"), data).digest()


def hash_algorithm(name):
    return sequence(oid(HASHES[name])) if name.startswith("sha") and name != "sha1" else sequence(oid(HASHES[name]), null())


def pss_parameters(digest, mgf_digest):
    salt = hashlib.new(digest.replace("sha3-", "sha3_")).digest_size
    return sequence(context(0, hash_algorithm(digest)), context(1, sequence(oid(MGF1), hash_algorithm(mgf_digest or digest))),
                    context(2, integer(salt)))


def attribute(dotted, *values):
    return sequence(oid(dotted), set_of(*values))


def ess_attribute(version, cert):
    general = sequence(context(4, cert.issuer))
    serial = sequence(general, cert.serial)
    if version == "v1":
        return attribute(ESS_V1, sequence(sequence(sequence(octets(hashlib.sha1(cert.der).digest()), serial))))
    return attribute(ESS_V2, sequence(sequence(sequence(octets(hashlib.sha256(cert.der).digest()), serial))))


class CmsBuilder:
    def __init__(self, pki):
        self.pki = pki

    def signed_attributes(self, how, message_digest):
        cert = self.pki.cert(how.ess_of or how.certificate_as or how.signer)
        rows = {CONTENT_TYPE: oid(how.content_type), MESSAGE_DIGEST: octets(message_digest)}
        if how.claimed:
            rows[SIGNING_TIME] = utc_time(how.claimed)
        rows.pop(how.without, None)
        made = [attribute(name, value, *([value[:-1] + bytes([value[-1] ^ 1])] if how.two_values == name else []))
                for name, value in rows.items()]
        if how.ess != "none":
            made.append(ess_attribute(how.ess, cert))
            if how.two_values in (ESS_V1, ESS_V2):
                made[-1] = sequence(*children(made[-1])[:1], set_of(*children(children(made[-1])[1]), *children(children(
                    ess_attribute(how.ess, self.pki.cert("clerk")))[1])))
        made += how.extra_signed
        made += [a for a in made if how.repeated and children(a)[0] == oid(how.repeated)]
        return set_as_given(*sorted(made, reverse=True)) if how.unordered else set_of(*made)

    def algorithm_and_value(self, how, tbs):
        key, kind = self.pki.key(how.key or how.signer), self.pki.key_kind(how.key or how.signer)
        if kind in ("ed25519", "ed448"):
            return sequence(oid(ED25519 if kind == "ed25519" else ED448)), sign(key, tbs, None)
        if how.pss or kind.startswith("pss"):
            named = pss_parameters(how.named_digest or how.digest, how.mgf_digest)
            return sequence(oid(PSS), named), sign(key, tbs, how.digest, pss=True)
        table = RSA_WITH if kind.startswith("rsa") else ECDSA_WITH
        parameters = [null()] if kind.startswith("rsa") else []
        return sequence(oid(table[how.named_digest or how.digest]), *parameters), sign(key, tbs, how.digest)

    def signer_info(self, how, content):
        cert = self.pki.cert(how.certificate_as or how.signer)
        attributes = self.signed_attributes(how, digest_of(content, how.digest)) if how.attributes else b""
        tbs = how.value_over if how.value_over is not None else attributes or content
        algorithm, value = self.algorithm_and_value(how, tbs)
        if how.flip_value:
            value = value[:-1] + bytes([value[-1] ^ 1])
        sid = sequence(cert.issuer, cert.serial)
        if how.by_key_id:
            sid = context(0, cert.extension("2.5.29.14")[2:], constructed=False)
        unsigned = list(how.unsigned)
        if how.timestamp is not None:
            token = how.timestamp if isinstance(how.timestamp, bytes) else self.token(value, how.timestamp)
            unsigned.append(attribute(TOKEN, token))
        return sequence(integer(3 if how.by_key_id else 1), sid, hash_algorithm(how.digest),
                        context(0, *children(attributes)) if attributes else b"", algorithm, octets(value),
                        context(1, *sorted(unsigned)) if unsigned else b"")

    def certificates(self, how):
        names = [*([] if how.without_signer_certificate else [how.certificate_as or how.signer]), *how.certificates]
        return context(0, *sorted(self.pki.cert(name).der for name in names)) if names else b""

    def signed_data(self, content, how):
        """ContentInfo over `content` (what the ranges hold, or the encapsulated bytes)."""
        inside = how.encapsulated
        infos = [self.signer_info(how, content)] * how.signers
        econtent = context(0, octets(inside)) if inside is not None else b""
        body = [integer(3 if how.by_key_id or how.econtent_type != DATA else 1),
                set_of() if how.empty_digests else set_of(hash_algorithm(how.digest)),
                sequence(oid(how.econtent_type), econtent), self.certificates(how), context(1, *how.crls) if how.crls else b"", set_of(*infos)]
        if how.indefinite:
            return indefinite(body, inside)
        return sequence(oid(SIGNED_DATA), context(0, sequence(*body)))

    def token(self, stamped, stamp):
        """A TimeStampToken over `stamped` (RFC 3161)."""
        info = sequence(integer(1), oid("1.3.6.1.4.1.55555.2"), sequence(hash_algorithm(stamp.imprint), octets(
            stamp.imprint_of if stamp.imprint_of is not None else digest_of(stamped, stamp.imprint))), integer(stamp.serial),
            generalized_time(stamp.time))
        how = How(signer=stamp.authority, claimed=stamp.time, content_type=TST_INFO, econtent_type=TST_INFO, encapsulated=info,
                  certificates=stamp.certificates, ess=stamp.ess, ess_of=stamp.ess_of, flip_value=stamp.flip_value)
        return self.signed_data(info, how)


@dataclass
class Stamp:
    """One time-stamp's choices."""

    authority: str = "tsa"
    time: str = "2026-03-01T03:00:05Z"
    imprint: str = "sha256"
    imprint_of: bytes = None  # the digest of something else
    certificates: tuple = ("tsa_root",)
    serial: int = 77
    ess: str = "v2"
    ess_of: str = None
    flip_value: bool = False


def indefinite(body, inside):
    """The same SignedData in BER (X.690, 8.1.3.6): lengths left open, content in pieces."""
    def open_ended(tag, *parts):
        return bytes([tag, 0x80]) + b"".join(parts) + b"\0\0"
    if inside is not None:
        half = len(inside) // 2
        pieces = open_ended(0x24, octets(inside[:half]), octets(inside[half:]))
        body[2] = open_ended(0x30, children(body[2])[0], open_ended(0xA0, pieces))
    return open_ended(0x30, oid(SIGNED_DATA), open_ended(0xA0, open_ended(0x30, *body)))


def revocation_archival(crls=(), ocsps=()):
    """Adobe's signed attribute with the revocation data inside the CMS."""
    parts = ([context(0, sequence(*crls))] if crls else []) + ([context(1, sequence(*ocsps))] if ocsps else [])
    return attribute(REVOCATION_ARCHIVAL, sequence(*parts))
