// Owners of OpenSSL's objects, one line each. Private to the parser half of signing.
#pragma once

#include <memory>

#include <openssl/asn1.h>
#include <openssl/bn.h>
#include <openssl/evp.h>
#include <openssl/ocsp.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

namespace sohoa {

template <auto kFree>
struct OpensslDeleter {
  template <class T>
  void operator()(T* object) const {
    kFree(object);
  }
};
template <class T, auto kFree>
using OpensslHandle = std::unique_ptr<T, OpensslDeleter<kFree>>;

using CertificateHandle = OpensslHandle<X509, X509_free>;
using BignumHandle = OpensslHandle<BIGNUM, BN_free>;
using NameHandle = OpensslHandle<X509_NAME, X509_NAME_free>;
using AlgorithmHandle = OpensslHandle<X509_ALGOR, X509_ALGOR_free>;
using BitStringHandle = OpensslHandle<ASN1_BIT_STRING, ASN1_BIT_STRING_free>;
using StringHandle = OpensslHandle<ASN1_STRING, ASN1_STRING_free>;
using ObjectHandle = OpensslHandle<ASN1_OBJECT, ASN1_OBJECT_free>;
using PssParametersHandle = OpensslHandle<RSA_PSS_PARAMS, RSA_PSS_PARAMS_free>;
using ExtendedKeyUsageHandle = OpensslHandle<EXTENDED_KEY_USAGE, EXTENDED_KEY_USAGE_free>;
using AccessDescriptionsHandle = OpensslHandle<AUTHORITY_INFO_ACCESS, AUTHORITY_INFO_ACCESS_free>;
using DistributionPointsHandle = OpensslHandle<CRL_DIST_POINTS, CRL_DIST_POINTS_free>;
using IssuingPointHandle = OpensslHandle<ISSUING_DIST_POINT, ISSUING_DIST_POINT_free>;
using GeneralNamesHandle = OpensslHandle<GENERAL_NAMES, GENERAL_NAMES_free>;
using OcspResponseHandle = OpensslHandle<OCSP_RESPONSE, OCSP_RESPONSE_free>;
using OcspBasicHandle = OpensslHandle<OCSP_BASICRESP, OCSP_BASICRESP_free>;
using OcspRequestHandle = OpensslHandle<OCSP_REQUEST, OCSP_REQUEST_free>;

/// What OPENSSL_malloc gave.
struct OpensslMemoryDeleter {
  void operator()(void* memory) const { OPENSSL_free(memory); }
};
template <class T>
using OpensslMemory = std::unique_ptr<T, OpensslMemoryDeleter>;

}  // namespace sohoa
