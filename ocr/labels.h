// Where the printed labels of a form stand on a paper. Pure; internal to extraction.
#pragma once

#include <cstdint>
#include <vector>

#include "ocr/paper_lines.h"
#include "ocr/template.h"

namespace sohoa::ocr {

/// One place where an anchor of a field was found.
struct Label {
  std::size_t field = 0;  ///< of the template
  std::size_t line = 0;   ///< of the paper
  std::size_t begin = 0;  ///< in the line's text
  std::size_t end = 0;    ///< of the anchor itself
  std::size_t value = 0;  ///< where a value may begin: behind a gloss and its colon
  double quality = 0;     ///< of the match, 0..1
  double score = 0;       ///< to choose among several places
  bool starts_line = false;
  bool is_whole_line = false;
  bool has_colon = false;  ///< a colon follows, at once or behind a gloss: "Họ và tên / Full name:"

  /// Printed as labels are, and no words of a running sentence.
  bool is_label_like() const { return starts_line || has_colon; }
};

/// Every anchor of every field wherever it is found, without those that are only a part of another
/// field's longer label ("Họ, chữ đệm, tên" in "Họ, chữ đệm, tên người mẹ"). By line, then place.
std::vector<Label> find_labels(const Paper& paper, const DocumentTemplate& form);

/// The best place for this field on its page, in its zone and below its section; null: none.
const Label* choose_label(const Paper& paper,
                          const DocumentTemplate& form,
                          std::size_t field,
                          const std::vector<Label>& labels);

/// Whether a field of this page number (FieldTemplate::page) may stand on `page`, counted from 0.
bool is_on_page(const Paper& paper, std::int32_t wanted, std::size_t page);
/// Whether the middle of the box is in the zone, with a little give.
bool is_in_zone(const Zone& zone, const Zone& box);

/// Where a field may stand by its section: from a heading on, across columns.
struct Section {
  std::size_t page = 0;
  std::int32_t top = 0;  ///< y of the heading
  bool is_there = true;  ///< false: the heading was not found, so neither is the field

  bool holds(const PaperLine& line) const;
};
Section section_of(const Paper& paper, const FieldTemplate& field);

}  // namespace sohoa::ocr
