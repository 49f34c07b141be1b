# Judging: facts, trust and a moment in, verdict out. Pure.
sohoa_module(signing_judge
  SOURCES verdict.cpp verdict_certificate.cpp
          checks/check_list.cpp checks/messages.cpp checks/wording.cpp
          checks/evidence_index.cpp checks/algorithms.cpp checks/observations.cpp
          checks/revocation.cpp checks/path.cpp checks/role.cpp
  DEPS sohoa::signing)
