// What went wrong with our own work, and where in the document it went wrong.
//
// A bad document is a finding; a broken task is an Error (third law). Every fault has one row in
// the table in fault_rows_*.h: kind, exit code and, in Vietnamese and English, what happened and
// what the officer can do. `docs/errors.md` prints the same table, and a test keeps the two equal.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace sohoa {

/// The handful of reactions a caller can have. Retry and exit code hang on the kind alone.
enum class ErrorKind : std::uint8_t {
  InvalidInput,   ///< the input is broken; the sender must mend it (exit 2)
  LimitExceeded,  ///< the input is larger than a bound of limits.h (exit 3)
  Unsupported,    ///< a form we cannot read, or a password is missing (exit 4)
  NotFound,       ///< exit 5
  Conflict,       ///< exit 5
  Forbidden,      ///< exit 5
  Unavailable,    ///< disk full, store busy, worker lost: try again later (exit 6)
  Timeout,        ///< a deadline passed (exit 6)
  Cancelled,      ///< the user stopped it; running again continues (exit 7)
  Internal,       ///< our bug, or a parser died on this input (exit 70)
};

/// Every fault that can be reported. New faults go at the end of their group; names are stable
/// because they are the message key that scripts match ("kind" in JSON is `name(fault)`).
enum class Fault : std::uint8_t {
  // InvalidInput
  Usage,
  EmptyFile,
  TruncatedFile,
  CorruptFile,
  NotADocument,
  PageOutOfRange,
  BadManifest,
  BadBatchJson,
  DigestMismatch,
  MissingFile,
  BadCoverSheet,
  UnsafeName,
  DuplicateName,
  DamagedFile,
  BadTrustFile,
  BadTemplate,
  BadProfile,
  BadCatalogue,
  BadConfig,
  BadRequest,
  BadPeriod,
  BackupDamaged,
  // LimitExceeded
  FileTooLarge,
  TooManyPixels,
  PageTooLarge,
  TooManyPages,
  TooManyEntries,
  EntryTooLarge,
  ArchiveTooLarge,
  RatioTooHigh,
  NestedArchive,
  OverlappingEntries,
  InflateTooLarge,
  ReplyTooLarge,
  HeaderTooLarge,
  TooManyRequests,
  MemoryLimit,
  CpuLimit,
  // Unsupported
  NeedsPassword,
  UnknownFormat,
  UnsupportedFeature,
  // NotFound, Conflict, Forbidden
  FileNotFound,
  NoSuchItem,
  NoSuchBatch,
  NoSuchSignature,
  NoSuchComponent,
  NoSuchReview,
  NoSuchTemplate,
  NoSuchProcedure,
  NoSuchNotice,
  NoSuchUpload,
  NoSuchJob,
  NoSuchUnit,
  NoStore,
  OutputExists,
  SignedPdf,
  AccessDenied,
  CodeTaken,
  LifeNotAllowed,
  NotAttested,
  ReviewClosed,
  HoldStands,
  UploadOffset,
  LeaseLost,
  FolderNotEmpty,
  PeriodLocked,
  SecretPaper,
  PurposeNeeded,
  NotAuthenticated,
  OutsideScope,
  // Unavailable, Timeout
  DiskFull,
  IoFailure,
  StoreBusy,
  WorkerLost,
  FetchFailed,
  DeadlineExceeded,
  // Cancelled
  Interrupted,
  // Internal
  WorkerCrashed,
  ForbiddenCall,
  BadReply,
  BlobDamaged,
  Internal,
};

/// A place in the document, never a source line. Unset members are empty or negative.
struct Place {
  std::string document;           ///< file or entry name as the sender gave it
  std::int32_t page = 0;          ///< 1-based; 0 when no page is meant
  std::int64_t byte_offset = -1;  ///< from the start of the document
  std::string field;              ///< JSON member, manifest line or form field
};

/// Language of what officers read. Vietnamese comes first.
enum class Lang : std::uint8_t { Vi, En };

/// One row of the error table.
struct FaultInfo {
  Fault fault;
  ErrorKind kind;
  std::string_view name;       ///< stable key, e.g. "needs-password"
  std::string_view what_vi;    ///< what happened
  std::string_view advice_vi;  ///< what to do about it
  std::string_view what_en;
  std::string_view advice_en;
};

/// Why a task of ours could not be done. Cheap to move; safe to share once built.
struct Error {
  Fault what = Fault::Internal;
  std::string detail;  ///< facts of this case, in English or numbers; no personal data
  Place where;

  ErrorKind kind() const;
  /// The same error, placed in `document` unless a place was already named.
  Error in(std::string_view document) &&;
  Error at_page(std::int32_t page_1_based) &&;
};

/// The whole table, in enum order.
std::span<const FaultInfo> fault_table();
const FaultInfo& info(Fault fault);
std::string_view name(Fault fault);
std::string_view name(ErrorKind kind);
/// Process exit code of the contract: 2, 3, 4, 5, 6, 7 or 70.
int exit_code(ErrorKind kind);
/// HTTP status of the contract; 0 for Cancelled, which never leaves the process.
int http_status(ErrorKind kind);
/// Whether trying the same input again may help (Unavailable, Timeout, and Internal once).
bool is_retried(ErrorKind kind);

/// "tệp.pdf, trang 3: <what>: <detail>. <advice>", in the language asked for.
std::string describe(const Error& error, Lang lang);
/// "tệp.pdf, trang 3, byte 812", empty when nothing is known.
std::string describe(const Place& place, Lang lang);

}  // namespace sohoa
