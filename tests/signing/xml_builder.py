"""XMLDSig, XAdES and ASiC by own templates, written in canonical form, so that what is digested is the text that stands there.

Every element that a reference or the value stands over declares its own namespaces: exclusive canonical XML gives back the same text.
"""

import base64
import hashlib
import io
import zipfile
from dataclasses import dataclass

import der
from cms_builder import digest_of
from pki.openssl import sign

DS, XADES, ASIC = "http://www.w3.org/2000/09/xmldsig#", "http://uri.etsi.org/01903/v1.3.2#", "http://uri.etsi.org/02918/v1.2.1#"
EXCLUSIVE, INCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#", "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"
ENVELOPED = DS + "enveloped-signature"
DIGEST_URI = {"md5": "http://www.w3.org/2001/04/xmldsig-more#md5", "sha1": DS + "sha1", "sha256": "http://www.w3.org/2001/04/xmlenc#sha256",
              "sha384": "http://www.w3.org/2001/04/xmldsig-more#sha384", "sha512": "http://www.w3.org/2001/04/xmlenc#sha512"}
RSA_URI = {"sha1": DS + "rsa-sha1", "md5": "http://www.w3.org/2001/04/xmldsig-more#rsa-md5"}
MORE = "http://www.w3.org/2001/04/xmldsig-more#"


def b64(data):
    return base64.b64encode(data).decode()


def tag(name, attributes="", body="", ns=("ds", DS)):
    return f'<{ns[0]}:{name} xmlns:{ns[0]}="{ns[1]}"{" " + attributes if attributes else ""}>{body}</{ns[0]}:{name}>'


def xades(name, body="", attributes=""):
    return tag(name, attributes, body, ("xades", XADES))


@dataclass
class Reference:
    """What is signed: `uri`, the octets its digest stands over, and the transforms that make them."""

    uri: str
    octets: bytes
    transforms: tuple = ()
    type: str = ""
    digest: str = "sha256"
    extra: str = ""  # inside the last transform


@dataclass
class XmlHow:
    """One XML signature's choices; the defaults are a good XAdES baseline B."""

    signer: str = "officer"
    digest: str = "sha256"
    claimed: str = "2026-03-01T03:00:00Z"
    is_xades: bool = True
    certificates: tuple = ("duty_ca",)
    crls: tuple = ("duty_root", "duty_ca")
    ocsps: tuple = ()
    ess_of: str = None
    ship: bool = True                    # the certificates stand in KeyInfo
    pss: bool = False
    flip_value: bool = False
    canonical: str = EXCLUSIVE
    reference_properties: bool = True
    second_properties: str = ""          # another SignedProperties beside
    objects: str = ""                    # enveloped content: ds:Object elements
    method: str = None                   # SignatureMethod instead of the right one
    timestamp: object = None
    id: str = "S0"
    change_signed_info: tuple = None


class XmlBuilder:
    def __init__(self, bench):
        self.bench, self.pki = bench, bench.pki

    def signed_properties(self, how):
        cert = self.pki.cert(how.ess_of or how.signer)
        digest = tag("DigestMethod", f'Algorithm="{DIGEST_URI["sha256"]}"') + tag("DigestValue", "", b64(hashlib.sha256(cert.der).digest()))
        body = (xades_in("SignedSignatureProperties", xades_in("SigningTime", how.claimed) +
                xades_in("SigningCertificateV2", xades_in("Cert", xades_in("CertDigest", digest)))))
        return xades("SignedProperties", body, f'Id="{how.id}-P"')

    def reference(self, ref):
        transforms = "".join(in_ds("Transform", ref.extra if i == len(ref.transforms) - 1 else "", f'Algorithm="{t}"')
                             for i, t in enumerate(ref.transforms))
        attributes = " ".join(([f'Type="{ref.type}"'] if ref.type else []) + ([f'URI="{ref.uri}"'] if ref.uri is not None else []))
        value = b64(digest_of(ref.octets, ref.digest))
        return in_ds("Reference", (in_ds("Transforms", transforms) if transforms else "") + in_ds("DigestMethod", "", f'Algorithm="{DIGEST_URI[ref.digest]}"')
                     + in_ds("DigestValue", value), attributes)

    def method(self, how):
        kind = self.pki.key_kind(how.signer)
        if how.method:
            return how.method
        if how.pss:
            return f"http://www.w3.org/2007/05/xmldsig-more#{how.digest}-rsa-MGF1"
        return RSA_URI.get(how.digest, MORE + "rsa-" + how.digest) if kind.startswith("rsa") else MORE + "ecdsa-" + how.digest

    def signature(self, references, how):
        """ds:Signature as text."""
        properties = self.signed_properties(how) if how.is_xades else ""
        references = list(references)
        if how.is_xades and how.reference_properties:
            references.append(Reference(f"#{how.id}-P", properties.encode(), (EXCLUSIVE,), "http://uri.etsi.org/01903#SignedProperties", how.digest))
        info = tag("SignedInfo", "", in_ds("CanonicalizationMethod", "", f'Algorithm="{how.canonical}"') +
                   in_ds("SignatureMethod", "", f'Algorithm="{self.method(how)}"') + "".join(map(self.reference, references)))
        value = sign(self.pki.key(how.signer), info.encode(), how.digest, how.pss)
        if self.pki.key_kind(how.signer).startswith("ec"):
            size = {"P-256": 32, "P-384": 48}[self.pki.key_kind(how.signer)[3:]]
            value = b"".join(int.from_bytes(der.contents(part), "big").to_bytes(size, "big") for part in der.children(value))
        if how.flip_value:
            value = value[:-1] + bytes([value[-1] ^ 1])
        if how.change_signed_info:
            assert how.change_signed_info[0] in info
            info = info.replace(*how.change_signed_info)
        value_text = tag("SignatureValue", f'Id="{how.id}-V"', b64(value))
        return tag("Signature", f'Id="{how.id}"', info + value_text + self.key_info(how) + how.objects + self.properties(how, properties, value_text))

    def key_info(self, how):
        names = [how.signer, *how.certificates] if how.ship else []
        body = "".join(in_ds("X509Certificate", b64(self.pki.cert(name).der)) for name in names)
        return in_ds("KeyInfo", in_ds("X509Data", body)) if names else ""

    def properties(self, how, signed_properties, value_text):
        if not how.is_xades:
            return ""
        unsigned = ""
        if how.timestamp:
            token = self.bench.cms.token(value_text.encode(), how.timestamp)
            unsigned += xades_in("SignatureTimeStamp", tag("CanonicalizationMethod", f'Algorithm="{EXCLUSIVE}"') +
                                 xades_in("EncapsulatedTimeStamp", b64(token)))
        crls = "".join(xades_in("EncapsulatedCRLValue", b64(self.pki.crl(name))) for name in how.crls)
        ocsps = "".join(xades_in("EncapsulatedOCSPValue", b64(self.pki.ocsp(name))) for name in how.ocsps)
        if crls or ocsps:
            unsigned += xades_in("RevocationValues", (xades_in("CRLValues", crls) if crls else "") +
                                 (xades_in("OCSPValues", ocsps) if ocsps else ""))
        outer = xades_in("UnsignedProperties", xades_in("UnsignedSignatureProperties", unsigned)) if unsigned else ""
        return in_ds("Object", xades("QualifyingProperties", signed_properties + how.second_properties + outer, f'Target="#{how.id}"'))


