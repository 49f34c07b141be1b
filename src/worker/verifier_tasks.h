// The tasks of sohoa-verifier, as carried out inside the cage (child_tasks.h has the entry).
#pragma once

namespace sohoa {

/// Loads what OpenSSL and libxml2 would else open by name. Called once, before any document.
void warm_up_verifier();

}  // namespace sohoa
