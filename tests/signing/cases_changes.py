"""Traps 16-18, 21-24 and 27-29: what was changed after signing, and whether that is permitted at all."""

from cms_builder import How
from pdf_builder import Field, field_look, fill_field, page_text, plain, stream_body, text_field
from registry import case


def later(name, change, base=None, **write):
    """A good signed document, and one revision more in which `change(b, pdf)` staged something."""
    def make(b):
        pdf = base(b) if base else b.lasting()
        change(b, pdf)
        return pdf.write(**write)
    case(name + ".pdf")(make)


def certified(p, pdf=None):
    return lambda b: b.lasting(field=Field(docmdp=p), pdf=pdf() if pdf else None)


# ---- stores and document time-stamps (16) --------------------------------------------------------

for p in (1, 2, 3):
    case(f"p{p}-store-added.pdf")(lambda b, p=p: b.lasting(field=Field(docmdp=p)))


@case("p1-document-timestamp-added.pdf")
def _(b):
    return b.document_timestamp(b.lasting(field=Field(docmdp=1), crls=("duty_root", "duty_ca", "tsa_root")))


@case("store-renewed.pdf")
def _(b):
    """A second store revision that keeps what the first one held."""
    pdf = b.lasting()
    old = pdf.objects[pdf.dss]
    more = pdf.stream(b.pki.crl("tsa_root"))
    pdf.set(pdf.dss, old.replace(b"/CRLs [", b"/CRLs [%d 0 R " % more))
    return pdf.write()


@case("store-entry-replaced.pdf")
def _(b):
    """The VRI of a signature is replaced by another later."""
    pdf = b.lasting(vri="00112233445566778899AABBCCDDEEFF00112233")
    one = pdf.stream(b.pki.crl("public_ca"))
    pdf.set(pdf.dss, f"<< /Type /DSS /Certs [] /CRLs [{one} 0 R] /VRI << /00112233445566778899AABBCCDDEEFF00112233 << /CRL [{one} 0 R] >> >> >>")
    return pdf.write()


# ---- form filling (17, 21) --------------------------------------------------------------------------

def fill(b, pdf):
    fill_field(pdf, pdf.ho_ten, pdf.ho_ten_look, "Nguyen Van A")


later("fill-uncertified", fill)
later("fill-p1", fill, certified(1))
later("fill-p2", fill, certified(2))
later("fill-p3", fill, certified(3))
later("fill-appearance-only", lambda b, pdf: pdf.set(pdf.ho_ten_look, stream_body(field_look("9.000.000.000"), "/Type /XObject /Subtype /Form "
      "/BBox [0 0 200 20] /Resources << /Font << /F1 5 0 R >> >>")), certified(2))
later("fill-value-only", lambda b, pdf: pdf.edit(pdf.ho_ten, "/V ()", "/V (khac)"), certified(2))
later("fill-moves-field", lambda b, pdf: (fill(b, pdf), pdf.edit(pdf.ho_ten, "[70 500 270 520]", "[70 600 370 760]")), certified(2))
later("fill-renames-field", lambda b, pdf: pdf.edit(pdf.ho_ten, "(ho_ten)", "(ten_khac)"), certified(2))
later("field-added", lambda b, pdf: (lambda n: (pdf.append_to(pdf.form, "Fields", f"{n} 0 R"), pdf.append_to(pdf.page, "Annots", f"{n} 0 R")))(
      text_field(pdf, "moi", "[70 400 270 420]", "xin chao")[0]), certified(2))
later("field-removed", lambda b, pdf: (pdf.edit(pdf.form, "[8 0 R", "[") if b"[8 0 R" in pdf.objects[pdf.form] else
      pdf.edit(pdf.form, f"{pdf.ho_ten} 0 R", "")), certified(2))
later("field-script-added", lambda b, pdf: pdf.insert(pdf.ho_ten, "/AA << /K << /S /JavaScript /JS (app.alert\\(1\\)) >> >>"), certified(2))
later("field-default-changed", lambda b, pdf: pdf.insert(pdf.ho_ten, "/DV (mac dinh khac)"), certified(1))
later("form-defaults-changed", lambda b, pdf: pdf.edit(pdf.form, "/DA (/F1 10 Tf 0 g)", "/DA (/F1 0 Tf 1 g)"), certified(1))


