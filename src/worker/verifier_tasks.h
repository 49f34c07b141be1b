// The tasks of sohoa-verifier, as carried out inside the cage (child_tasks.h has the entry).
#pragma once

namespace sohoa {

/// Loads what OpenSSL and libxml2 would else open by name. Called once, before any document.
void warm_up_verifier();

/// Verifies a certificate and a signature made on the spot, so that OpenSSL's tables are filled
/// once in the parent and not in every child. About 2 ms; worth it from the second file on.
void rehearse_verifier();

}  // namespace sohoa
