# Certificates, chains, CRLs, OCSP answers.
set(here ${CMAKE_CURRENT_LIST_DIR})
sohoa_module(signing_evidence
  SOURCES ${here}/evidence_pool.cpp ${here}/evidence_build.cpp ${here}/evidence_der.cpp
          ${here}/certificate_facts.cpp ${here}/certificate_keys.cpp ${here}/certificate_names.cpp
          ${here}/chain_dsa.cpp ${here}/chain_links.cpp ${here}/chain_search.cpp ${here}/chain_rules.cpp
          ${here}/chain_facts.cpp ${here}/crl_reader.cpp ${here}/crl_scope.cpp
          ${here}/crl_facts.cpp ${here}/ocsp_facts.cpp
  DEPS sohoa::signing
  PRIVATE OpenSSL::Crypto)
