// `verify --json`: one object a file, as CONTRACT.md has it.
#pragma once

#include <string>
#include <string_view>

#include "pipeline/verify_file.h"

namespace sohoa {

enum class FactsDetail : std::uint8_t { Hidden, Shown };

/// The answer, its checks and, when asked for, the facts below them. Revisions count from 1, as
/// people do; signatures and time-stamps from 0.
std::string verify_json(std::string_view file, const VerifiedFile& verified, FactsDetail detail);
/// A file that could not be read: never the same as one without signatures.
std::string verify_error_json(std::string_view file, const Error& error);

}  // namespace sohoa
