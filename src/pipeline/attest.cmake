target_sources(sohoa_pipeline PRIVATE attest.cpp attest_batch.cpp attest_entries.cpp attest_pdf.cpp
                                      attest_record.cpp attest_statement.cpp)
target_link_libraries(sohoa_pipeline PUBLIC sohoa::policy sohoa::exchange)
target_sources(sohoa_pipeline PRIVATE evidence_export.cpp evidence_facts.cpp)
