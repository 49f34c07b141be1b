# Certificates, chains, CRLs, OCSP answers.
sohoa_module(signing_evidence
  SOURCES ${CMAKE_CURRENT_LIST_DIR}/evidence_pool.cpp
  DEPS sohoa::signing
  PRIVATE OpenSSL::Crypto)
