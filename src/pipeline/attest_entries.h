// Officers' signatures that come inside a batch, told by their names. Pure.
//
//   TP01.p7s beside TP01.pdf, or TP01.pdf.p7s    over the bytes of that file
//   attestation.p7s beside manifest-sha256.txt   over the manifest: over the whole batch
//
// They are no papers: they stay blobs of the batch and are listed among its tag files.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace sohoa {

struct BatchSignature {
  std::string name;  ///< of the signature's entry
  std::string over;  ///< entry it stands over
  bool is_whole_batch = false;
};

/// In the order of `names`. A .p7s that stands beside no file, or beside two it could mean, is not
/// one of them: it stays an entry like any other, so that an officer sees it.
std::vector<BatchSignature> find_batch_signatures(std::span<const std::string> names);

}  // namespace sohoa
