// The one-page validation sheet: what people are told on paper, already in words.
//
// TT 15/2025/TT-BKHCN asks for the result in Vietnamese with signer, signing time and integrity.
// Composing is pure and happens in the service; drawing needs fonts and happens in the cage
// (parsers/sheet_writer.h), which gets nothing but these texts.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "signing/verdict.h"

namespace sohoa {

/// Decides how the result box is drawn, so that it differs without colour.
enum class SheetResult : std::uint8_t { Passed, Failed, Indeterminate, Unsigned };

struct SheetRow {
  std::string label;
  std::string value;
};

/// One reason, with the clause it rests on.
struct SheetReason {
  CheckOutcome outcome = CheckOutcome::Unknown;
  std::string text;
  std::string clause;  ///< may be empty
};

struct SheetSignature {
  SheetResult result = SheetResult::Indeterminate;
  std::string title;  ///< "Chữ ký số 1"
  std::string result_word;
  std::vector<SheetRow> rows;        ///< the important ones first
  std::vector<SheetReason> reasons;  ///< the weighty ones first; the end may be left out
};

struct ValidationSheet {
  std::string title;
  std::string subtitle;
  SheetResult result = SheetResult::Unsigned;
  std::string result_word;  ///< "HỢP LỆ", "KHÔNG HỢP LỆ", "CHƯA XÁC ĐỊNH ĐƯỢC"
  std::string result_note;  ///< one sentence below it
  std::vector<SheetRow> file_rows;
  std::string digest_label;
  std::string digest;                      ///< hexadecimal, set in fixed width
  std::vector<SheetReason> file_reasons;   ///< of the file as a whole
  std::vector<SheetSignature> signatures;  ///< invalid ones first, so that none drops off the page
  std::string policy;                      ///< footer
  std::string checked;                     ///< footer: for which moment
  std::string disclaimer;                  ///< footer: what this sheet is and is not
  std::string made_at;                     ///< RFC 3339, of the validation
};

/// The file as its owner knows it.
struct SheetFile {
  std::string name;
  std::string sha256;  ///< hexadecimal
};

/// Vietnamese, for one file. Total and pure: the same verdict gives the same sheet. Personal
/// numbers in certificates (identity card, tax code) are not repeated on paper.
ValidationSheet make_sheet(const SignedFile& facts,
                           const FileVerdict& verdict,
                           const SheetFile& file);

}  // namespace sohoa