def xades_in(name, body, attributes=""):
    """Inside an element that declares xades already."""
    return f"<xades:{name}{' ' + attributes if attributes else ''}>{body}</xades:{name}>"


def in_ds(name, body="", attributes=""):
    return f"<ds:{name}{' ' + attributes if attributes else ''}>{body}</ds:{name}>"


CONTENT = '<vanban><so>15/QĐ-UBND</so><noidung Id="ND">Cấp giấy phép xây dựng</noidung></vanban>'


def enveloped(builder, how=None, content=CONTENT, **reference):
    """The signature as the last child of the document it signs."""
    ref = Reference("", content.encode(), (ENVELOPED, EXCLUSIVE), digest=(how or XmlHow()).digest, **reference)
    signature = builder.signature([ref], how or XmlHow())
    return content.replace("</vanban>", signature + "</vanban>")


def enveloping(builder, how=None, inside="Cấp giấy phép xây dựng"):
    how = how or XmlHow()
    how.objects = tag("Object", 'Id="O"', inside)
    return builder.signature([Reference("#O", how.objects.encode(), (EXCLUSIVE,))], how)


def detached(builder, files, how=None):
    """A signature over files beside it."""
    return builder.signature([Reference(name, data) for name, data in files.items()], how or XmlHow())


# ---- containers ------------------------------------------------------------------------------------

MIME = {"e": "application/vnd.etsi.asic-e+zip", "s": "application/vnd.etsi.asic-s+zip"}


def zipped(entries, compress=zipfile.ZIP_DEFLATED, mimetype=None, mimetype_stored=True, mimetype_first=True):
    """A ZIP of (name, bytes) in this order; fixed dates."""
    out = io.BytesIO()
    rows = list(entries)
    if mimetype is not None:
        rows.insert(0 if mimetype_first else len(rows), ("mimetype", mimetype.encode()))
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in rows:
            info = zipfile.ZipInfo(name, (2026, 3, 1, 10, 0, 0))
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" and mimetype_stored else compress
            import warnings
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                archive.writestr(info, data)
    return out.getvalue()


def xades_signatures(*signatures):
    return (f'<?xml version="1.0" encoding="UTF-8"?>\n<asic:XAdESSignatures xmlns:asic="{ASIC}">' + "".join(signatures) +
            "</asic:XAdESSignatures>").encode()


def open_document_manifest(names, mime):
    rows = "".join(f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="text/plain"/>' for name in names)
    return (f'<?xml version="1.0" encoding="UTF-8"?>\n<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{mime}"/>{rows}</manifest:manifest>').encode()


def asic_manifest(files, signature="META-INF/signature001.p7s"):
    rows = "".join(f'<asic:DataObjectReference URI="{name}" MimeType="text/plain"><ds:DigestMethod xmlns:ds="{DS}" Algorithm="{DIGEST_URI["sha256"]}"/>'
                   f'<ds:DigestValue xmlns:ds="{DS}">{b64(hashlib.sha256(data).digest())}</ds:DigestValue></asic:DataObjectReference>'
                   for name, data in files.items())
    return (f'<?xml version="1.0" encoding="UTF-8"?>\n<asic:ASiCManifest xmlns:asic="{ASIC}"><asic:SigReference URI="{signature}" '
            f'MimeType="application/pkcs7-signature"/>{rows}</asic:ASiCManifest>').encode()
