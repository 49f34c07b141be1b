sohoa_test(pipeline_policy_test
  SOURCES destroy_item_test.cpp doubts_test.cpp item_access_test.cpp life_test.cpp reception_list_test.cpp
          reuse_item_test.cpp review_queue_test.cpp spelling_test.cpp
  DEPS sohoa::pipeline Threads::Threads LABELS unit)
