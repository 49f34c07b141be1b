sohoa_test(policy_rules_test
  SOURCES days_test.cpp lifecycle_test.cpp item_code_test.cpp
  DEPS sohoa::policy LABELS unit)