# ---- annotations (18) --------------------------------------------------------------------------------

def annotate(rect, look=False):
    def change(b, pdf):
        appearance = ""
        if look:
            stream = pdf.stream("1 1 1 rg 0 0 400 60 re f 0 g BT /F1 14 Tf 5 5 Td (SO TIEN KHAC) Tj ET", "/Type /XObject /Subtype /Form "
                                "/BBox [0 0 400 60] /Resources << /Font << /F1 5 0 R >> >>")
            appearance = f"/AP << /N {stream} 0 R >>"
        kind = "/FreeText /DA (/F1 10 Tf)" if look else "/Text /Name /Note"
        note = pdf.add(f"<< /Type /Annot /Subtype {kind} /Rect {rect} /Contents (ghi chu) /F 4 {appearance} >>")
        pdf.append_to(pdf.page, "Annots", f"{note} 0 R")
    return change


MARGIN, TEXT = "[560 20 580 40]", "[60 740 460 800]"
for p in (1, 2, 3):
    later(f"annotation-p{p}", annotate(MARGIN), certified(p))
later("annotation-uncertified", annotate(MARGIN))
later("annotation-covers-text-p3", annotate(TEXT, look=True), certified(3))
later("annotation-removed-p2", lambda b, pdf: pdf.edit(pdf.page, f"/Annots [{pdf.ho_ten} 0 R", "/Annots ["), certified(2))


def with_note():
    pdf = plain(write=False)
    pdf.note = pdf.add("<< /Type /Annot /Subtype /Text /Rect [560 20 580 40] /Contents (ghi chu) /F 4 >>")
    pdf.append_to(pdf.page, "Annots", f"{pdf.note} 0 R")
    return pdf.write()


later("annotation-changed-p2", lambda b, pdf: pdf.edit(pdf.note, "(ghi chu)", "(khac han)"), certified(2, with_note))
later("annotation-changed-p3", lambda b, pdf: pdf.edit(pdf.note, "(ghi chu)", "(khac han)"), certified(3, with_note))
later("annotation-deleted-p3", lambda b, pdf: pdf.edit(pdf.page, f"{pdf.note} 0 R", ""), certified(3, with_note))


# ---- appearance streams shared with other things (22) -------------------------------------------------

def with_shared_look():
    pdf = plain(write=False)
    pdf.edit(3, "/Resources <<", f"/Resources << /XObject << /X1 {pdf.ho_ten_look} 0 R >>")
    pdf.set(4, stream_body(page_text(["QUYET DINH"]) + "\nq 1 0 0 1 70 300 cm /X1 Do Q"))
    return pdf.write()


later("appearance-shared-with-page", fill, certified(2, with_shared_look))


def with_twin_fields():
    """Two fields show one appearance stream."""
    pdf = plain(write=False)
    pdf.edit(pdf.ghi_chu, f"/N {pdf.ghi_chu_look} 0 R", f"/N {pdf.ho_ten_look} 0 R")
    return pdf.write()


later("appearance-shared-with-field", fill, lambda b: b.lasting(field=Field(fieldmdp="/Action /Include /Fields [(ghi_chu)]"), pdf=with_twin_fields()))


def with_content_as_look():
    """The page's own content stream stands as a field's appearance."""
    pdf = plain(write=False)
    pdf.edit(pdf.ho_ten, f"/N {pdf.ho_ten_look} 0 R", "/N 4 0 R")
    return pdf.write()


later("appearance-is-page-content", lambda b, pdf: (pdf.edit(pdf.ho_ten, "/V ()", "/V (x)"), pdf.set(4, stream_body(page_text(["KHAC"])))),
      certified(2, with_content_as_look))


# ---- everything nobody permits (23) --------------------------------------------------------------------

OTHER_TEXT = stream_body(page_text(["CONG HOA", "QUYET DINH KHAC", "So tien: 9.000.000.000 dong"]))


