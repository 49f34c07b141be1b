# Decisions over stored items: reuse, life cycle, reception.
target_sources(sohoa_pipeline PRIVATE destroy_item.cpp destroyed_bytes.cpp item_access.cpp life.cpp life_words.cpp reason_rows.cpp reception.cpp review_queue.cpp
                                      reuse_item.cpp rule_book.cpp)
