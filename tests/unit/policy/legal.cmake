sohoa_test(legal_value_test
  SOURCES copy_words_test.cpp legal_cases.cpp legal_doc_test.cpp legal_facts_test.cpp
          legal_property_test.cpp legal_value_test.cpp signer_map_test.cpp
  DEPS sohoa::policy LABELS unit)
