#include "pipeline/paper_signatures.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "intake/format.h"

namespace sohoa {
namespace {

// The one name every signature dictionary has (ISO 32000-1, 12.8.1); a file that writes it
// otherwise is one whose inspection said it is signed.
constexpr std::string_view kByteRange = "/ByteRange";

Result<bool> holds(int fd, std::int64_t size, std::string_view wanted) {
  const FileBytes file(fd, size);
  Bytes window;
  Bytes piece(kMiB);
  for (std::int64_t at = 0; at < size;) {
    const auto step = std::min<std::int64_t>(size - at, static_cast<std::int64_t>(piece.size()));
    piece.resize(static_cast<std::size_t>(step));
    TRY(file.read(at, piece));
    window.insert(window.end(), piece.begin(), piece.end());
    if (as_text(window).find(wanted) != std::string_view::npos) return true;
    // A name may stand across two pieces.
    const auto kept = std::min(window.size(), wanted.size() - 1);
    window.erase(window.begin(), window.end() - static_cast<std::ptrdiff_t>(kept));
    at += step;
  }
  return false;
}

bool is_format(const FileRecord& file, Format format) {
  return file.format == name(format);
}

// Ours, not the document's: the store, the disk, a cage that does not start, a user who stops.
bool is_our_failure(const Error& error) {
  const ErrorKind kind = error.kind();
  return kind == ErrorKind::Unavailable || kind == ErrorKind::Cancelled ||
         kind == ErrorKind::Forbidden || error.what == Fault::BlobDamaged;
}

bool is_without_content(const VerifiedFile& verified) {
  const auto& all = verified.verdict.signatures;
  return std::ranges::any_of(all, [](const SignatureVerdict& one) {
    return one.sub_indication == SubIndication::SignedDataNotFound;
  });
}

class PaperReader {
 public:
  PaperReader(const AssessContext& context,
              const ComponentRecord& component,
              const std::vector<FileRecord>& files)
      : context_(context), component_(component), files_(files) {}

  Result<PaperSignatures> run() {
    for (const FileRecord& file : files_) {
      if (!is_container(file)) continue;
      const auto blob = TRY(open(file));
      if (TRY(may_be_signed(file, blob.get()))) TRY(add(file, blob.get()));
    }
    return std::move(found_);
  }

 private:
  Result<UniqueFd> open(const FileRecord& file) const {
    return open_sized(*context_.store.blobs, {file.digest, file.bytes});
  }

  static bool is_container(const FileRecord& file) {
    return is_format(file, Format::Pdf) || is_format(file, Format::Cms) ||
           is_format(file, Format::Xml) || is_format(file, Format::Zip);
  }

  Result<bool> may_be_signed(const FileRecord& file, int fd) const {
    if (!is_format(file, Format::Pdf) || component_.is_signed) return true;
    return holds(fd, static_cast<std::int64_t>(file.bytes), kByteRange);
  }

  VerifyInput input_of(const FileRecord& file, int fd) const {
    VerifyInput input;
    input.fd = fd;
    input.size = static_cast<std::int64_t>(file.bytes);
    input.name = file.name;
    return input;
  }

  Result<VerifiedFile> verify(const VerifyInput& input) const {
    return verify_file(context_.cages, input, context_.site.trust, context_.clock.now());
  }

  Result<void> add(const FileRecord& file, int fd) {
    auto verified = verify(input_of(file, fd));
    if (verified && is_format(file, Format::Cms) && is_without_content(*verified)) {
      verified = with_content(file, fd, std::move(*verified));
    }
    if (verified) {
      found_.files.push_back(std::move(*verified));
      return {};
    }
    return note(verified.error());
  }

  Result<VerifiedFile> with_content(const FileRecord& file, int fd, VerifiedFile bare) const {
    const FileRecord* const content = content_of(file);
    if (content == nullptr) return bare;
    const auto blob = TRY(open(*content));
    VerifyInput input = input_of(file, fd);
    input.detached_content = blob.get();
    input.detached_size = static_cast<std::int64_t>(content->bytes);
    input.detached_name = content->name;
    return verify(input);
  }

  // "giay-phep.pdf" of "giay-phep.pdf.p7s"; else the only file that is no signature itself.
  const FileRecord* content_of(const FileRecord& signature) const {
    const std::string wanted = signature.name.substr(0, signature.name.rfind('.'));
    const FileRecord* only = nullptr;
    int others = 0;
    for (const FileRecord& file : files_) {
      if (file.name == wanted && &file != &signature) return &file;
      if (is_format(file, Format::Cms)) continue;
      only = &file;
      ++others;
    }
    return others == 1 ? only : nullptr;
  }

  // A document that cannot be verified is a finding (third law).
  Result<void> note(const Error& error) {
    if (is_our_failure(error)) return error;
    switch (error.kind()) {
      case ErrorKind::InvalidInput:
      case ErrorKind::LimitExceeded:
        found_.is_readable = false;
        return {};
      case ErrorKind::Unsupported:
        // A form that holds no signature we know is no signed file.
        if (error.what != Fault::UnknownFormat) found_.is_locked = true;
        return {};
      default:
        found_.is_locked = true;
        return {};
    }
  }

  const AssessContext& context_;
  const ComponentRecord& component_;
  const std::vector<FileRecord>& files_;
  PaperSignatures found_;
};

}  // namespace

Result<PaperSignatures> verify_paper(const AssessContext& context,
                                     const ComponentRecord& component,
                                     const std::vector<FileRecord>& files) {
  return PaperReader(context, component, files).run();
}

}  // namespace sohoa
