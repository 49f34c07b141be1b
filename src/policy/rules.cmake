# Rules of a paper's life: states, codes, reuse, reception, retention, access, review; the defaults.
target_sources(sohoa_policy PRIVATE
  access.cpp days.cpp item_code.cpp lifecycle.cpp profile.cpp reception.cpp retention.cpp reuse.cpp
  review.cpp scope.cpp)
# Profile files: with signing_trust_file and the templates the only place that knows TOML.
sohoa_module(policy_profile
  SOURCES profile_file.cpp toml_keys.cpp
  DEPS sohoa::policy)
# Headers only: the library Debian builds of them is shared, and sohoa is linked statically.
target_include_directories(sohoa_policy_profile SYSTEM PRIVATE ${TOMLPP_INCLUDE_DIRS})
target_compile_definitions(sohoa_policy_profile PRIVATE TOML_HEADER_ONLY=1)
