// Property: a revision that changes any object reachable from a page, other than a permitted field,
// is forbidden; one that changes nothing anybody can see is allowed.
//
// Files are made at random from a seed, and what is reachable is found by the test's own eyes: it
// looks for "n 0 R" in the text it wrote. A failing seed is printed and can be run alone.
#include <algorithm>
#include <random>
#include <set>

#include <gtest/gtest.h>

#include "changes_case.h"

namespace sohoa::testing {
namespace {

constexpr int kCases = 4000;

struct Part {
  std::string body;  ///< dictionary, array; of a stream: the entries without brackets
  std::string data;
  bool is_stream = false;
  bool is_field = false;  ///< may be filled: not what this test is about
};

class Maker {
 public:
  explicit Maker(unsigned seed) : random_(seed) {
    parts_.resize(4);
    add_fonts();
    add_forms();
    std::string kids;
    const int pages = 1 + roll(4);
    for (int i = 0; i < pages; ++i) kids += ref(add_page()) + " ";
    parts_[1].body = "<< /Type /Catalog /Pages 2 0 R /AcroForm 3 0 R >>";
    parts_[2].body = "<< /Type /Pages /Kids [" + kids + "] /Count " + std::to_string(pages) +
                     " /MediaBox [0 0 595 842] /Resources << /Font << /F0 " + ref(fonts_[0]) +
                     " >> >> >>";
    parts_[3].body = "<< /Fields [" + fields_ + "] /DA (/F0 9 Tf) >>";
  }

  int roll(int sides) { return static_cast<int>(random_() % static_cast<unsigned>(sides)); }
  int count() const { return static_cast<int>(parts_.size()); }
  const Part& part(int number) const { return parts_[static_cast<std::size_t>(number)]; }
  int absent() const { return absent_; }

  PdfRevisions file(XrefFlavour flavour) {
    PdfRevisions pdf;
    for (int number = 1; number < count(); ++number) {
      const bool may_pack = flavour == XrefFlavour::Stream && !part(number).is_stream;
      write(pdf, number, part(number), may_pack && roll(2) == 0);
    }
    pdf.signature(count(), "/SubFilter /ETSI.CAdES.detached");
    pdf.end({.flavour = flavour});
    return pdf;
  }

  static void write(PdfRevisions& pdf, int number, const Part& part, bool packed) {
    if (part.is_stream) {
      pdf.stream(number, part.body, part.data);
    } else if (packed) {
      pdf.packed(number, part.body);
    } else {
      pdf.object(number, part.body);
    }
  }

  /// Numbers the pages lead to, fields left out, and what lies below them.
  std::set<int> reachable() const {
    std::set<int> seen;
    std::vector<int> open = {2};
    while (!open.empty()) {
      const int number = open.back();
      open.pop_back();
      if (number >= count() || !seen.insert(number).second) continue;
      for (const int next : refs_in(part(number).body)) open.push_back(next);
    }
    std::erase_if(seen, [&](int number) { return part(number).is_field; });
    return seen;
  }

  static std::string ref(int number) { return std::to_string(number) + " 0 R"; }

 private:
  static std::vector<int> refs_in(const std::string& text) {
    std::vector<int> refs;
    for (std::size_t at = text.find(" 0 R"); at != std::string::npos;
         at = text.find(" 0 R", at + 1)) {
      std::size_t begin = at;
      while (begin > 0 && std::isdigit(static_cast<unsigned char>(text[begin - 1])) != 0) --begin;
      refs.push_back(std::stoi(text.substr(begin, at - begin)));
    }
    return refs;
  }

  int add(std::string body) {
    parts_.push_back({.body = std::move(body), .data = {}});
    return count() - 1;
  }
  int add_stream(std::string entries, std::string data) {
    parts_.push_back({.body = std::move(entries), .data = std::move(data), .is_stream = true});
    return count() - 1;
  }

  void add_fonts() {
    const int fonts = 1 + roll(3);
    for (int i = 0; i < fonts; ++i) {
      const int file = add_stream("/Length1 9", "glyphs " + std::to_string(i));
      const int descriptor =
          add("<< /Type /FontDescriptor /Flags 32 /FontFile2 " + ref(file) + " >>");
      const int map = add_stream("", "begincmap " + std::to_string(i));
      fonts_.push_back(add("<< /Type /Font /Subtype /TrueType /FirstChar 32 /FontDescriptor " +
                           ref(descriptor) + " /ToUnicode " + ref(map) + " /Widths " +
                           ref(add("[500 600 " + std::to_string(i) + "]")) + " >>"));
    }
  }

