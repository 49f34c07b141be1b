// The flat rows of the catalog. No behaviour, no SQL; times are UTC.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/clock.h"
#include "core/digest.h"

namespace sohoa {

/// One received batch. Its id is made from the digest of its content, so the same batch sent again
/// is the same row.
struct BatchRecord {
  std::string id;           ///< "L-" and 24 hex digits of `digest`
  Digest digest;            ///< of the ZIP, or of the sorted list of (name, digest) of a folder
  std::string source_name;  ///< file or folder name as sent
  std::string station;
  std::string operator_name;
  std::string scanned_at;  ///< as declared
  UtcTime received_at{};
  bool is_split = false;        ///< components are known; false: only the bytes are safe so far
  std::int32_t counted_in = 0;  ///< components, refused ones and waiting ones included
};

/// State of one component. Counted: in = done + failed + waiting (working counts as waiting).
enum class ComponentState : std::uint8_t {
  Working,
  Done,
  Failed,
  Waiting,
  Split,  ///< a stack whose cover sheets named its components; they stand in its place
};

struct ComponentRecord {
  std::string id;  ///< "<batch id>/<ordinal, 4 digits>"
  std::string batch;
  std::int32_t ordinal = 0;  ///< 1-based, order of the batch
  ComponentState state = ComponentState::Working;
  std::vector<std::string> reasons;  ///< why it failed or waits, and warnings; Vietnamese
  std::string dossier;
  std::string procedure;
  std::string component;
  std::string title;
  std::string kind;  ///< "component", "result", "appraisal"
  std::string owner_type;
  std::string owner_id;
  std::string owner_name;
  std::optional<std::int32_t> pages_declared;
  std::string item;   ///< item code once filed; empty before
  Digest searchable;  ///< blob of the searchable PDF; zero before or when none is made
  bool is_pdfa = false;
  std::string digitize_class;      ///< as declared: "A_prior_result", …; empty: not declared
  bool signed_by_officer = false;  ///< as declared; what counts is the attestation
  std::string type;                ///< document type code; empty: not known (yet)
  double type_confidence = 0;
  bool is_signed = false;        ///< the original holds digital signatures: searchable stays zero
  std::int32_t cover_pages = 0;  ///< separator sheets it lay under: counted, no pages of it
};

/// One received file of a component, in page order.
struct FileRecord {
  std::string component;  ///< ComponentRecord::id; empty: no component claims it
  std::string batch;
  std::int32_t ordinal = 0;  ///< 1-based inside the component
  std::string name;          ///< entry name, NFC, metadata only
  Digest digest;
  std::uint64_t bytes = 0;
  std::string format;      ///< name(Format)
  std::int32_t pages = 0;  ///< 0 until inspected, and of what could not be opened

  // What the cage saw when it inspected the file (intake/document_info.h).
  std::string pdf_version = {};  ///< "1.7"; empty for images
  bool is_encrypted = false;     ///< opened with the empty or a given password, or not without one
  bool is_damaged = false;       ///< opened only after repair
  bool is_signed = false;        ///< holds digital signatures
  std::vector<std::string> active_content = {};  ///< "JavaScript", "EmbeddedFile", …
};

/// One thing the gate noticed about a component's scan (intake/admission.h), as it was judged.
struct ScanFindingRecord {
  std::string rule;       ///< "dpi-low", …
  std::string severity;   ///< "note", "warn", "block"
  std::int32_t page = 0;  ///< 1-based; 0: the component or one of its files
  std::string measure;    ///< "150 dpi"
  std::string limit;      ///< "200 dpi"; empty when there is none
  std::string clause;     ///< citation; empty for our own measures
  std::string message_vi;
  std::string message_en;
  std::string profile;  ///< ScanProfile::id it was judged by
};

enum class PageState : std::uint8_t { Pending, Done, Failed };

struct PageRecord {
  std::string component;
  std::int32_t ordinal = 0;  ///< 1-based inside the component, over all its files
  std::int32_t file_ordinal = 0;
  std::int32_t page_index = 0;  ///< 0-based inside the file
  PageState state = PageState::Pending;
  std::int32_t attempts = 0;  ///< times a worker took it
  std::string source;         ///< "ocr", "text-layer", "none"
  double confidence = 0;
  std::int32_t words = 0;
  bool blank = false;
  std::int32_t duplicate_of = 0;  ///< ordinal of the earlier page it repeats; 0: none
  std::uint64_t dct_hash = 0;
  Digest reading;     ///< blob of the PageResult in wire form; zero before
  std::string error;  ///< fault name; empty when fine
  std::string error_detail;
};

/// What happened, for people and later for the audit log. Holds ids and counts, no personal data.
struct EventRecord {
  UtcTime at{};
  std::string kind;     ///< "batch.received", "component.done", "item.read", …
  std::string subject;  ///< id of batch, component or item
  std::string detail;
};

/// A component that rests on a blob.
struct BlobUse {
  Digest blob;
  std::string component;
};

}  // namespace sohoa
