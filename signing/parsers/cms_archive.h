// What an archive time-stamp of CAdES stands over (EN 319 122-1, 5.5.3: archive-time-stamp-v3).
//
// Not done: version 2 (RFC 5126, 6.4.1), whose imprint depends on the order in which attributes
// stood when it was made; such a token's imprint stays unknown.
#pragma once

#include <optional>

#include "signing/parsers/cms_signer.h"

namespace sohoa {

struct ArchivedOctets {
  Bytes octets;
  /// Every certificate, CRL and attribute that the token's hash index names is still there.
  bool is_complete = false;
};

/// nullopt: the token cannot be read or holds no hash index, or the content's digest is not known.
std::optional<ArchivedOctets> archived_octets(ByteView token,
                                              const SignedData& data,
                                              const SignerInfo& info,
                                              SignedContent& content);

}  // namespace sohoa