  void add_forms() {
    const int images = 1 + roll(2);
    for (int i = 0; i < images; ++i) {
      const int mask = add_stream("/Subtype /Image /Width 1 /Height 1", "m" + std::to_string(i));
      const int profile = add_stream("/N 3", "icc" + std::to_string(i));
      forms_.push_back(add_stream("/Subtype /Image /Width 1 /Height 1 /SMask " + ref(mask) +
                                      " /ColorSpace [/ICCBased " + ref(profile) + "]",
                                  "i" + std::to_string(i)));
    }
    const int nested = roll(3);
    for (int i = 0; i < nested; ++i) {
      forms_.push_back(add_stream("/Subtype /Form /BBox [0 0 9 9] /Resources " + resources(),
                                  "form " + std::to_string(i)));
    }
  }

  int any_of(const std::vector<int>& numbers) {
    return numbers[static_cast<std::size_t>(roll(static_cast<int>(numbers.size())))];
  }

  std::string resources() {
    std::string text = "<< /Font << /F0 " + ref(any_of(fonts_)) + " >> ";
    if (!forms_.empty()) text += "/XObject << /X " + ref(any_of(forms_)) + " ";
    if (!forms_.empty() && roll(4) == 0) text += "/Absent " + ref(absent_) + " ";
    if (!forms_.empty()) text += ">> ";
    if (roll(3) == 0) text += "/ExtGState << /G " + ref(add("<< /ca 0.5 >>")) + " >> ";
    text += ">>";
    return roll(2) == 0 ? text : ref(add(text));
  }

  std::string contents() {
    const std::string one = ref(add_stream("", "BT (page " + std::to_string(count()) + ") Tj ET"));
    if (roll(3) != 0) return one;
    const std::string array = "[" + one + " " + ref(add_stream("", "0 g /X Do")) + "]";
    return roll(2) == 0 ? array : ref(add(array));
  }

  int add_page() {
    parts_.push_back({});
    const int number = count() - 1;
    std::string body = "<< /Type /Page /Parent 2 0 R /Contents " + contents();
    if (roll(4) != 0) body += " /Resources " + resources();
    if (roll(2) == 0) body += " /CropBox [0 0 " + std::to_string(300 + roll(200)) + " 800]";
    if (roll(2) == 0) body += " /Annots " + annots(number);
    parts_[static_cast<std::size_t>(number)].body = body + " >>";
    return number;
  }

  std::string annots(int page) {
    std::string list = "[";
    const int notes = 1 + roll(3);
    for (int i = 0; i < notes; ++i) {
      const int look =
          add_stream("/Subtype /Form /BBox [0 0 9 9] /Resources " + resources(), "note");
      const std::string note = "<< /Subtype /Stamp /Rect [9 9 99 99] /Contents (n" +
                               std::to_string(i) + ") /P " + ref(page) + " /AP << /N " + ref(look) +
                               " >> >>";
      list += (roll(3) == 0 ? note : ref(add(note))) + " ";
    }
    if (roll(2) == 0) list += ref(add_text_field(page)) + " ";
    list += "]";
    return roll(2) == 0 ? list : ref(add(list));
  }

  int add_text_field(int page) {
    const int look = add_stream("/Subtype /Form /BBox [0 0 9 9] /Resources << /Font << /F0 " +
                                    ref(any_of(fonts_)) + " >> >>",
                                "(value) Tj");
    const int field = add("<< /Subtype /Widget /FT /Tx /T (f" + std::to_string(count()) +
                          ") /V (value) /Rect [9 9 99 20] /P " + ref(page) + " /AP << /N " +
                          ref(look) + " >> >>");
    parts_.back().is_field = true;
    fields_ += ref(field) + " ";
    return field;
  }

