#include "signing/parsers/crl_scope.h"

#include <openssl/err.h>
#include <openssl/x509v3.h>

namespace sohoa {
namespace {

// The first directory name; null when there is none.
const X509_NAME* directory_name(const GENERAL_NAMES* names) {
  for (int i = 0; i < sk_GENERAL_NAME_num(names); ++i) {
    const GENERAL_NAME* name = sk_GENERAL_NAME_value(names, i);
    if (name->type == GEN_DIRNAME) return name->d.directoryName;
  }
  return nullptr;
}

bool holds(const GENERAL_NAMES* names, const X509_NAME* wanted) {
  for (int i = 0; i < sk_GENERAL_NAME_num(names); ++i) {
    const GENERAL_NAME* name = sk_GENERAL_NAME_value(names, i);
    if (name->type == GEN_DIRNAME && X509_NAME_cmp(name->d.directoryName, wanted) == 0) return true;
  }
  return false;
}

bool share_a_name(const GENERAL_NAMES* one, const GENERAL_NAMES* other) {
  for (int i = 0; i < sk_GENERAL_NAME_num(one); ++i) {
    for (int n = 0; n < sk_GENERAL_NAME_num(other); ++n) {
      GENERAL_NAME* left = sk_GENERAL_NAME_value(one, i);
      GENERAL_NAME* right = sk_GENERAL_NAME_value(other, n);
      if (GENERAL_NAME_cmp(left, right) == 0) return true;
    }
  }
  return false;
}

// The full names of a point, or null when it has a relative one (completed into dpname).
const GENERAL_NAMES* full_names(const DIST_POINT_NAME* name) {
  return name->type == 0 ? name->name.fullname : nullptr;
}

// A relative name that could not be completed matches nothing.
bool match(const DIST_POINT_NAME* one, const DIST_POINT_NAME* other) {
  const GENERAL_NAMES* names = full_names(one);
  const GENERAL_NAMES* other_names = full_names(other);
  if (names != nullptr && other_names != nullptr) return share_a_name(names, other_names);
  if (names != nullptr) return other->dpname != nullptr && holds(names, other->dpname);
  if (one->dpname == nullptr) return false;
  if (other_names != nullptr) return holds(other_names, one->dpname);
  return other->dpname != nullptr && X509_NAME_cmp(one->dpname, other->dpname) == 0;
}

}  // namespace

DistributionPointsHandle read_points(const X509* certificate) {
  DistributionPointsHandle points(static_cast<CRL_DIST_POINTS*>(
      X509_get_ext_d2i(certificate, NID_crl_distribution_points, nullptr, nullptr)));
  for (int i = 0; i < sk_DIST_POINT_num(points.get()); ++i) {
    const DIST_POINT* point = sk_DIST_POINT_value(points.get(), i);
    if (point->distpoint == nullptr || point->distpoint->type == 0) continue;
    // RFC 5280, 4.2.1.13: relative to the CRL's issuer where it is named, else the certificate's.
    const X509_NAME* base = directory_name(point->CRLissuer);
    if (base == nullptr) base = X509_get_issuer_name(certificate);
    DIST_POINT_set_dpname(point->distpoint, base);
  }
  ERR_clear_error();
  return points;
}

CrlScope::CrlScope(const X509_NAME* issuer, ISSUING_DIST_POINT* issuing_point)
    : issuer_(issuer), issuing_point_(issuing_point) {
  if (issuing_point == nullptr || issuing_point->distpoint == nullptr) return;
  if (issuing_point->distpoint->type == 1) DIST_POINT_set_dpname(issuing_point->distpoint, issuer);
}

bool CrlScope::is_indirect() const {
  return issuing_point_ != nullptr && issuing_point_->indirectCRL > 0;
}

std::uint16_t CrlScope::reasons() const {
  constexpr std::uint16_t kAll = 0x1FF;
  if (issuing_point_ == nullptr || issuing_point_->onlysomereasons == nullptr) return kAll;
  unsigned bits = 0;
  for (int bit = 0; bit <= 8; ++bit) {
    if (ASN1_BIT_STRING_get_bit(issuing_point_->onlysomereasons, bit) == 1) bits |= 1U << bit;
  }
  return static_cast<std::uint16_t>(bits);
}

bool CrlScope::is_of_kind(X509* certificate) const {
  if (issuing_point_ == nullptr) return true;
  if (issuing_point_->onlyattr > 0) return false;
  const bool is_ca = (X509_get_extension_flags(certificate) & EXFLAG_CA) != 0;
  return is_ca ? issuing_point_->onlyuser <= 0 : issuing_point_->onlyCA <= 0;
}

// RFC 5280, 6.3.3 (b)(1).
bool CrlScope::is_issuer_named(const DIST_POINT* point, bool is_own) const {
  if (point->CRLissuer == nullptr) return is_own;
  return holds(point->CRLissuer, issuer_) && (is_indirect() || is_own);
}

// RFC 5280, 6.3.3 (b)(2)(i).
bool CrlScope::is_name_matched(const DIST_POINT* point) const {
  if (issuing_point_ == nullptr || issuing_point_->distpoint == nullptr) return true;
  const DIST_POINT_NAME* wanted = issuing_point_->distpoint;
  if (point->distpoint != nullptr) return match(wanted, point->distpoint);
  const GENERAL_NAMES* names = full_names(wanted);
  if (names != nullptr) return share_a_name(names, point->CRLissuer);
  return wanted->dpname != nullptr && holds(point->CRLissuer, wanted->dpname);
}

bool CrlScope::covers(X509* certificate, const CRL_DIST_POINTS* points) const {
  const bool is_own = X509_NAME_cmp(X509_get_issuer_name(certificate), issuer_) == 0;
  if (!is_own && !is_indirect()) return false;
  if (!is_of_kind(certificate)) return false;
  for (int i = 0; i < sk_DIST_POINT_num(points); ++i) {
    const DIST_POINT* point = sk_DIST_POINT_value(points, i);
    if (is_issuer_named(point, is_own) && is_name_matched(point)) return true;
  }
  // 6.3.3, last paragraph: a CRL of the issuer that no distribution point names still counts, as if
  // the issuer's own name were one.
  const bool is_for_all = issuing_point_ == nullptr || issuing_point_->distpoint == nullptr;
  return is_own && is_for_all;
}

}  // namespace sohoa