def rich():
    """A page with what an attacker may want to change: image, layers, outline, structure, names."""
    pdf = plain(write=False)
    pdf.image = pdf.stream(bytes(range(256)) * 3, "/Type /XObject /Subtype /Image /Width 16 /Height 16 /BitsPerComponent 8 /ColorSpace /DeviceRGB")
    pdf.layer = pdf.add("<< /Type /OCG /Name (Lop) >>")
    pdf.outline, pdf.item = pdf.add("null"), pdf.add("null")
    pdf.set(pdf.outline, f"<< /Type /Outlines /First {pdf.item} 0 R /Last {pdf.item} 0 R /Count 1 >>")
    pdf.set(pdf.item, f"<< /Title (Muc mot) /Parent {pdf.outline} 0 R /Dest [3 0 R /Fit] >>")
    pdf.structure, pdf.part = pdf.add("null"), pdf.add("null")
    pdf.set(pdf.structure, f"<< /Type /StructTreeRoot /K {pdf.part} 0 R >>")
    pdf.set(pdf.part, f"<< /Type /StructElem /S /P /P {pdf.structure} 0 R /Alt (van ban goc) >>")
    pdf.to_unicode = pdf.stream("/CIDInit /ProcSet findresource begin", "")
    pdf.insert(5, f"/ToUnicode {pdf.to_unicode} 0 R")
    pdf.edit(3, "/Resources <<", f"/Resources << /XObject << /Im1 {pdf.image} 0 R >> /Properties << /L1 {pdf.layer} 0 R >>")
    pdf.set(4, stream_body(page_text(["QUYET DINH"]) + "\nq 50 0 0 50 70 200 cm /Im1 Do Q /OC /L1 BDC BT /F1 14 Tf 70 150 Td (an) Tj ET EMC"))
    pdf.insert(1, f"/Outlines {pdf.outline} 0 R /StructTreeRoot {pdf.structure} 0 R /MarkInfo << /Marked true >> "
                  f"/OCProperties << /OCGs [{pdf.layer} 0 R] /D << /ON [{pdf.layer} 0 R] /OFF [] >> >>")
    pdf.second = pdf.add("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << >> >>")
    pdf.edit(2, "[3 0 R] /Count 1", f"[3 0 R {pdf.second} 0 R] /Count 2")
    return pdf.write()


case("good-rich.pdf")(lambda b: b.lasting(pdf=rich()))


def forbidden(name, change, p=None):
    later("change-" + name, change, lambda b: b.lasting(pdf=rich(), field=Field(docmdp=p)))


forbidden("content", lambda b, pdf: pdf.set(4, OTHER_TEXT))
forbidden("content-p3", lambda b, pdf: pdf.set(4, OTHER_TEXT), 3)
forbidden("content-appended", lambda b, pdf: pdf.edit(3, "/Contents 4 0 R", f"/Contents [4 0 R {pdf.stream(page_text(['THEM DONG']))} 0 R]"))
forbidden("font", lambda b, pdf: pdf.edit(5, "/Helvetica", "/Symbol"))
forbidden("font-encoding", lambda b, pdf: pdf.insert(5, "/Encoding << /Type /Encoding /Differences [49 /nine] >>"))
forbidden("to-unicode", lambda b, pdf: pdf.set(pdf.to_unicode, stream_body("khac")))
forbidden("image", lambda b, pdf: pdf.set(pdf.image, stream_body(bytes(768), "/Type /XObject /Subtype /Image /Width 16 /Height 16 "
          "/BitsPerComponent 8 /ColorSpace /DeviceRGB")))
forbidden("resources", lambda b, pdf: pdf.edit(3, "/F1 5 0 R", f"/F1 {pdf.add('<< /Type /Font /Subtype /Type1 /BaseFont /Symbol >>')} 0 R"))
forbidden("page-added", lambda b, pdf: pdf.edit(2, "] /Count 2", f" {pdf.add('<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>')} 0 R] /Count 3"))
forbidden("page-removed", lambda b, pdf: pdf.edit(2, f"{pdf.second} 0 R] /Count 2", "] /Count 1"))
forbidden("page-order", lambda b, pdf: pdf.edit(2, f"[3 0 R {pdf.second} 0 R]", f"[{pdf.second} 0 R 3 0 R]"))
forbidden("page-box", lambda b, pdf: pdf.edit(3, "[0 0 595 842]", "[0 400 595 842]"))
forbidden("page-crop", lambda b, pdf: pdf.insert(3, "/CropBox [0 400 595 842]"))
forbidden("page-rotate", lambda b, pdf: pdf.insert(3, "/Rotate 180"))
forbidden("page-replaced", lambda b, pdf: pdf.edit(2, "[3 0 R", "[" + str(pdf.add("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents "
          f"{pdf.stream(page_text(['KHAC']))} 0 R /Resources << /Font << /F1 5 0 R >> >> >>")) + " 0 R"))
