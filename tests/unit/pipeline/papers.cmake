# Papers from their reading to their code: data, doubts, filing, reviews, secret papers.
target_sources(pipeline_test PRIVATE
  paper_doubts_test.cpp extraction_test.cpp file_item_test.cpp item_view_test.cpp metadata_test.cpp
  refuse_secret_test.cpp review_test.cpp review_second_test.cpp review_secrecy_test.cpp)
