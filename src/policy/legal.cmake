# Legal value: who signed, and what the paper is worth by which clause.
target_sources(sohoa_policy PRIVATE
  copy_words.cpp legal_facts.cpp legal_value.cpp rules_authority.cpp rules_copy.cpp rules_file.cpp
  rules_signature.cpp signer_map.cpp subject_name.cpp)
