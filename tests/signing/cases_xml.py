"""Traps 53-58: XML signatures, containers, and CMS that stands by itself."""

import subprocess


from cms_builder import How, Stamp
from registry import CASES, case
from xml_builder import (CONTENT, DS, ENVELOPED, EXCLUSIVE, INCLUSIVE, MIME, Reference, XmlBuilder, XmlHow, asic_manifest, b64, detached,
                         enveloped, enveloping, open_document_manifest, xades_signatures, zipped)

XML_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def xml(name, make):
    case(name + ".xml")(lambda b: (XML_HEAD + make(XmlBuilder(b))).encode())


# ---- good ones -------------------------------------------------------------------------------------
xml("xml-enveloped", lambda x: enveloped(x))
xml("xml-enveloping", lambda x: enveloping(x))
xml("xml-plain-dsig", lambda x: enveloped(x, XmlHow(is_xades=False)))
xml("xml-ec", lambda x: enveloped(x, XmlHow(signer="clerk")))
xml("xml-ec384", lambda x: enveloped(x, XmlHow(signer="ec384", digest="sha384")))
xml("xml-pss", lambda x: enveloped(x, XmlHow(pss=True)))
xml("xml-sha512", lambda x: enveloped(x, XmlHow(digest="sha512")))
xml("xml-inclusive", lambda x: enveloped(x, XmlHow(canonical=INCLUSIVE)))
xml("xml-by-id", lambda x: by_id(x))
xml("xml-stamped", lambda x: enveloped(x, XmlHow(timestamp=Stamp(), crls=("duty_root", "duty_ca", "tsa_root"))))
xml("xml-ocsp", lambda x: enveloped(x, XmlHow(crls=("duty_root",), ocsps=("ocsp_delegated",))))
xml("xml-public-regime", lambda x: enveloped(x, XmlHow(signer="citizen", certificates=("public_ca",), crls=("public_root", "public_ca"))))


PART = '<noidung Id="ND"><so>15</so>Cấp giấy phép xây dựng</noidung>'


def by_id(x, how=None, around="<vanban>{part}<chuky>{signature}</chuky></vanban>"):
    """One element signed by its Id, the signature beside it: the form of Vietnamese invoices."""
    return around.format(part=PART, signature=x.signature([Reference("#ND", PART.encode(), (EXCLUSIVE,))], how or XmlHow()))


xml("xml-partly-signed", lambda x: by_id(x, around="<vanban><so>15/QĐ-UBND</so>{part}{signature}</vanban>"))


@case("xml-two-signatures.xml")
def _(b):
    x = XmlBuilder(b)
    signatures = "".join(x.signature([Reference("#ND", PART.encode(), (EXCLUSIVE,))], XmlHow(id=f"S{i}", signer=signer))
                         for i, signer in enumerate(("officer", "agency")))
    return f"{XML_HEAD}<vanban>{PART}<chuky>{signatures}</chuky></vanban>".encode()


CASES["xml-detached.txt"] = lambda b: {"xml-detached.txt": TEXT, "xml-detached.txt.xml": detached(XmlBuilder(b), {"xml-detached.txt": TEXT}).encode()}
CASES["xml-detached-changed.txt"] = lambda b: {"xml-detached-changed.txt": TEXT + b"!", "xml-detached-changed.txt.xml": detached(
    XmlBuilder(b), {"xml-detached-changed.txt": TEXT}).encode()}
case("xml-detached-alone.xml")(lambda b: detached(XmlBuilder(b), {"o-dau-do.txt": TEXT}).encode())
TEXT = "Nội dung của một văn bản\n".encode()

# ---- broken ones ----------------------------------------------------------------------------------------
xml("xml-content-changed", lambda x: enveloped(x).replace("15/QĐ-UBND", "16/QĐ-UBND"))
xml("xml-value-flipped", lambda x: enveloped(x, XmlHow(flip_value=True)))
xml("xml-signed-info-changed", lambda x: enveloped(x, XmlHow(change_signed_info=("<ds:CanonicalizationMethod", '<ds:CanonicalizationMethod Id="x"'))))
xml("xml-signing-time-changed", lambda x: enveloped(x).replace("2026-03-01T03:00:00Z", "2025-03-01T03:00:00Z"))
xml("xml-other-certificate-named", lambda x: enveloped(x, XmlHow(ess_of="clerk")))
xml("xml-no-certificate", lambda x: enveloped(x, XmlHow(ship=False, certificates=())))
xml("xml-sha1", lambda x: enveloped(x, XmlHow(digest="sha1")))
xml("xml-hmac", lambda x: enveloped(x, XmlHow(method=DS + "hmac-sha1")))
xml("xml-method-unknown", lambda x: enveloped(x, XmlHow(method="urn:khong-co")))
xml("xml-expired", lambda x: enveloped(x, XmlHow(signer="expired", claimed="2020-06-15T00:00:00Z")))
xml("xml-revoked", lambda x: enveloped(x, XmlHow(signer="revoked")))
xml("xml-impostor", lambda x: enveloped(x, XmlHow(signer="impostor", certificates=("impostor_ca",), crls=("impostor_root", "impostor_ca"))))
xml("xml-no-revocation", lambda x: enveloped(x, XmlHow(crls=())))

