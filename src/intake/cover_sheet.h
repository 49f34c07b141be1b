// A QR cover sheet to print: it separates the components of a stack put through one scanner.
#pragma once

#include <cstdint>
#include <string>

namespace sohoa {

struct CoverSheet {
  std::string payload;  ///< what the QR says, see intake/separator.h
  std::string dossier;
  std::string component;
  std::string title;
  std::int32_t number = 1;  ///< n of N
  std::int32_t total = 1;
};

}  // namespace sohoa
