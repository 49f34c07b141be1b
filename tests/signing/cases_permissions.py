"""Traps 19, 20, 25 and 26: further signatures, certifications and locks, and what they permit of each other."""

from cases_changes import MARGIN, annotate, certified, fill, later
from cms_builder import How
from pdf_builder import Field, field_look, fill_field, plain
from registry import case

# ---- further signatures (19, 25, 26) ------------------------------------------------------------------

def second(name, base, field, how=None, signer="agency"):
    def make(b):
        pdf = base(b)
        pdf.sign(b.value(how or How(signer=signer)), field(pdf) if callable(field) else field)
        return pdf
    case(name + ".pdf")(make)


second("second-visible-uncertified", lambda b: b.lasting(), Field(visible=True))
second("second-visible-p1", certified(1), Field(visible=True))
second("second-visible-p2", certified(2), Field(visible=True))
second("second-visible-p3", certified(3), Field(visible=True))
second("second-hidden-p1", certified(1), Field())
second("second-hidden-p2", certified(2), Field())
second("second-existing-field-p1", certified(1), lambda pdf: Field(existing=pdf.empty_field))
second("second-existing-field-p2", certified(2), lambda pdf: Field(existing=pdf.empty_field))
second("second-existing-field-uncertified", lambda b: b.lasting(), lambda pdf: Field(existing=pdf.empty_field))
second("certified-twice", certified(2), Field(docmdp=3, perms=False))
second("certified-after-approval", lambda b: b.lasting(), Field(docmdp=2))


@case("certified-twice-then-annotation.pdf")
def _(b):
    """The second certification would permit annotations; the first did not."""
    pdf = b.lasting(field=Field(docmdp=2))
    pdf.sign(b.value(How(signer="agency")), Field(existing=pdf.empty_field, docmdp=3, perms=False))
    annotate(MARGIN)(b, pdf)
    return pdf.write()


@case("certification-not-in-perms.pdf")
def _(b):
    """A DocMDP reference that /Perms does not name binds nobody; a form fill under its P=1."""
    pdf = b.lasting(field=Field(docmdp=1, perms=False))
    fill(b, pdf)
    return pdf.write()


@case("lock-raises-p.pdf")
def _(b):
    pdf = plain()
    pdf.sign(b.value(), Field(docmdp=2))
    pdf.sign(b.value(How(signer="agency")), Field(lock="/Action /Include /Fields [(khong_co)] /P 3"))
    b.with_evidence(pdf)
    annotate(MARGIN)(b, pdf)
    return pdf.write()


@case("lock-lowers-p.pdf")
def _(b):
    """A lock dictionary with P 1: nothing more may be filled."""
    pdf = b.lasting(field=Field(lock="/Action /Include /Fields [(khong_co)] /P 1"))
    fill(b, pdf)
    return pdf.write()


# ---- locks (20) --------------------------------------------------------------------------------------

def locked(name, fieldmdp=None, lock=None, what=fill, pdf=None):
    later(name, what, lambda b: b.lasting(field=Field(fieldmdp=fieldmdp, lock=lock), pdf=pdf() if pdf else None))


def fill_other(b, pdf):
    fill_field(pdf, pdf.ghi_chu, pdf.ghi_chu_look, "binh thuong")


locked("lock-include-filled", "/Action /Include /Fields [(ho_ten)]")
locked("lock-include-other-filled", "/Action /Include /Fields [(ho_ten)]", what=fill_other)
locked("lock-exclude-filled", "/Action /Exclude /Fields [(ghi_chu)]")
locked("lock-exclude-other-filled", "/Action /Exclude /Fields [(ghi_chu)]", what=fill_other)
locked("lock-all-filled", "/Action /All")
locked("lock-same-prefix", "/Action /Include /Fields [(ho) (ho_ten_dem) (ho_ten2)]")
locked("lock-dictionary-filled", lock="/Action /Include /Fields [(ho_ten)]")
locked("lock-dictionary-other-filled", lock="/Action /Include /Fields [(ho_ten)]", what=fill_other)


def with_family():
    """A parent "nhom" with a child "con", both named by the lock through the parent."""
    pdf = plain(write=False)
    look = pdf.stream(field_look(""), "/Type /XObject /Subtype /Form /BBox [0 0 200 20] /Resources << /Font << /F1 5 0 R >> >>")
    parent, child = pdf.add("null"), pdf.add("null")
    pdf.set(parent, f"<< /FT /Tx /T (nhom) /Kids [{child} 0 R] >>")
    pdf.set(child, f"<< /Type /Annot /Subtype /Widget /T (con) /V () /DA (/F1 10 Tf 0 g) /F 4 /Rect [70 420 270 440] /P 3 0 R "
                   f"/Parent {parent} 0 R /AP << /N {look} 0 R >> >>")
    pdf.append_to(pdf.form, "Fields", f"{parent} 0 R")
    pdf.append_to(pdf.page, "Annots", f"{child} 0 R")
    pdf.child, pdf.child_look = child, look
    return pdf.write()


def fill_child(b, pdf):
    fill_field(pdf, pdf.child, pdf.child_look, "con da dien")


locked("lock-parent-child-filled", "/Action /Include /Fields [(nhom)]", what=fill_child, pdf=with_family)
locked("lock-child-exact-filled", "/Action /Include /Fields [(nhom.con)]", what=fill_child, pdf=with_family)
locked("lock-sibling-name-child-filled", "/Action /Include /Fields [(con)]", what=fill_child, pdf=with_family)
