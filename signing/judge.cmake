# Judging: facts, trust and a moment in, verdict out. Pure; standard library and signing only.
sohoa_module(signing_judge
  SOURCES trust.cpp verdict.cpp verdict_judge.cpp verdict_certificate.cpp
          checks/acceptance.cpp checks/algorithms.cpp checks/check_list.cpp checks/crypto.cpp
          checks/evidence_index.cpp checks/format.cpp checks/identification.cpp checks/level.cpp
          checks/messages.cpp checks/modification.cpp checks/observations.cpp checks/past.cpp
          checks/path.cpp checks/revocation.cpp checks/role.cpp checks/timeline.cpp
          checks/timestamps.cpp checks/wording.cpp
  DEPS sohoa::signing)
# Trust and policy files: the only place that knows TOML.
sohoa_module(signing_trust_file
  SOURCES trust_file.cpp trust_folder.cpp trust_certificate.cpp
  DEPS sohoa::signing_judge)
# Headers only: the library Debian builds of them is shared, and sohoa is linked statically.
target_include_directories(sohoa_signing_trust_file SYSTEM PRIVATE ${TOMLPP_INCLUDE_DIRS})
target_compile_definitions(sohoa_signing_trust_file PRIVATE TOML_HEADER_ONLY=1)
