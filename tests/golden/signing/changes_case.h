// What the change reader says of a file made revision by revision, signed in its first one.
#pragma once

#include <ostream>
#include <vector>

#include "signing/modification.h"
#include "support/signed_form.h"

namespace sohoa::testing {

class Outcome {
 public:
  /// Reads the file; a failure to open it is the test's failure.
  explicit Outcome(const PdfRevisions& pdf);

  const std::vector<Change>& changes() const { return file_.changes; }
  bool has(ChangeKind kind, std::int32_t object = 0) const;
  /// The line with that kind; fails the test when there is none.
  Change the(ChangeKind kind) const;
  /// Whether nothing but kinds up to Extensions was found.
  bool is_harmless() const;

  /// As judged for the first signature, certified with `p` (0: not certified).
  Modification judged(std::int32_t p = 0) const;
  bool is_forbidden(std::int32_t p = 0) const { return judged(p) == Modification::Forbidden; }
  bool is_allowed(std::int32_t p = 0) const { return judged(p) == Modification::Allowed; }

 private:
  SignedFile file_;
};

std::ostream& operator<<(std::ostream& out, const Outcome& outcome);

}  // namespace sohoa::testing
