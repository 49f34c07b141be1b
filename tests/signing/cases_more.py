"""What honest programs do that looks odd, and what attackers do that looks honest (traps 6, 10, 17, 19, 23)."""

import re

from cases_changes import certified, fill, later
from cms_builder import How
from pdf_builder import HOLE, Field, field_look, fill_field, page_text, plain, stream_body
from registry import case

FORM = "/Type /XObject /Subtype /Form /BBox [0 0 200 20] /Resources << /Font << /F1 5 0 R >> >>"

# ---- other ways to fill a form -------------------------------------------------------------------


def fill_anew(b, pdf):
    """A new appearance stream instead of an overwritten one, the value as an object of its own."""
    look, value = pdf.stream(field_look("Nguyen Van B"), FORM), pdf.add("(Nguyen Van B)")
    pdf.edit(pdf.ho_ten, "/V ()", f"/V {value} 0 R")
    pdf.edit(pdf.ho_ten, f"/N {pdf.ho_ten_look} 0 R", f"/N {look} 0 R")


later("fill-new-appearance", fill_anew, certified(2))


def with_check_box():
    pdf = plain(write=False)
    on, off = (pdf.stream(look, "/Type /XObject /Subtype /Form /BBox [0 0 20 20]") for look in ("0 0 20 20 re f", "0 0 20 20 re S"))
    pdf.box = pdf.add(f"<< /Type /Annot /Subtype /Widget /FT /Btn /T (dong_y) /V /Off /AS /Off /F 4 /Rect [70 400 90 420] /P 3 0 R "
                      f"/AP << /N << /Yes {on} 0 R /Off {off} 0 R >> >> >>")
    pdf.append_to(pdf.form, "Fields", f"{pdf.box} 0 R")
    pdf.append_to(pdf.page, "Annots", f"{pdf.box} 0 R")
    return pdf.write()


later("fill-check-box", lambda b, pdf: pdf.edit(pdf.box, "/V /Off /AS /Off", "/V /Yes /AS /Yes"), certified(2, with_check_box))
later("fill-check-box-p1", lambda b, pdf: pdf.edit(pdf.box, "/V /Off /AS /Off", "/V /Yes /AS /Yes"), certified(1, with_check_box))


def with_choice():
    pdf = plain(write=False)
    look = pdf.stream(field_look("mot"), FORM)
    pdf.choice_look = look
    pdf.choice = pdf.add(f"<< /Type /Annot /Subtype /Widget /FT /Ch /Ff 131072 /T (chon) /Opt [(mot) (hai)] /V (mot) /DA (/F1 10 Tf 0 g) /F 4 "
                         f"/Rect [70 400 270 420] /P 3 0 R /AP << /N {look} 0 R >> >>")
    pdf.append_to(pdf.form, "Fields", f"{pdf.choice} 0 R")
    pdf.append_to(pdf.page, "Annots", f"{pdf.choice} 0 R")
    return pdf.write()


later("fill-choice", lambda b, pdf: (pdf.edit(pdf.choice, "/V (mot)", "/V (hai)"), pdf.set(pdf.choice_look, stream_body(field_look("hai"), FORM))),
      certified(2, with_choice))
later("fill-choice-options-changed", lambda b, pdf: pdf.edit(pdf.choice, "[(mot) (hai)]", "[(mot) (ba)]"), certified(2, with_choice))


def with_hidden_field():
    pdf = plain(write=False)
    pdf.edit(pdf.ghi_chu, "/F 4", "/F 2")
    pdf.edit(pdf.ghi_chu, "/V ()", "/V (da ky san)")
    pdf.set(pdf.ghi_chu_look, stream_body(field_look("da ky san"), FORM))
    return pdf.write()


later("fill-shows-hidden-field", lambda b, pdf: pdf.edit(pdf.ghi_chu, "/F 2", "/F 4"), certified(2, with_hidden_field))

# ---- other shapes of a form ------------------------------------------------------------------------


def form_in_catalogue():
    """/AcroForm written inside the catalogue, /Fields and /Annots as objects of their own."""
    pdf = plain(write=False)
    fields, annots = pdf.add(re.search(rb"/Fields (\[.*?\])", pdf.objects[7])[1]), pdf.add(re.search(rb"/Annots (\[.*?\])", pdf.objects[3])[1])
    pdf.edit(1, "/AcroForm 7 0 R", f"/AcroForm << /SigFlags 3 /Fields {fields} 0 R /DR << /Font << /F1 5 0 R >> >> >>")
    pdf.set(3, re.sub(rb"/Annots \[.*?\]", b"/Annots %d 0 R" % annots, pdf.objects[3]))
    pdf.staged.pop(7)
    pdf.fields, pdf.annots = fields, annots
    return pdf.write()


def sign_into_arrays(b, pdf, how, visible):
    """A signature whose field goes into the two arrays."""
    begin, field = len(pdf.data), Field(visible=visible, field_in=())
    number = pdf.stage_field(field, pdf.stage_value(field))
    for array in (pdf.fields, pdf.annots):
        pdf.edit(array, "]", f" {number} 0 R]")
    pdf.write()
    pdf.close(begin, b.value(how), HOLE)