# ---- dangerous ones (53) ------------------------------------------------------------------------------------
case("xml-doctype.xml")(lambda b: ('<!DOCTYPE vanban [<!ATTLIST noidung Id ID #IMPLIED>]>' + enveloped(XmlBuilder(b))).encode())
case("xml-entity.xml")(lambda b: ('<!DOCTYPE vanban [<!ENTITY a SYSTEM "file:///etc/hostname">]>' + enveloped(
    XmlBuilder(b)).replace("</so>", "&a;</so>")).encode())
case("xml-entities-many.xml")(lambda b: ("<!DOCTYPE vanban [<!ENTITY a0 'ha'>" + "".join(
    f"<!ENTITY a{i} '{f'&a{i - 1};' * 10}'>" for i in range(1, 12)) + "]>" + enveloped(XmlBuilder(b)).replace("</so>", "&a11;</so>")).encode())
xml("xml-xinclude", lambda x: enveloped(x, content='<vanban><so>1</so>'
    '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/hostname" parse="text"></xi:include></vanban>'))


def referring(name, uri, octets=b"", transforms=(), extra=""):
    """A signature whose one reference is odd."""
    def make(x):
        signature = x.signature([Reference(uri, octets, transforms, extra=extra)], XmlHow())
        return CONTENT.replace("</vanban>", signature + "</vanban>")
    xml(name, make)


referring("xml-remote", "http://test.invalid/a.xml", b"x")
referring("xml-file-reference", "file:///etc/hostname", b"x")
referring("xml-reference-not-found", "#KhongCo", b"x", (EXCLUSIVE,))
referring("xml-xslt", "", CONTENT.encode(), (ENVELOPED, "http://www.w3.org/TR/1999/REC-xslt-19991116"),
          '<xsl:stylesheet xmlns:xsl="http://www.w3.org/1999/XSL/Transform" version="1.0"></xsl:stylesheet>')
referring("xml-xpath", "", CONTENT.encode(), ("http://www.w3.org/TR/1999/REC-xpath-19991116",),
          "<ds:XPath>not(ancestor-or-self::ds:Signature) and count(//. | //@* | //namespace::*) &gt; 0</ds:XPath>")
referring("xml-xpointer", "#xpointer(//noidung)", b"x")
referring("xml-transform-unknown", "", CONTENT.encode(), (ENVELOPED, "urn:khong-co"))
referring("xml-transforms-many", "", CONTENT.encode(), (ENVELOPED, *(EXCLUSIVE,) * 500))


@case("xml-references-many.xml")
def _(b):
    x = XmlBuilder(b)
    signature = x.signature([Reference("#ND", PART.encode(), (EXCLUSIVE,))] * 5000, XmlHow())
    return f"{XML_HEAD}<vanban>{PART}{signature}</vanban>".encode()


xml("xml-no-reference", lambda x: CONTENT.replace("</vanban>", x.signature([], XmlHow(is_xades=False)) + "</vanban>"))
case("xml-deep.xml")(lambda b: enveloped(XmlBuilder(b)).replace("</so>", "<a>" * 60000 + "</a>" * 60000 + "</so>").encode())
case("xml-truncated.xml")(lambda b: enveloped(XmlBuilder(b)).encode()[:1500])
case("xml-unsigned.xml")(lambda b: CONTENT.encode())
case("xml-attributes-many.xml")(lambda b: enveloped(XmlBuilder(b)).replace("<so>", "<so " + " ".join(f'a{i}="{i}"' for i in range(20000)) + ">").encode())


# ---- what was signed, what is shown (54, 55) --------------------------------------------------------------------
@case("xml-wrapped.xml")
def _(b):
    """The signed element was moved aside; another stands in its place with another Id."""
    good = by_id(XmlBuilder(b))
    return good.replace(PART, '<noidung Id="KHAC">Cấp giấy phép khai thác</noidung>').replace("</vanban>", f"<cu>{PART}</cu></vanban>").encode()


@case("xml-same-id-twice.xml")
def _(b):
    good = by_id(XmlBuilder(b))
    return good.replace("<vanban>", '<vanban><noidung Id="ND">Cấp giấy phép khai thác</noidung>').encode()


@case("xml-second-signed-properties.xml")
def _(b):
    x = XmlBuilder(b)
    other = x.signed_properties(XmlHow(claimed="2020-01-01T00:00:00Z", id="S9"))
    return enveloped(x, XmlHow(second_properties=other)).encode()


