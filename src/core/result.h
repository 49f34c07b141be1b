// The one way to fail: Result<T> is a value or an Error, and may not be ignored.
//
// No exception crosses a module's edge; a library's exceptions are caught at the call.
#pragma once

#include <type_traits>
#include <utility>

#include <tl/expected.hpp>

#include "core/error.h"

namespace sohoa {

/// Value or Error. `if (!r) … r.error()`, `*r`, `r->member`, or TRY.
template <class T>
class [[nodiscard]] Result : public tl::expected<T, Error> {
  using Base = tl::expected<T, Error>;

 public:
  using Base::Base;
  Result(Error error) : Base(tl::unexpect, std::move(error)) {}  // NOLINT: `return Error{…};`
  Result(Base base) : Base(std::move(base)) {}                   // NOLINT
};

/// Result of a task that yields nothing but success.
template <>
class [[nodiscard]] Result<void> : public tl::expected<void, Error> {
  using Base = tl::expected<void, Error>;

 public:
  using Base::Base;
  Result() = default;
  Result(Error error) : Base(tl::unexpect, std::move(error)) {}  // NOLINT
};

/// Moves the value out of a Result known to hold one (helper of TRY; void has no dereference).
template <class T>
T take(Result<T>&& result) {
  if constexpr (!std::is_void_v<T>) {
    return std::move(*result);
  }
}

}  // namespace sohoa

/// The value of `expression`, or return its Error from the enclosing function. Do not nest.
#define TRY(...)                                                       \
  __extension__({                                                      \
    auto sohoa_try_result = (__VA_ARGS__);                             \
    if (!sohoa_try_result) return std::move(sohoa_try_result).error(); \
    ::sohoa::take(std::move(sohoa_try_result));                        \
  })
