// The components of a batch, decided from its files and what it declares. Pure.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "intake/submission.h"
#include "pipeline/receive.h"

namespace sohoa {

/// One component to be: what is declared of it, its stored files in page order, and why it cannot
/// go on where it cannot.
struct PlannedComponent {
  ComponentDeclaration declaration;
  std::vector<Entry> files;
  std::vector<Error> problems;  ///< any of them makes it Failed; its files are kept all the same
};

/// What a batch says about itself.
struct Declarations {
  Submission submission;
  std::map<std::string, Error> faults;  ///< by entry name: digest mismatch, missing, not listed
  /// Entries that describe the bag, and officers' signatures over scans: kept, and no papers.
  std::vector<std::string> tag_files;
};

/// Every entry ends in exactly one component, tag files apart: declared ones first, in order; then
/// one for each file nothing claims (a stack, or something an officer must look at), refused ones
/// too.
std::vector<PlannedComponent> plan_components(const std::vector<Entry>& entries,
                                              const Declarations& declared);

}  // namespace sohoa
