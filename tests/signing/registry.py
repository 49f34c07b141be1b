"""The cases of the matrix by file name, and what they are made with."""

from pathlib import Path

from cms_builder import CmsBuilder, How, Stamp
from pdf_builder import Field, plain

CASES = {}


def case(name):
    """Registers a function(Bench) -> bytes or Pdf as the maker of the file `name`."""
    def keep(make):
        assert name not in CASES, name
        CASES[name] = make
        return make
    return keep


class Bench:
    """The PKI and the short words the cases are written in."""

    def __init__(self, pki, scratch):
        self.pki, self.cms, self.scratch = pki, CmsBuilder(pki), Path(scratch)

    def value(self, how=None):
        """What fills a gap: a CMS over the covered bytes."""
        how = how or How()
        return lambda covered: self.cms.signed_data(covered, how)

    def token(self, stamp=None):
        """What fills the gap of a document time-stamp."""
        return lambda covered: self.cms.token(covered, stamp or Stamp())

    def certs(self, *names):
        return [self.pki.cert(name).der for name in names]

    def crls(self, *names):
        return [self.pki.crl(name) for name in names]

    def ocsps(self, *names):
        return [self.pki.ocsp(name) for name in names]

    def signed(self, how=None, field=None, pdf=None, ranges=None, **write):
        """A document signed once; nothing after it."""
        pdf = pdf or plain()
        pdf.sign(self.value(how), field, ranges, **write)
        return pdf

    def with_evidence(self, pdf, crls=("duty_root", "duty_ca"), ocsps=(), certs=("duty_ca",), vri=None, **write):
        """One revision more, with the document security store."""
        pdf.stage_dss(self.certs(*certs), self.crls(*crls), self.ocsps(*ocsps), vri)
        return pdf.write(**write)

    def lasting(self, how=None, field=None, pdf=None, ranges=None, **evidence):
        """Signed, and everything needed to judge it put beside: TOTAL-PASSED unless the case breaks it."""
        return self.with_evidence(self.signed(how, field, pdf, ranges), **evidence)

    def stamped(self, how=None, stamp=None, crls=("duty_root", "duty_ca", "tsa_root"), field=None, **evidence):
        """B-LT: a time-stamp over the value as well."""
        how = how or How()
        how.timestamp = stamp or Stamp()
        return self.lasting(how, field or Field(hole=32768), crls=crls, **evidence)

    def document_timestamp(self, pdf, stamp=None, type="/DocTimeStamp", **field):
        pdf.sign(self.token(stamp), Field(sub_filter="ETSI.RFC3161", type=type, entries="", **field))
        return pdf
