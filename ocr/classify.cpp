// Which kind of paper: evidence of each template, weighed, and held against the next best.
#include <algorithm>
#include <cmath>

#include "core/text.h"
#include "ocr/fields.h"
#include "ocr/paper_lines.h"

namespace sohoa {
namespace {

using ocr::Hit;
using ocr::Paper;
using ocr::PaperLine;
using ocr::Pattern;

constexpr std::size_t kMostGuesses = 5;
// A paper shows about this share of what its template lists: parts are cut off, stamped over, or
// belong to variants. More adds nothing to our certainty.
constexpr double kUsualShare = 0.55;
// One unit of weight alone proves little, a title (3) nearly all.
constexpr double kConvincingWeight = 1.2;
constexpr double kRequiredQuality = 0.80;

/// One or two lines that are read as one.
struct Passage {
  const PaperLine* first = nullptr;
  const PaperLine* second = nullptr;  ///< null: one line
  std::u32string skeleton;
};

/// A rule's best place on the paper.
struct Seen {
  double quality = 0;
  TypeEvidence evidence;
};

double middle_y(const PaperLine& line) {
  return (line.zone.y0 + line.zone.y1) / 2;
}

// Text of the page's own width: cards and scans with wide borders are not centred on the raster.
bool is_centred(const PaperLine& line) {
  constexpr double kOff = 0.08;
  return line.zone.x0 > 0.15 && std::abs((line.zone.x0 + line.zone.x1) / 2 - 0.5) < kOff;
}

bool is_title_like(const PaperLine& line) {
  constexpr double kUpperHalf = 0.55;
  return middle_y(line) < kUpperHalf && (ocr::is_upper_case(line.text) || is_centred(line));
}

// Lines of one title: the second close under the first, about as tall.
bool goes_on(const PaperLine& first, const PaperLine& second) {
  if (first.page != second.page) return false;
  const Box& a = first.line->box;
  const Box& b = second.line->box;
  return b.y >= a.y && b.y - a.bottom() < 2 * std::max(a.h, b.h);
}

/// Where evidence may stand, once for a paper.
class Places {
 public:
  explicit Places(const Paper& paper) {
    if (paper.lines.empty()) return;
    const std::size_t first_page = paper.lines.front().page;
    for (std::size_t i = 0; i < paper.lines.size(); ++i) {
      const PaperLine& line = paper.lines[i];
      const PaperLine* next = i + 1 < paper.lines.size() ? &paper.lines[i + 1] : nullptr;
      if (next != nullptr && !goes_on(line, *next)) next = nullptr;
      const bool is_first = line.page == first_page;
      const bool is_head = is_first && middle_y(line) < kThird;
      const bool is_foot = line.page == paper.last_page && middle_y(line) > 1 - kThird;
      if (is_first && is_title_like(line)) add(line, next, title_);
      if (is_head) add(line, next, head_);
      if (is_foot) add(line, nullptr, foot_);
      if (!is_head && !is_foot) add(line, nullptr, body_);
      add(line, nullptr, anywhere_);
    }
  }

  const std::vector<Passage>& of(Where where) const {
    switch (where) {
      case Where::Title:
        return title_;
      case Where::Head:
        return head_;
      case Where::Body:
        return body_;
      case Where::Foot:
        return foot_;
      case Where::Anywhere:
      case Where::Barcode:
        break;
    }
    return anywhere_;
  }

 private:
  static constexpr double kThird = 1.0 / 3;

  static void add(const PaperLine& line, const PaperLine* next, std::vector<Passage>& to) {
    to.push_back({&line, nullptr, line.skeleton});
    if (next != nullptr) to.push_back({&line, next, line.skeleton + next->skeleton});
  }

