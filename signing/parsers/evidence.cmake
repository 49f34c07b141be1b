# Certificates, chains, CRLs, OCSP answers.
sohoa_module(signing_evidence
  SOURCES ${CMAKE_CURRENT_LIST_DIR}/evidence_pool.cpp ${CMAKE_CURRENT_LIST_DIR}/evidence_der.cpp
          ${CMAKE_CURRENT_LIST_DIR}/certificate_facts.cpp
          ${CMAKE_CURRENT_LIST_DIR}/certificate_keys.cpp
          ${CMAKE_CURRENT_LIST_DIR}/certificate_names.cpp
  DEPS sohoa::signing
  PRIVATE OpenSSL::Crypto)
