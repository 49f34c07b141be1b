sohoa_test(policy_attestation_test SOURCES attestation_test.cpp DEPS sohoa::policy LABELS unit)
