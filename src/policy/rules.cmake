# Rules of a paper's life: states, codes, reuse, reception, retention, access, review; the defaults.
target_sources(sohoa_policy PRIVATE
  access.cpp days.cpp item_code.cpp lifecycle.cpp profile.cpp reception.cpp retention.cpp reuse.cpp
  review.cpp scope.cpp)