xml("xml-properties-not-referenced", lambda x: enveloped(x, XmlHow(reference_properties=False)))
xml("xml-wrapped-in-object", lambda x: "<khac><noidung>Khác hẳn</noidung>" + by_id(x) + "</khac>")


# ---- containers (56, 57) ---------------------------------------------------------------------------------------
FILES = {"quyet-dinh.txt": "Quyết định cấp phép\n".encode(), "phu-luc.txt": "Phụ lục kèm theo\n".encode()}


def asic_e(b, files=None, signed=None, how=None, mime=MIME["e"], more=(), **zip_options):
    files = FILES if files is None else files
    signature = xades_signatures(detached(XmlBuilder(b), FILES if signed is None else signed, how))
    rows = [*files.items(), ("META-INF/manifest.xml", open_document_manifest(files, MIME["e"])), ("META-INF/signatures0.xml", signature), *more]
    return zipped(rows, mimetype=mime, **zip_options)


def asic_e_cades(b, files=None, manifest=None, changed_manifest=None, how=None, **zip_options):
    files = FILES if files is None else files
    manifest = asic_manifest(FILES) if manifest is None else manifest
    cms = b.cms.signed_data(manifest, how or How(crls=tuple(b.crls("duty_root", "duty_ca"))))
    rows = [*files.items(), ("META-INF/ASiCManifest001.xml", changed_manifest or manifest), ("META-INF/signature001.p7s", cms)]
    return zipped(rows, mimetype=MIME["e"], **zip_options)


def asic_s(b, name="quyet-dinh.txt", more=(), data=None, signed=None, **zip_options):
    cms = b.cms.signed_data(signed or FILES[name], How(crls=tuple(b.crls("duty_root", "duty_ca"))))
    return zipped([(name, data or FILES[name]), ("META-INF/signature.p7s", cms), *more], mimetype=MIME["s"], **zip_options)


ONE = {"quyet-dinh.txt": FILES["quyet-dinh.txt"]}
OTHER = dict(FILES, **{"phu-luc.txt": "Phụ lục đã bị sửa\n".encode()})
case("asic-e-xades.asice")(lambda b: asic_e(b))
case("asic-e-cades.asice")(lambda b: asic_e_cades(b))
case("asic-s-cades.asics")(lambda b: asic_s(b))
case("asic-s-xades.asics")(lambda b: zipped([*ONE.items(), ("META-INF/signatures.xml", xades_signatures(detached(XmlBuilder(b), ONE)))], mimetype=MIME["s"]))
case("asic-s-time-stamp.asics")(lambda b: zipped([*ONE.items(), ("META-INF/timestamp.tst", b.cms.token(ONE["quyet-dinh.txt"], Stamp()))], mimetype=MIME["s"]))
case("asic-e-two-signatures.asice")(lambda b: asic_e(b, more=[("META-INF/signatures1.xml", xades_signatures(detached(XmlBuilder(b), FILES, XmlHow(
    signer="agency"))))]))
case("asic-e-data-changed.asice")(lambda b: asic_e(b, OTHER))
case("asic-e-file-missing.asice")(lambda b: asic_e(b, ONE))
case("asic-e-file-unsigned.asice")(lambda b: asic_e(b, signed=ONE))
case("asic-e-second-signs-less.asice")(lambda b: asic_e(b, more=[("META-INF/signatures1.xml", xades_signatures(detached(XmlBuilder(b), ONE, XmlHow(
    signer="agency"))))]))
case("asic-e-entry-twice.asice")(lambda b: asic_e(b, more=[("quyet-dinh.txt", b"noi dung khac")]))
case("asic-e-cades-data-changed.asice")(lambda b: asic_e_cades(b, OTHER))
case("asic-e-cades-manifest-changed.asice")(lambda b: asic_e_cades(b, OTHER, changed_manifest=asic_manifest(OTHER)))
case("asic-e-cades-file-missing.asice")(lambda b: asic_e_cades(b, ONE))
case("asic-e-cades-file-unsigned.asice")(lambda b: asic_e_cades(b, manifest=asic_manifest(ONE)))
case("asic-s-data-changed.asics")(lambda b: asic_s(b, data=b"khac"))
case("asic-s-two-files.asics")(lambda b: asic_s(b, more=[("phu-luc.txt", FILES["phu-luc.txt"])]))
case("asic-mimetype-last.asice")(lambda b: asic_e(b, mimetype_first=False))
case("asic-mimetype-compressed.asice")(lambda b: asic_e(b, mimetype_stored=False))
case("asic-mimetype-misspelt.asice")(lambda b: asic_e(b, mime="application/vnd.etsi.asic-e+zpi"))
case("asic-mimetype-missing.asice")(lambda b: asic_e(b, mime=None))
case("asic-no-signature.asice")(lambda b: zipped(FILES.items(), mimetype=MIME["e"]))
case("asic-signature-garbage.asice")(lambda b: zipped([*FILES.items(), ("META-INF/signatures0.xml", b"<khong phai XML")], mimetype=MIME["e"]))
case("asic-bomb.asice")(lambda b: asic_e(b, dict(FILES, **{"bom.bin": bytes(300 << 20)})))
case("asic-nested.asice")(lambda b: asic_e(b, dict(FILES, **{"trong.asice": asic_e(b)}), signed=dict(FILES, **{"trong.asice": asic_e(b)})))
case("asic-entries-many.asice")(lambda b: asic_e(b, more=[(f"x{i}.txt", b"") for i in range(6000)]))
case("asic-path.asice")(lambda b: asic_e(b, dict(FILES, **{"../../ngoai.txt": b"x"})))
case("asic-truncated.asice")(lambda b: asic_e(b)[:-200])