@case("form-in-catalogue.pdf")
def _(b):
    pdf = form_in_catalogue()
    sign_into_arrays(b, pdf, How(), False)
    sign_into_arrays(b, pdf, How(signer="agency"), True)
    return b.with_evidence(pdf)


@case("field-with-separate-widget.pdf")
def _(b):
    """The signature field and its widget are two objects."""
    pdf = plain()
    begin, field = len(pdf.data), Field()
    value, widget, number = pdf.stage_value(field), pdf.add("null"), pdf.add("null")
    pdf.set(number, f"<< /FT /Sig /T (Ky) /V {value} 0 R /Kids [{widget} 0 R] >>")
    pdf.set(widget, f"<< /Type /Annot /Subtype /Widget /Parent {number} 0 R /F 132 /Rect [400 740 520 780] /P 3 0 R >>")
    pdf.append_to(pdf.form, "Fields", f"{number} 0 R")
    pdf.append_to(pdf.page, "Annots", f"{widget} 0 R")
    pdf.write()
    pdf.close(begin, b.value(), HOLE)
    return b.with_evidence(pdf)


@case("field-below-parent.pdf")
def _(b):
    """The signature field is a child: its full name is nhom.Ky."""
    pdf = plain(write=False)
    parent = pdf.add("<< /T (nhom) /Kids [] >>")
    pdf.append_to(pdf.form, "Fields", f"{parent} 0 R")
    pdf.write()
    begin, field = len(pdf.data), Field(name="Ky", field_in=("page",), field_extra=f"/Parent {parent} 0 R")
    number = pdf.stage_field(field, pdf.stage_value(field))
    pdf.edit(parent, "/Kids []", f"/Kids [{number} 0 R]")
    pdf.write()
    pdf.close(begin, b.value(), HOLE)
    return b.with_evidence(pdf)


@case("value-inside-field.pdf")
def _(b):
    """The signature dictionary is written inside the field."""
    pdf = plain()
    begin, field = len(pdf.data), Field()
    value = pdf.stage_value(field)
    body = pdf.staged.pop(value).decode("latin-1")
    number = pdf.add(f"<< /Type /Annot /Subtype /Widget /FT /Sig /T (Ky) /F 132 /Rect [0 0 0 0] /P 3 0 R /V {body} >>")
    pdf.append_to(pdf.form, "Fields", f"{number} 0 R")
    pdf.append_to(pdf.page, "Annots", f"{number} 0 R")
    pdf.write()
    pdf.close(begin, b.value(), HOLE)
    return b.with_evidence(pdf)


# ---- housekeeping that real programs do --------------------------------------------------------------


def with_metadata():
    pdf = plain(write=False)
    pdf.xmp = pdf.stream("<x:xmpmeta>mot</x:xmpmeta>", "/Type /Metadata /Subtype /XML")
    pdf.insert(1, f"/Metadata {pdf.xmp} 0 R")
    return pdf.write()


later("harmless-xmp-changed", lambda b, pdf: (pdf.set(pdf.xmp, stream_body("<x:xmpmeta>hai</x:xmpmeta>", "/Type /Metadata /Subtype /XML")),
                                              pdf.edit(6, "20260301090000", "20260302100000")), certified(1, with_metadata))
later("harmless-identifier", lambda b, pdf: setattr(pdf, "trailer", pdf.trailer.replace("<00112233445566778899aabbccddeeff>]", "<ff>]")))

# ---- ways to hide the signed revision -----------------------------------------------------------------


@case("prev-skips-signature.pdf")
def _(b):
    """The update's /Prev leads past the signed revision: no xref on the chain knows the signature."""
    pdf = plain()
    before = pdf.start
    b.signed(pdf=pdf)
    pdf.set(4, stream_body(page_text(["QUYET DINH KHAC"])))
    return pdf.write(prev=before)


@case("whole-document-appended.pdf")
def _(b):
    """A complete other document behind the signed one, with an xref of its own and no /Prev."""
    pdf = b.signed()
    other = plain(write=False)
    other.set(4, stream_body(page_text(["QUYET DINH KHAC"])))
    other.data = pdf.data
    return other.write()


@case("startxref-rolled-back.pdf")
def _(b):
    """A last startxref leads back to the document before it was signed."""
    pdf = plain()
    before = pdf.start
    return b.signed(pdf=pdf).data + b"startxref\n%d\n%%%%EOF\n" % before


@case("encryption-added.pdf")
def _(b):
    pdf = b.signed()
    handler = pdf.add("<< /Filter /Standard /V 1 /R 2 /P -4 /O <" + "00" * 32 + "> /U <" + "00" * 32 + "> >>")
    return pdf.write(extra=f"/Encrypt {handler} 0 R")


@case("fill-then-signed-then-filled.pdf")
def _(b):
    """Filled, signed by the officer, filled again, signed by the agency: each step permitted."""
    pdf = plain()
    fill(b, pdf)
    pdf.write()
    b.signed(pdf=pdf)

    fill_field(pdf, pdf.ghi_chu, pdf.ghi_chu_look, "y kien")
    pdf.write()
    pdf.sign(b.value(How(signer="agency")), Field(existing=pdf.empty_field))
    return b.with_evidence(pdf)
