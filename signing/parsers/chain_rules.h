// One chain against the timeless rules of RFC 5280, 6.1, by OpenSSL.
//
// Private to the parser half of signing. OpenSSL is given exactly one chain and no choice; periods,
// revocation, algorithms and purposes are switched off, because judge() decides them for a moment.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <openssl/types.h>

#include "core/limits.h"
#include "signing/evidence.h"
#include "signing/requests.h"

namespace sohoa {

class ChainRules {
 public:
  ChainRules(const PathOptions& options, const Limits& limits);
  ~ChainRules();
  ChainRules(const ChainRules&) = delete;
  ChainRules& operator=(const ChainRules&) = delete;

  struct Finding {
    PathFault fault = PathFault::None;
    std::size_t at = 0;  ///< position in the chain
    std::string detail;
  };
  /// `chain`: target first, anchor last; each one's signature is known to verify under the next.
  Finding check(const std::vector<X509*>& chain) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace sohoa
