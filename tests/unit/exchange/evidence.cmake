sohoa_test(exchange_evidence_test SOURCES evidence_test.cpp DEPS sohoa::exchange LABELS unit)
