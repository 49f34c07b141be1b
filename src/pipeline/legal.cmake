target_sources(sohoa_pipeline PRIVATE paper_signatures.cpp rejudge.cpp verdict_json.cpp)