forbidden("layer-off", lambda b, pdf: pdf.edit(1, f"/ON [{pdf.layer} 0 R] /OFF []", f"/ON [] /OFF [{pdf.layer} 0 R]"))
forbidden("open-action", lambda b, pdf: pdf.insert(1, "/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>"))
forbidden("page-action", lambda b, pdf: pdf.insert(3, "/AA << /O << /S /URI /URI (http://test.invalid) >> >>"))
forbidden("javascript-names", lambda b, pdf: pdf.insert(1, "/Names << /JavaScript << /Names [(a) << /S /JavaScript /JS (1) >>] >> >>"))
forbidden("embedded-file", lambda b, pdf: pdf.insert(1, f"/Names << /EmbeddedFiles << /Names [(a.txt) << /Type /Filespec /F (a.txt) /EF << /F "
          f"{pdf.stream('khac', '/Type /EmbeddedFile')} 0 R >> >>] >> >>"))
forbidden("outline", lambda b, pdf: pdf.edit(pdf.item, "(Muc mot)", "(Muc khac)"))
forbidden("structure", lambda b, pdf: pdf.edit(pdf.part, "(van ban goc)", "(van ban khac)"))
forbidden("catalogue-language", lambda b, pdf: pdf.insert(1, "/Lang (en-US)"))
forbidden("page-labels", lambda b, pdf: pdf.insert(1, "/PageLabels << /Nums [0 << /S /r >>] >>"))
forbidden("viewer-preferences", lambda b, pdf: pdf.insert(1, "/ViewerPreferences << /HideToolbar true >>"))
forbidden("catalogue-replaced", lambda b, pdf: setattr(pdf, "catalog", pdf.add(pdf.objects[1].replace(b"3 0 R", b"3 0 R"))) or
          pdf.set(4, OTHER_TEXT))
forbidden("unknown-entry", lambda b, pdf: pdf.insert(1, "/KhongAiBiet << /A 1 >>"))
forbidden("xfa", lambda b, pdf: pdf.insert(pdf.form, f"/XFA {pdf.stream('<xdp/>')} 0 R"), 2)
forbidden("need-appearances", lambda b, pdf: pdf.insert(pdf.form, "/NeedAppearances true"), 1)
forbidden("signature-flags", lambda b, pdf: pdf.edit(pdf.form, "/SigFlags 3", "/SigFlags 0"), 1)
forbidden("page-inherits", lambda b, pdf: pdf.insert(2, "/Rotate 90"))
forbidden("signature-appearance", lambda b, pdf: pdf.edit(pdf.field, "/Rect [0 0 0 0]", "/Rect [50 50 550 800]"))


# ---- harmless things (24) ------------------------------------------------------------------------------

later("harmless-info", lambda b, pdf: pdf.edit(6, "20260301090000", "20260302100000"))
later("harmless-xmp", lambda b, pdf: pdf.insert(1, f"/Metadata {pdf.stream('<x:xmpmeta/>', '/Type /Metadata /Subtype /XML')} 0 R"))
later("harmless-same-again", lambda b, pdf: [pdf.set(n, pdf.objects[n]) for n in (3, 4, 5, 7)])
later("harmless-reserialised", lambda b, pdf: pdf.set(5, "<</BaseFont/Helvetica/Subtype/Type1/Type/Font>>"))
later("harmless-unused-object", lambda b, pdf: pdf.add("<< /KhongAi (dung den) >>"))
later("harmless-extensions", lambda b, pdf: pdf.insert(1, "/Extensions << /ESIC << /BaseVersion /1.7 /ExtensionLevel 5 >> >>"))
later("harmless-version", lambda b, pdf: pdf.insert(1, "/Version /2.0"))
later("harmless-vendor-mark", lambda b, pdf: setattr(pdf, "trailer", pdf.trailer + " /ITXT (sohoa)"))