  std::vector<Passage> title_, head_, body_, foot_, anywhere_;
};

Box box_of(const Passage& passage) {
  const Box box = passage.first->line->box;
  return passage.second == nullptr ? box : unite(box, passage.second->line->box);
}

std::string text_of(const Passage& passage) {
  std::string text = to_utf8(passage.first->text);
  if (passage.second != nullptr) text += " " + to_utf8(passage.second->text);
  return text;
}

double quality_of_slips(const Pattern& pattern, std::int32_t slips) {
  return 1 - static_cast<double>(slips) / static_cast<double>(pattern.skeleton().size());
}

double whole_line_quality(const Pattern& pattern, const Passage& passage) {
  const std::int32_t slips =
      ocr::slips_between(pattern.skeleton(), passage.skeleton, pattern.allowed());
  if (slips > pattern.allowed()) return 0;
  const Hit all{0, passage.skeleton.size(), slips};
  return passage.second == nullptr ? ocr::match_quality(pattern, *passage.first, all)
                                   : quality_of_slips(pattern, slips);
}

bool is_allowed_at(TextMatch match, const Passage& passage, const Hit& hit) {
  const PaperLine& line = *passage.first;
  const std::size_t size = line.skeleton.size();
  if (hit.begin >= size) return false;  // all in the second line: that line is a passage of its own
  const bool is_inside = hit.end <= size;
  if (is_inside && passage.second != nullptr) return false;
  if (!ocr::starts_word(line, hit)) return false;
  const Hit rest{0, is_inside ? hit.end : hit.end - size, 0};
  const PaperLine& last = is_inside ? line : *passage.second;
  if (!ocr::ends_word(last, rest)) return false;
  return match == TextMatch::Contains || ocr::starts_line(line, hit);
}

double part_quality(const Pattern& pattern, TextMatch match, const Passage& passage) {
  double best = 0;
  for (const Hit& hit : ocr::find_all(pattern, passage.skeleton)) {
    if (!is_allowed_at(match, passage, hit)) continue;
    const bool is_inside = hit.end <= passage.first->skeleton.size();
    best = std::max(best,
                    is_inside ? ocr::match_quality(pattern, *passage.first, hit)
                              : quality_of_slips(pattern, hit.slips));
  }
  return best;
}

Seen seen_in_text(const EvidenceRule& rule, const Pattern& pattern, const Places& places) {
  const Passage* found = nullptr;
  double best = 0;
  for (const Passage& passage : places.of(rule.where)) {
    const double quality = rule.match == TextMatch::WholeLine
                               ? whole_line_quality(pattern, passage)
                               : part_quality(pattern, rule.match, passage);
    if (quality <= best) continue;
    best = quality;
    found = &passage;
  }
  if (found == nullptr) return {};
  const auto page = static_cast<std::int32_t>(found->first->page + 1);
  return {best, {rule.text, text_of(*found), page, box_of(*found), rule.weight}};
}

// A code is read whole or not at all: no slips.
Seen seen_in_codes(const EvidenceRule& rule, const std::vector<SourcePage>& pages) {
  const std::string wanted = fold(rule.text);
  for (std::size_t i = 0; i < pages.size(); ++i) {
    for (const std::string& code : pages[i].barcodes) {
      if (fold(code).find(wanted) == std::string::npos) continue;
      return {1, {rule.text, code, static_cast<std::int32_t>(i + 1), {}, rule.weight}};
    }
  }
  return {};
}

/// One template's case while it is made.
struct Case {
  double reached = 0;     ///< weight seen, what speaks against it taken off
  double title = 0;       ///< of that: by the title
  double possible = 0;    ///< weight there is to reach
  double best_title = 0;  ///< of that: by the title, since a paper has one
  bool has_required = true;
  std::vector<TypeEvidence> evidence;
};

void weigh(const EvidenceRule& rule, Seen seen, Case& made) {
  const bool is_title = rule.where == Where::Title && rule.weight > 0;
  if (is_title) {
    made.best_title = std::max(made.best_title, rule.weight);
  } else {
    made.possible += std::max(0.0, rule.weight);
  }
  if (rule.required && seen.quality < kRequiredQuality) made.has_required = false;
  if (seen.quality == 0) return;
  const double weight = rule.weight * seen.quality;
  if (is_title) {
    made.title = std::max(made.title, weight);
  } else {
    made.reached += weight;
  }
  made.evidence.push_back(std::move(seen.evidence));
}

/// A template with what it reached, before it is held against the others.
struct Candidate {
  TypeGuess guess;
  double strength = 0;  ///< not capped: tells the better of two that both have enough
};

Candidate judged(const DocumentTemplate& form, Case made) {
  const double reached = made.reached + made.title;
  const double possible = made.possible + made.best_title;
  Candidate candidate;
  if (!made.has_required || reached <= 0 || possible <= 0) return candidate;
  const double share = reached / possible;
  const double amount = 1 - std::exp(-reached / kConvincingWeight);
  candidate.strength = std::sqrt(share) * reached;
  candidate.guess.type = form.id;
  candidate.guess.confidence = std::min(1.0, share / kUsualShare) * amount;
  candidate.guess.evidence = std::move(made.evidence);
  return candidate;
}

Candidate candidate_of(const DocumentTemplate& form,
                       const std::vector<SourcePage>& pages,
                       const Places& places) {
  Case made;
  for (const EvidenceRule& rule : form.evidence) {
    weigh(rule,
          rule.where == Where::Barcode ? seen_in_codes(rule, pages)
                                       : seen_in_text(rule, Pattern(rule.text), places),
          made);
    if (!made.has_required) return {};
  }
  return judged(form, std::move(made));
}

// Two types that reach as far as each other leave the question open.
double margin(double best, double next) {
  constexpr double kOpen = 0.5;
  constexpr double kSteep = 4;
  return 1 - kOpen * std::pow(next / best, kSteep);
}

Classification ranked(std::vector<Candidate> candidates) {
  std::stable_sort(candidates.begin(), candidates.end(), [](const auto& a, const auto& b) {
    return a.strength > b.strength;
  });
  Classification guesses;
  for (std::size_t i = 0; i < std::min(candidates.size(), kMostGuesses); ++i) {
    const double rival =
        i > 0 ? candidates[0].strength : (candidates.size() > 1 ? candidates[1].strength : 0);
    TypeGuess guess = std::move(candidates[i].guess);
    guess.confidence *= i == 0 ? margin(candidates[0].strength, rival)
                               : (1 - margin(rival, candidates[i].strength));
    guesses.push_back(std::move(guess));
  }
  return guesses;
}

}  // namespace

Classification classify(const std::vector<SourcePage>& pages, const TemplateSet& templates) {
  const Paper paper = ocr::paper_of(pages);
  const Places places(paper);
  std::vector<Candidate> candidates;
  for (const DocumentTemplate& form : templates) {
    Candidate candidate = candidate_of(form, pages, places);
    if (candidate.strength > 0) candidates.push_back(std::move(candidate));
  }
  return ranked(std::move(candidates));
}

}  // namespace sohoa
