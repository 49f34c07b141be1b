#include "core/error.h"

#include <array>
#include <utility>

namespace sohoa {
namespace {

struct KindInfo {
  std::string_view name;
  int exit;
  int http;
};

constexpr std::array<KindInfo, 10> kKinds = {{{"InvalidInput", 2, 400},
                                              {"LimitExceeded", 3, 413},
                                              {"Unsupported", 4, 415},
                                              {"NotFound", 5, 404},
                                              {"Conflict", 5, 409},
                                              {"Forbidden", 5, 403},
                                              {"Unavailable", 6, 503},
                                              {"Timeout", 6, 503},
                                              {"Cancelled", 7, 0},
                                              {"Internal", 70, 500}}};

const KindInfo& kind_info(ErrorKind kind) {
  return kKinds[static_cast<std::size_t>(kind)];
}

void add_part(std::string& text, std::string_view part) {
  if (!text.empty()) text += ", ";
  text += part;
}

}  // namespace

ErrorKind Error::kind() const {
  return info(what).kind;
}

Error Error::in(std::string_view document) && {
  if (where.document.empty()) where.document = document;
  return std::move(*this);
}

Error Error::at_page(std::int32_t page_1_based) && {
  if (where.page == 0) where.page = page_1_based;
  return std::move(*this);
}

const FaultInfo& info(Fault fault) {
  const auto index = static_cast<std::size_t>(fault);
  return index < fault_table().size() ? fault_table()[index] : fault_table().back();
}

std::string_view name(Fault fault) {
  return info(fault).name;
}

std::string_view name(ErrorKind kind) {
  return kind_info(kind).name;
}

int exit_code(ErrorKind kind) {
  return kind_info(kind).exit;
}

int http_status(ErrorKind kind) {
  return kind_info(kind).http;
}

bool is_retried(ErrorKind kind) {
  return kind == ErrorKind::Unavailable || kind == ErrorKind::Timeout ||
         kind == ErrorKind::Internal;
}

std::string describe(const Place& place, Lang lang) {
  const bool vi = lang == Lang::Vi;
  std::string text = place.document;
  if (place.page > 0) add_part(text, (vi ? "trang " : "page ") + std::to_string(place.page));
  if (place.byte_offset >= 0) add_part(text, "byte " + std::to_string(place.byte_offset));
  if (!place.field.empty()) add_part(text, (vi ? "mục " : "member ") + place.field);
  return text;
}

std::string describe(const Error& error, Lang lang) {
  const FaultInfo& row = info(error.what);
  std::string text = describe(error.where, lang);
  if (!text.empty()) text += ": ";
  text += lang == Lang::Vi ? row.what_vi : row.what_en;
  if (!error.detail.empty()) text += " (" + error.detail + ")";
  text += ". ";
  text += lang == Lang::Vi ? row.advice_vi : row.advice_en;
  return text;
}

}  // namespace sohoa
