#include "worker/warm_libraries.h"

#include <array>

#include <iconv.h>

namespace sohoa {
namespace {

struct Converter {
  const char* to;
  const char* from;
};

constexpr std::array kConverters = {Converter{"UTF-8", "UTF-16LE"},
                                    Converter{"UTF-16LE", "UTF-8"},
                                    Converter{"UTF-8", "UTF-16"},
                                    Converter{"UTF-16", "UTF-8"},
                                    Converter{"UTF-8", "UTF-16BE"},
                                    Converter{"UTF-8", "ISO-8859-1"}};

}  // namespace

// The handles are never closed: a converter stays loaded as long as one is open.
void keep_converters_loaded() {
  for (const Converter& one : kConverters) (void)::iconv_open(one.to, one.from);
}

}  // namespace sohoa
