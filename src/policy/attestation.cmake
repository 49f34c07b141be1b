target_sources(sohoa_policy PRIVATE attestation.cpp)
