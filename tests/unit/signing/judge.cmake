sohoa_test(signing_judge_test
  SOURCES ${CMAKE_CURRENT_LIST_DIR}/judge_signature_test.cpp
          ${CMAKE_CURRENT_LIST_DIR}/judge_file_test.cpp
          ${CMAKE_CURRENT_LIST_DIR}/judge_path_test.cpp
          ${CMAKE_CURRENT_LIST_DIR}/judge_revocation_test.cpp
          ${CMAKE_CURRENT_LIST_DIR}/judge_time_test.cpp
          ${CMAKE_CURRENT_LIST_DIR}/judge_past_test.cpp
          ${CMAKE_CURRENT_LIST_DIR}/judge_evidence_test.cpp
          ${CMAKE_CURRENT_LIST_DIR}/judge_total_test.cpp
          ${CMAKE_CURRENT_LIST_DIR}/judge_messages_test.cpp
  DEPS sohoa::signing_judge sohoa::signing LABELS unit)
sohoa_test(signing_trust_file_test
  SOURCES ${CMAKE_CURRENT_LIST_DIR}/trust_file_test.cpp
  DEPS sohoa::signing_trust_file LABELS unit)
