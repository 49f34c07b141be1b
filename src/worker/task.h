// The closed set of things the service may ask of the cage, and what it may answer.
//
// A request is small and carries no paths: the input file, the output file and a side file come as
// descriptors. A reply is hostile until decoded: a taken-over worker writes it (fourth law).
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "core/bytes.h"
#include "core/limits.h"
#include "core/result.h"
#include "intake/archive_frame.h"
#include "intake/barcode.h"
#include "intake/cover_sheet.h"
#include "intake/document_info.h"
#include "ocr/compose.h"
#include "ocr/engine.h"
#include "signing/requests.h"

namespace sohoa {

/// What is in this file? Input: the file. Answer: DocumentInfo.
struct InspectTask {
  std::string password;
};

/// Read one page. Input: the file. Answer: PageResult.
struct ReadPageTask {
  std::int32_t page_index = 0;  ///< 0-based
  std::string password;
  bool force_ocr = false;  ///< also where a trusted text layer exists
  bool read_barcodes = true;
  ReadOptions ocr;
};

/// Make the searchable PDF/A-2b. Inputs: the source files in order; side file: the pages in wire
/// form (`encode_pages`); output: the PDF. Answer: ComposeReport.
struct ComposeTask {
  ComposeOptions options;
};

/// List and unpack an archive. Input: the ZIP. Answer: a stream of frames, see
/// intake/archive_frame.h.
struct UnpackTask {
  NestedArchives nested = NestedArchives::Refused;
};

/// Draw cover sheets as an A4 PDF. Output: the PDF. Answer: empty.
struct CoverTask {
  std::vector<CoverSheet> sheets;
};

/// Where are the signatures of this PDF, and what did later revisions change? Input: the file.
/// Answer: PdfReading (signing/requests_wire.h). Carried out by sohoa-verifier.
struct CollectPdfTask {
  std::string password;
  std::int64_t base_bytes =
      0;  ///< name the changes since the file had this length; 0: since signed
};

/// The same for an XML document or a container's manifest. Answer: XmlReading. By sohoa-worker: an
/// XML library is loaded there anyway.
struct CollectXmlTask {};

/// Verify values and read certificates. Side file: an EvidenceRequest; no document is given.
/// Answer: EvidenceAnswer. By sohoa-verifier.
struct EvidenceTask {};

/// Draw a validation sheet. Side file: a ValidationSheet (signing/sheet_wire.h); output: the PDF.
/// Answer: empty. By sohoa-worker, which has fonts.
struct SheetTask {};

using Task = std::variant<InspectTask,
                          ReadPageTask,
                          ComposeTask,
                          UnpackTask,
                          CoverTask,
                          CollectPdfTask,
                          CollectXmlTask,
                          EvidenceTask,
                          SheetTask>;

struct PageResult {
  PageInfo info;
  PageReading reading;
  std::vector<Barcode> barcodes;
  bool is_partial = false;         ///< pixels are missing from the file: only the rest was read
  std::vector<std::string> notes;  ///< "text layer is mojibake: read again", English
};

Bytes encode(const Task& task);
Result<Task> decode_task(ByteView bytes);

Bytes encode(const DocumentInfo& info);
Result<DocumentInfo> decode_document_info(ByteView bytes, const Limits& limits);
Bytes encode(const PageResult& page);
Result<PageResult> decode_page_result(ByteView bytes, const Limits& limits);
Bytes encode(const ComposeReport& report);
Result<ComposeReport> decode_compose_report(ByteView bytes, const Limits& limits);
Bytes encode(const ArchiveFrame& frame);
Result<ArchiveFrame> decode_archive_frame(ByteView bytes, const Limits& limits);
Bytes encode(const Error& error);
Result<Error> decode_error(ByteView bytes);
Bytes encode_pages(const std::vector<ComposePage>& pages);
Result<std::vector<ComposePage>> decode_pages(ByteView bytes, const Limits& limits);

}  // namespace sohoa
