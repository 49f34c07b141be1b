// A dress rehearsal: everything OpenSSL looks up on first use is looked up before a document comes.
//
// OpenSSL 3 fetches algorithms and decoders by name on first use, a millisecond in all. Children of
// a warm parent would each pay it; a rehearsal in the parent pays once for all of them.
#pragma once

namespace sohoa {

/// Makes a key, a certificate and a CMS on the spot and reads them as a task would. No output; what
/// fails here fails for real later.
void rehearse_evidence();

}  // namespace sohoa