@case("harmless-freed.pdf")
def _(b):
    """An object nobody uses is freed, its number used again for another nobody uses."""
    pdf = plain(write=False)
    spare = pdf.add("(thua)")
    pdf.write()
    b.lasting(pdf=pdf)
    pdf.free(spare)
    pdf.write()
    pdf.set(spare, "(dung lai)")
    return pdf.write()


@case("freed-and-used.pdf")
def _(b):
    """The font is freed: the page shows nothing in it any more."""
    pdf = b.lasting()
    pdf.free(5)
    return pdf.write()


@case("harmless-object-stream.pdf")
def _(b):
    """The update packs unchanged objects into an object stream."""
    pdf = b.lasting(pdf=plain("stream"))
    for number in (5, 7):
        pdf.set(number, pdf.objects[number])
    return pdf.write(in_stream=[5, 7])


later("content-in-object-stream", lambda b, pdf: pdf.edit(5, "/Helvetica", "/Symbol"), lambda b: b.lasting(pdf=plain("stream")), in_stream=[5])


# ---- one step at a time (27), before the first signature (28), XFA (29) ---------------------------------


@case("undone-change.pdf")
def _(b):
    """The content is changed and, a revision later, changed back."""
    pdf = b.lasting()
    good = pdf.objects[4]
    pdf.set(4, OTHER_TEXT)
    pdf.write()
    pdf.set(4, good)
    return pdf.write()


@case("undone-change-signed-between.pdf")
def _(b):
    """Another signer signs the changed state; then it is changed back."""
    pdf = b.lasting()
    good = pdf.objects[4]
    pdf.set(4, OTHER_TEXT)
    pdf.write()
    pdf.sign(b.value(How(signer="agency")))
    pdf.set(4, good)
    return pdf.write()


def prepared(name, change):
    def make(b):
        pdf = plain(write=False)
        change(pdf)
        return b.lasting(pdf=pdf.write())
    case(f"prepared-{name}.pdf")(make)


def hidden_layer(pdf):
    layer = pdf.add("<< /Type /OCG /Name (An) >>")
    pdf.insert(1, f"/OCProperties << /OCGs [{layer} 0 R] /D << /OFF [{layer} 0 R] >> >>")
    pdf.edit(3, "/Resources <<", f"/Resources << /Properties << /L1 {layer} 0 R >>")
    pdf.set(4, stream_body(page_text(["QUYET DINH"]) + "\n/OC /L1 BDC BT /F1 14 Tf 70 300 Td (an) Tj ET EMC"))


prepared("hidden-layer", hidden_layer)
prepared("javascript", lambda pdf: pdf.insert(1, "/OpenAction << /S /JavaScript /JS (this.x=1) >>"))
prepared("embedded-file", lambda pdf: pdf.insert(1, f"/Names << /EmbeddedFiles << /Names [(a.txt) << /Type /Filespec /F (a.txt) /EF << /F "
         f"{pdf.stream('kem theo', '/Type /EmbeddedFile')} 0 R >> >>] >> >>"))
prepared("unused-page", lambda pdf: pdf.add("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>"))
prepared("xfa", lambda pdf: pdf.insert(pdf.form, f"/XFA {pdf.stream('<xdp/>')} 0 R"))


def with_xfa():
    pdf = plain(write=False)
    pdf.xfa = pdf.stream("<xdp>mot</xdp>")
    pdf.insert(pdf.form, f"/XFA {pdf.xfa} 0 R")
    return pdf.write()


later("xfa-changed-alone", lambda b, pdf: pdf.set(pdf.xfa, stream_body("<xdp>hai</xdp>")), certified(2, with_xfa))


@case("field-filled-then-emptied.pdf")
def _(b):
    pdf = b.lasting(field=Field(docmdp=1))
    before = pdf.objects[pdf.ho_ten], pdf.objects[pdf.ho_ten_look]
    fill(b, pdf)
    pdf.write()
    pdf.set(pdf.ho_ten, before[0])
    pdf.set(pdf.ho_ten_look, before[1])
    return pdf.write()
