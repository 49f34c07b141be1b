target_sources(sohoa_exchange PRIVATE evidence.cpp)
