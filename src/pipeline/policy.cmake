# Decisions over stored items: reuse, life cycle, reception.
target_sources(sohoa_pipeline PRIVATE item_access.cpp life.cpp life_words.cpp reason_rows.cpp reception.cpp
                                      reuse_item.cpp rule_book.cpp)
