// One piece of an unpacked archive on its way from the cage to the blob store.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/bytes.h"
#include "core/error.h"

namespace sohoa {

/// What to do with an entry that is an archive itself: a batch must not hold one, in a container of
/// signatures it is a data file like any other. Neither opens it.
enum class NestedArchives : std::uint8_t { Refused, AsData };

/// Entries come in archive order: Begin, Data…, End. An entry refused by a bound has a Begin, maybe
/// some Data, and a Refused with its reason instead of End; the entries after it go on.
struct ArchiveFrame {
  enum class Kind : std::uint8_t { Begin, Data, End, Refused };
  Kind kind = Kind::Begin;
  std::string name;              ///< Begin: NFC entry name, metadata only
  Bytes data;                    ///< Data: at most 256 KiB
  std::optional<Error> refusal;  ///< Refused
};

}  // namespace sohoa
