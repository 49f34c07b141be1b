# CMS, time-stamp tokens, bare values.
sohoa_module(signing_values
  SOURCES ${CMAKE_CURRENT_LIST_DIR}/value_reader.cpp ${CMAKE_CURRENT_LIST_DIR}/evidence_reader.cpp
  DEPS sohoa::signing_evidence
  PRIVATE OpenSSL::Crypto)