@case("asic-headers-disagree.asice")
def _(b):
    """The local header says another name than the central directory."""
    return asic_e(b).replace(b"quyet-dinh.txt", b"khongdinh.txt!", 1)


# ---- CMS by itself (58) -----------------------------------------------------------------------------------------
LASTING = ("duty_root", "duty_ca")


def beside(name, how=None, content=TEXT, signed=TEXT, form=lambda value: value):
    """A content and its detached signature."""
    def make(b):
        chosen = how() if how else How()
        chosen.crls = chosen.crls or tuple(b.crls(*LASTING, "tsa_root"))
        return {name: content, name + ".p7s": form(b.cms.signed_data(signed, chosen))}
    CASES[name] = make


def pem(value):
    rows = b64(value)
    return ("-----BEGIN PKCS7-----\n" + "\n".join(rows[i:i + 64] for i in range(0, len(rows), 64)) + "\n-----END PKCS7-----\n").encode()


beside("detached.txt")
beside("detached-changed.txt", content=TEXT + b"them")
beside("detached-pem.txt", form=pem)
beside("detached-ber.txt", lambda: How(indefinite=True))
beside("detached-stamped.txt", lambda: How(timestamp=Stamp()))
beside("detached-ed25519.txt", lambda: How(signer="ed25519", digest="sha512"))
beside("detached-no-attributes.txt", lambda: How(attributes=False))
beside("detached-no-attributes-ed25519.txt", lambda: How(signer="ed25519", digest="sha512", attributes=False))
beside("detached-flipped.txt", lambda: How(flip_value=True))
beside("detached-truncated.txt", form=lambda value: value[:700])
beside("detached-impostor.txt", lambda: How(signer="impostor", certificates=("impostor_ca",)))
beside("detached-empty-content.txt", content=b"", signed=b"")
beside("detached-of-pdf.pdf", content=b"%PDF-1.7\nkhong ky trong tep\n%%EOF\n", signed=b"%PDF-1.7\nkhong ky trong tep\n%%EOF\n")


def alone(name, how, signed=TEXT, form=lambda value: value):
    def make(b):
        chosen = how()
        chosen.crls = tuple(b.crls(*LASTING, "tsa_root"))
        return form(b.cms.signed_data(signed, chosen))
    case(name)(make)


alone("enveloping.p7m", lambda: How(encapsulated=TEXT))
alone("enveloping-pem.p7m", lambda: How(encapsulated=TEXT), form=pem)
alone("enveloping-ber.p7m", lambda: How(encapsulated=TEXT, indefinite=True))
alone("enveloping-other-content.p7m", lambda: How(encapsulated=b"noi dung khac"))
alone("enveloping-flipped.p7m", lambda: How(encapsulated=TEXT, flip_value=True))
alone("enveloping-two-signers.p7m", lambda: How(encapsulated=TEXT, signers=2))
alone("enveloping-stamped.p7m", lambda: How(encapsulated=TEXT, timestamp=Stamp()))
alone("enveloping-revoked.p7m", lambda: How(encapsulated=TEXT, signer="revoked"))
alone("enveloping-certificate-missing.p7m", lambda: How(encapsulated=TEXT, without_signer_certificate=True, certificates=()))
alone("detached-content-not-given.p7s", lambda: How())
alone("enveloping-no-signer.p7m", lambda: How(encapsulated=TEXT, signers=0))
case("garbage.p7s")(lambda b: b"\x30\x82\x01\x00khong phai CMS")


@case("made-by-openssl.p7m")
def _(b):
    return subprocess.run(["openssl", "cms", "-sign", "-binary", "-nodetach", "-cades", "-outform", "DER", "-signer", b.pki.pem("officer"), "-inkey",
                           b.pki.key("officer"), "-certfile", b.pki.pem("duty_ca")], input=TEXT, capture_output=True, check=True).stdout
