// Program sohoa-fetch: asks one URL, follows nothing, takes no more than it was told to.
//
//   sohoa-fetch MAX_BYTES DEADLINE_S URL [CONTENT_TYPE]
//
// With a content type, standard input is posted. The body goes to standard output. A program of its
// own, so that neither an HTTP library nor an open socket is ever in the process that judges.
#include <charconv>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <curl/curl.h>
#include <unistd.h>

#include "core/file.h"
#include "core/limits.h"

namespace sohoa {
namespace {

struct FetchOrder {
  std::size_t max_bytes = 0;
  long deadline_s = 0;
  std::string url;
  std::string content_type;  // empty: GET
};

struct FreeCurl {
  void operator()(CURL* curl) const { ::curl_easy_cleanup(curl); }
  void operator()(curl_slist* list) const { ::curl_slist_free_all(list); }
};
using Curl = std::unique_ptr<CURL, FreeCurl>;
using Headers = std::unique_ptr<curl_slist, FreeCurl>;

/// The body as it grows; refuses the piece that would exceed the bound.
struct Body {
  Bytes bytes;
  std::size_t max_bytes = 0;
};

std::size_t take_piece(char* data, std::size_t one, std::size_t count, void* into) {
  auto& body = *static_cast<Body*>(into);
  const std::size_t size = one * count;
  if (body.bytes.size() + size > body.max_bytes) return 0;
  body.bytes.insert(body.bytes.end(), data, data + size);
  return size;
}

template <class Number>
bool parse(std::string_view text, Number& into) {
  const auto done = std::from_chars(text.data(), text.data() + text.size(), into);
  return done.ec == std::errc() && done.ptr == text.data() + text.size() && into > 0;
}

std::optional<FetchOrder> parse_order(int argc, char** argv) {
  FetchOrder order;
  if (argc < 4 || argc > 5) return std::nullopt;
  if (!parse(argv[1], order.max_bytes) || !parse(argv[2], order.deadline_s)) return std::nullopt;
  order.url = argv[3];
  if (argc == 5) order.content_type = argv[4];
  return order;
}

// HTTP and HTTPS only, and no redirect: the host that was allowed is the host that answers.
void set_bounds(CURL* curl, const FetchOrder& order, Body& body) {
  ::curl_easy_setopt(curl, CURLOPT_URL, order.url.c_str());
  ::curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  ::curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
  ::curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  ::curl_easy_setopt(curl, CURLOPT_TIMEOUT, order.deadline_s);
  ::curl_easy_setopt(curl, CURLOPT_FAILONERROR, 1L);
  ::curl_easy_setopt(curl, CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(order.max_bytes));
  ::curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_piece);
  ::curl_easy_setopt(curl, CURLOPT_WRITEDATA, &body);
  ::curl_easy_setopt(curl, CURLOPT_USERAGENT, "sohoa");
}

Headers set_post(CURL* curl, const FetchOrder& order, const Bytes& content) {
  const std::string type = "Content-Type: " + order.content_type;
  Headers headers(::curl_slist_append(nullptr, type.c_str()));
  ::curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers.get());
  ::curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, static_cast<long>(content.size()));
  ::curl_easy_setopt(curl, CURLOPT_COPYPOSTFIELDS, content.data());
  return headers;
}

Result<Bytes> fetch(const FetchOrder& order) {
  const Curl curl(::curl_easy_init());
  if (!curl) return Error{Fault::Internal, "curl", {}};
  Body body{{}, order.max_bytes};
  set_bounds(curl.get(), order, body);
  Headers headers;
  if (!order.content_type.empty()) {
    const Bytes content = TRY(read_all(STDIN_FILENO, kMiB));
    headers = set_post(curl.get(), order, content);
  }
  const CURLcode done = ::curl_easy_perform(curl.get());
  long status = 0;
  ::curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &status);
  if (done != CURLE_OK) return Error{Fault::FetchFailed, ::curl_easy_strerror(done), {}};
  if (status != 200) return Error{Fault::FetchFailed, "HTTP " + std::to_string(status), {}};
  return std::move(body.bytes);
}

int run(int argc, char** argv) {
  const auto order = parse_order(argc, argv);
  if (!order) {
    (void)std::fputs("sohoa-fetch is started by sohoa verify --fetch\n", stderr);
    return exit_code(ErrorKind::InvalidInput);
  }
  const auto body = fetch(*order);
  if (body && write_all(STDOUT_FILENO, *body)) return 0;
  const Error error = body ? errno_error("stdout") : body.error();
  (void)std::fprintf(stderr, "%s\n", error.detail.c_str());
  return exit_code(error.kind());
}

}  // namespace
}  // namespace sohoa

int main(int argc, char** argv) {
  return sohoa::run(argc, argv);
}