  std::mt19937 random_;
  int absent_ = 777;  ///< referred to, never written
  std::vector<Part> parts_;
  std::vector<int> fonts_;
  std::vector<int> forms_;
  std::string fields_;
};

/// Changes the meaning of one part; false when this one does not apply to it.
bool mutate(Part& part, Maker& maker) {
  const std::string before = part.body + part.data;
  switch (maker.roll(6)) {
    case 0:
      part.is_stream ? part.data += " 1 g" : part.body += "";
      break;
    case 1: {  // one more key
      const auto at = part.is_stream ? part.body.size() : part.body.rfind(">>");
      if (at == std::string::npos || part.body.ends_with("]")) return false;
      part.body.insert(at, " /Xyz 7 ");
      break;
    }
    case 2: {  // another target
      const auto at = part.body.find(" 0 R");
      if (at == std::string::npos) return false;
      part.body.insert(at, "9");
      break;
    }
    case 3:  // another number
      for (char& c : part.body) {
        if (c == '9') c = '8';
      }
      break;
    case 4:  // nothing at all
      part = {.body = "null", .data = {}};
      break;
    default: {  // another object's content
      const auto& other = maker.part(1 + maker.roll(maker.count() - 1));
      part.body = other.body;
      part.data = other.data;
      part.is_stream = other.is_stream;
    }
  }
  return part.body + part.data != before;
}

class EachSeed : public ::testing::TestWithParam<XrefFlavour> {};
INSTANTIATE_TEST_SUITE_P(Xref,
                         EachSeed,
                         ::testing::Values(XrefFlavour::Table, XrefFlavour::Stream));

TEST_P(EachSeed, AnyChangeOfWhatAPageReachesIsForbidden) {
  int tried = 0;
  for (unsigned seed = 1; seed <= kCases; ++seed) {
    Maker maker(seed);
    PdfRevisions pdf = maker.file(GetParam());
    const std::set<int> reachable = maker.reachable();
    auto chosen = reachable.begin();
    std::advance(chosen, maker.roll(static_cast<int>(reachable.size())));
    Part part = maker.part(*chosen);
    if (!mutate(part, maker)) continue;
    const bool may_pack = GetParam() == XrefFlavour::Stream && !part.is_stream;
    Maker::write(pdf, *chosen, part, may_pack && maker.roll(2) == 0);
    pdf.end({.flavour = GetParam()});
    ++tried;
    const Outcome outcome(pdf);
    ASSERT_TRUE(outcome.is_forbidden(maker.roll(3)))
        << "seed " << seed << ", object " << *chosen << " became " << part.body << "\n"
        << outcome;
  }
  EXPECT_GT(tried, kCases / 2);
}

TEST_P(EachSeed, FreeingWhatAPageReachesIsForbidden) {
  for (unsigned seed = 1; seed <= kCases / 4; ++seed) {
    Maker maker(seed);
    PdfRevisions pdf = maker.file(GetParam());
    const std::set<int> reachable = maker.reachable();
    auto chosen = reachable.begin();
    std::advance(chosen, maker.roll(static_cast<int>(reachable.size())));
    pdf.free(*chosen).end({.flavour = GetParam()});
    ASSERT_TRUE(Outcome(pdf).is_forbidden(maker.roll(3))) << "seed " << seed << " " << *chosen;
  }
}

TEST_P(EachSeed, GivingAnAbsentObjectABodyIsForbidden) {
  int tried = 0;
  for (unsigned seed = 1; seed <= kCases / 4; ++seed) {
    Maker maker(seed);
    PdfRevisions pdf = maker.file(GetParam());
    const std::set<int> reachable = maker.reachable();
    const bool is_wanted = std::any_of(reachable.begin(), reachable.end(), [&](int number) {
      return maker.part(number).body.find(Maker::ref(maker.absent())) != std::string::npos;
    });
    if (!is_wanted) continue;
    ++tried;
    pdf.stream(maker.absent(), "/Subtype /Form /BBox [0 0 9 9]", "0 0 9 9 re f");
    pdf.end({.flavour = GetParam()});
    ASSERT_TRUE(Outcome(pdf).is_forbidden(maker.roll(3))) << "seed " << seed;
  }
  EXPECT_GT(tried, kCases / 40);
}

TEST_P(EachSeed, WritingAnythingAgainAsItWasIsAllowed) {
  for (unsigned seed = 1; seed <= kCases / 2; ++seed) {
    Maker maker(seed);
    PdfRevisions pdf = maker.file(GetParam());
    for (int times = 1 + maker.roll(8); times > 0; --times) {
      const int number = 1 + maker.roll(maker.count() - 1);
      const bool may_pack = GetParam() == XrefFlavour::Stream && !maker.part(number).is_stream;
      Maker::write(pdf, number, maker.part(number), may_pack && maker.roll(2) == 0);
    }
    pdf.object(950, "<< /Type /Page /Contents 4 0 R >>");  // nobody reaches it
    pdf.end({.flavour = GetParam()});
    const Outcome outcome(pdf);
    ASSERT_TRUE(outcome.is_allowed(1)) << "seed " << seed << "\n" << outcome;
  }
}

}  // namespace
}  // namespace sohoa::testing
