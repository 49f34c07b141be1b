// Verdicts put together by hand, for the tests of the validation sheet.
#pragma once

#include "signing/sheet.h"

namespace sohoa::sheet_samples {

/// Facts with the verdict on them, which borrows from them.
struct Case {
  SignedFile facts;
  FileVerdict verdict;
};

/// A PDF with one signature by "Nguyễn Văn Ân" of a district committee, time-stamped, valid.
Case passed();
/// The same, its second page changed after signing.
Case failed();
/// The same without revocation data.
Case indeterminate();
/// No signature at all.
Case unsigned_file();
/// `count` valid signatures, the last of them failed.
Case many(int count);

ValidationSheet sheet(const Case& one);

}  // namespace sohoa::sheet_samples
