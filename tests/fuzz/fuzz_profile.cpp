// A profile file: what is accepted keeps the promises the rules rest on.
#include <cstdlib>

#include "core/bytes.h"
#include "policy/days.h"
#include "policy/item_code.h"
#include "policy/profile.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto profile = sohoa::read_profile("profile.toml", sohoa::as_text({data, size}));
  if (!profile) {
    if (profile.error().what != sohoa::Fault::BadProfile) std::abort();
    return 0;
  }
  if (profile->id.empty() || profile->source.empty()) std::abort();
  if (!sohoa::check_code_template(profile->component_code)) std::abort();
  if (profile->scan.dpi_wanted < profile->scan.dpi_min) std::abort();
  for (const auto& rule : profile->retention) {
    if (rule.type.empty() || rule.years < 0) std::abort();
  }
  for (const auto& signer : profile->signers.patterns) {
    for (const auto& day : {signer.valid_from, signer.valid_to}) {
      if (!day.empty() && !sohoa::is_day(day)) std::abort();
    }
  }
  return 0;
}
