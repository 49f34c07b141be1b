// Every bound of the system, in one place: value, unit, reason.
//
// A Limits is passed to whoever needs one. Changing a default is a decision; the documentation of
// each bound says what it protects and which input met it.
#pragma once

#include <cstdint>

namespace sohoa {

inline constexpr std::uint64_t kKiB = 1024;
inline constexpr std::uint64_t kMiB = 1024 * kKiB;
inline constexpr std::uint64_t kGiB = 1024 * kMiB;

struct Limits {
  // One document.
  std::uint64_t file_bytes = 2 * kGiB;       ///< one file; a 2,000-page colour PDF is 1 GB
  std::int32_t pages = 5'000;                ///< pages of one document; /Count may lie up to 2^31
  std::int64_t page_pixels = 100'000'000;    ///< decoded pixels of a page; A3 at 600 dpi is 70 M
  std::int32_t page_side_px = 30'000;        ///< one side; libjpeg itself stops at 65,500
  double page_side_pt = 14'400;              ///< ISO 32000-1 annex C.2: 200 inches, 5.08 m
  double render_dpi_max = 300;               ///< nothing is rendered finer than this
  std::uint64_t inflate_bytes = 256 * kMiB;  ///< one stream after all its filters
  std::int32_t pdf_objects = 2'000'000;      ///< objects of one PDF
  std::int32_t nesting = 64;                 ///< depth of page tree, forms, outlines

  // One archive (Fifield's bombs reach 281 TB; DEFLATE alone is at most 1032:1).
  std::int32_t archive_entries = 5'000;
  std::uint64_t entry_bytes = 256 * kMiB;
  std::uint64_t archive_bytes = 4 * kGiB;   ///< sum of all entries, counted as they stream
  std::int32_t archive_ratio = 200;         ///< unpacked : packed; scans hardly compress
  std::uint64_t manifest_bytes = 8 * kMiB;  ///< manifest-sha256.txt, batch.json
  std::int32_t name_bytes = 1'024;          ///< one entry's name

  // One task in the cage.
  std::uint64_t task_memory_bytes = 1 * kGiB;  ///< RLIMIT_AS above what the warm parent holds
  std::uint64_t task_file_bytes = 4 * kGiB;    ///< RLIMIT_FSIZE of the one output file
  std::int32_t task_cpu_s = 60;                ///< RLIMIT_CPU
  std::int32_t task_deadline_s = 120;          ///< wall clock; then SIGKILL
  std::int32_t page_extra_ms = 200;            ///< more of both for a page composed; 10 ms is usual
  std::int32_t entry_extra_ms = 50;            ///< more wall clock for an entry stored; three syncs
  std::int32_t inflate_mib_per_s = 20;         ///< more CPU for an archive; 200 MiB/s is usual
  std::int32_t task_open_files = 64;           ///< RLIMIT_NOFILE above its inputs: fonts
  std::uint64_t reply_bytes = 64 * kMiB;       ///< one reply; a dense page is 200 kB
  std::int32_t task_attempts = 3;              ///< deaths on one input before it is Stuck

  // One page's reading; beyond these the worker is lying or the page is noise.
  std::int32_t words_per_page = 50'000;
  std::int32_t word_bytes = 4'096;
  std::int32_t barcodes_per_page = 64;
  std::int32_t notes_per_page = 256;

  // One signed file. Beyond these a file is built to exhaust, not to be signed.
  std::int32_t signatures = 512;             ///< signatures and time-stamps; 51 is the most seen
  std::int32_t revisions = 1'000;            ///< xref sections on the /Prev chain
  std::int32_t form_fields = 20'000;         ///< visited while looking for signatures
  std::int32_t changes = 10'000;             ///< named; more are counted as one Undefined
  std::uint64_t signature_bytes = 8 * kMiB;  ///< one value; a CMS with a full CRL inside is 2 MB
  std::uint64_t evidence_bytes = 64 * kMiB;  ///< one CRL, OCSP answer or certificate pool
  std::int32_t certificates = 2'000;         ///< of one request; trust lists included
  std::int32_t revocation_items = 1'000;     ///< CRLs plus OCSP answers of one request
  std::int32_t chains = 64;                  ///< candidate chains of one certificate
  std::int32_t chain_length = 12;            ///< PKITS needs 8
  std::int32_t xml_references = 1'000;       ///< of one signature
  std::int32_t xml_depth = 256;              ///< elements in one another
  std::uint64_t xml_bytes = 32 * kMiB;       ///< one XML document; C14N may double it
  std::int32_t verify_deadline_s = 10;       ///< any file, whatever it holds
  std::uint64_t verify_memory_bytes = 512 * kMiB;

  // Data of the site: templates, profiles, catalogues. A province has 2,000 TTHC.
  std::int32_t templates = 2'000;
  std::uint64_t template_bytes = 256 * kKiB;  ///< one template or profile
  std::uint64_t catalogue_bytes = 64 * kMiB;  ///< units.json, procedures.json
  std::int32_t fields_per_paper = 256;

  // One search; a question longer than this is a page pasted by mistake.
  std::int32_t query_words = 64;
  std::int32_t ranked_pages = 5'000;  ///< newest matching pages put in order; 1.5 us each

  // The store: how long one writer waits for another before StoreBusy.
  std::int32_t store_busy_ms = 10'000;
};

}  // namespace sohoa
