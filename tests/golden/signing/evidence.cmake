# Certificates, chains, revocation data.
sohoa_test(signing_pkits_test
  SOURCES pkits_test.cpp pkits_cases.cpp
  DEPS sohoa::signing_values sohoa::signing_judge nlohmann_json::nlohmann_json LABELS golden)
sohoa_test(signing_evidence_test
  SOURCES evidence_chains_test.cpp evidence_facts_test.cpp evidence_revocation_test.cpp
          evidence_hostile_test.cpp
          evidence_pki.cpp
  DEPS sohoa::signing_values OpenSSL::Crypto LABELS golden)
