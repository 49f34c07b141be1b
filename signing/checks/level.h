// Which baseline level a signature has by what it carries (EN 319 142-1, 319 122-1, 319 132-1,
// clause 6).
#pragma once

#include "signing/checks/timeline.h"

namespace sohoa::checks {

/// Whether it is an AdES at all: signed attributes that bind the signing certificate, in the form
/// its family asks for.
bool is_ades(const SignatureFacts& facts);

/// T needs a whole time-stamp over the signature, LT revocation data for the signer in the file,
/// LTA a time-stamp over those. Trust does not enter: a level says what is there, the indication
/// what it is worth.
SignatureLevel level_of(const SignedFile& file,
                        const EvidenceIndex& index,
                        const Timeline& timeline,
                        std::int32_t number);

}  // namespace sohoa::checks
