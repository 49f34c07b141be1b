sohoa_test(pipeline_policy_test
  SOURCES item_access_test.cpp life_test.cpp reception_list_test.cpp reuse_item_test.cpp
  DEPS sohoa::pipeline Threads::Threads LABELS unit)
