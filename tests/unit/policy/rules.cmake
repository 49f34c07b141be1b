sohoa_test(policy_rules_test
  SOURCES access_test.cpp days_test.cpp item_code_test.cpp lifecycle_test.cpp reception_test.cpp
          retention_test.cpp reuse_test.cpp review_test.cpp scope_test.cpp
  DEPS sohoa::policy LABELS unit)
sohoa_test(policy_profile_test
  SOURCES profile_file_test.cpp
  DEPS sohoa::policy_profile LABELS unit)
