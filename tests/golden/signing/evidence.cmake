# Certificates, chains, revocation data.
sohoa_test(signing_pkits_test
  SOURCES pkits_test.cpp pkits_cases.cpp
  DEPS sohoa::signing_values sohoa::signing_judge nlohmann_json::nlohmann_json LABELS golden)
