# Rules of a paper's life: states, codes, reuse, reception, retention, access, review; the defaults.
target_sources(sohoa_policy PRIVATE
  days.cpp item_code.cpp lifecycle.cpp profile.cpp reuse.cpp)
