sohoa_test(attest_statement_test
  SOURCES attest_statement_test.cpp attest_entries_test.cpp attest_changes_test.cpp
          evidence_facts_test.cpp
  DEPS sohoa::pipeline LABELS unit)
