// Appending a revision that changes an object reachable from a page, other than a permitted field,
// is forbidden.
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "signing/parsers/cos_file.h"
#include "signing/property/corpus_files.h"

namespace sohoa::testing {
namespace {

using cos::Dict;
using cos::Object;
using cos::Ref;

constexpr unsigned kSeed = 20260301;
constexpr int kRounds = 12;

// ---- Writing objects back
// ------------------------------------------------------------------------

std::string written(const Object& object);

std::string written(const std::string& bytes) {
  return "<" + to_hex(as_bytes(bytes)) + ">";
}

std::string written_name(const std::string& text) {
  std::string out = "/";
  for (const char c : text) {
    const bool is_plain = std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '.';
    out += is_plain ? std::string(1, c) : "#" + to_hex(as_bytes(std::string(1, c)));
  }
  return out;
}

std::string written(const Dict& dict) {
  std::string out = "<<";
  for (const auto& [key, value] : dict.entries)
    out += written_name(key) + " " + written(value) + " ";
  return out + ">>";
}

std::string written(const cos::Array& array) {
  std::string out = "[";
  for (const Object& item : array) out += written(item) + " ";
  return out + "]";
}

std::string written(const Object& object) {
  if (const auto* ref = object.ref()) {
    return std::to_string(ref->number) + " " + std::to_string(ref->generation) + " R";
  }
  if (const auto* array = object.array()) return written(*array);
  if (const auto* dict = object.dict()) return written(*dict);
  if (const auto* name = object.name()) return written_name(*name);
  if (const auto* string = object.string()) return written(*string);
  if (const auto* integer = object.integer()) return std::to_string(*integer);
  if (const auto* flag = std::get_if<bool>(&object.value())) return *flag ? "true" : "false";
  double number = 0;
  return object.number(number) ? std::to_string(number) : "null";
}

// ---- What is reachable from a page
// ------------------------------------------------------------------

/// Objects a page shows, by number, without its annotations and without climbing to its parent.
class Reachable {
 public:
  explicit Reachable(const cos::View& view) : view_(view) {
    const Object root = view.get(view.trailer(), "Root");
    visit(view.get(*root.dict(), "Pages"));
    const Object* pages = root.dict()->get("Pages");
    if (pages != nullptr && pages->ref() != nullptr) found_.insert(*pages->ref());
  }
  const std::set<Ref>& found() const { return found_; }

 private:
  void visit(const Object& object) {
    if (const auto* ref = object.ref()) {
      if (found_.insert(*ref).second) visit(view_.get(*ref));
      return;
    }
    if (const auto* array = object.array()) {
      for (const Object& item : *array) visit(item);
    }
    if (const auto* dict = object.dict()) visit_entries(*dict);
  }

  void visit_entries(const Dict& dict) {
    for (const auto& [key, value] : dict.entries) {
      if (key != "Parent" && key != "Annots") visit(value);
    }
  }

  cos::View view_;
  std::set<Ref> found_;
};

// ---- Changing one of them
// -----------------------------------------------------------------------------

/// A change a reader may see: another number, name or string, an entry more, bytes more.
class Changer {
 public:
  Changer(const cos::View& view, std::mt19937& random) : view_(view), random_(random) {}

  std::string changed(const Object& object) {
    if (const auto* stream = object.stream()) return changed_stream(*stream);
    if (const auto* dict = object.dict()) return changed_dict(*dict);
    if (const auto* array = object.array()) return "[" + written(*array) + " 7]";
    return "(khac " + std::to_string(random_() % 1000) + ")";
  }

 private:
  std::string changed_stream(const cos::Stream& stream) {
    Bytes data = view_.raw(stream, {}).value_or(Bytes{});
    if (data.empty() || random_() % 2 == 0) data.push_back('Q');
    data[random_() % data.size()] ^= static_cast<std::uint8_t>(1U << (random_() % 7));
    Dict dict = *stream.dict;
    std::erase_if(dict.entries, [](const auto& entry) { return entry.first == "Length"; });
    std::string head = written(dict);
    head.insert(2, "/Length " + std::to_string(data.size()) + " ");
    return head + "\nstream\n" + std::string(as_text(data)) + "\nendstream";
  }

  std::string changed_dict(const Dict& dict) {
    Dict other = dict;
    switch (random_() % 3) {
      case 0:
        other.entries.emplace_back("Rotate", Object(std::int64_t{90}));
        other.entries.emplace_back("Khac", Object(std::int64_t{1}));
        break;
      case 1:
        other.entries.erase(other.entries.begin() +
                            static_cast<std::ptrdiff_t>(random_() % other.entries.size()));
        break;
      default:
        other.entries[random_() % other.entries.size()].second = Object(std::int64_t{4711});
    }
    return written(other);
  }

  const cos::View& view_;
  std::mt19937& random_;
};

std::string with_revision(const Bytes& file,
                          const std::string& root,
                          Ref ref,
                          const std::string& body) {
  std::string out(as_text(file));
  const std::size_t previous = out.rfind("startxref\n") + 10;
  const std::string prev = out.substr(previous, out.find('\n', previous) - previous);
  const std::size_t at = out.size();
  out += std::to_string(ref.number) + " 0 obj\n" + body + "\nendobj\n";
  const std::size_t xref = out.size();
  char row[32];
  std::snprintf(row, sizeof row, "%010zu 00000 n \n", at);
  out += "xref\n" + std::to_string(ref.number) + " 1\n" + row + "trailer\n<< /Size 200 /Root " +
         root + " /Prev " + prev + " >>\nstartxref\n" + std::to_string(xref) + "\n%%EOF\n";
  return out;
}

class AppendTest : public ::testing::TestWithParam<const char*> {};

TEST_P(AppendTest, ChangedObjectReachableFromAPage_IsForbidden) {
  OpenVerifier verifier;
  const Bytes file = corpus_file(GetParam());
  ASSERT_TRUE(has_passed(verifier.verify(file))) << "not valid to begin with";
  const auto opened = cos::File::open(file, {}, Limits{});
  ASSERT_TRUE(opened);
  const cos::View view = opened->newest();
  const std::string root = written(*view.trailer().get("Root"));
  const Reachable reachable(view);
  ASSERT_GT(reachable.found().size(), 3U);
  std::mt19937 random(kSeed);
  Changer changer(view, random);
  for (const Ref ref : reachable.found()) {
    for (int round = 0; round < kRounds; ++round) {
      const std::string body = changer.changed(view.get(ref));
      const std::string appended = with_revision(file, root, ref, body);
      const auto verified = verifier.verify(as_bytes(appended));
      EXPECT_FALSE(has_passed(verified)) << ref.number << ": " << body.substr(0, 300);
      if (!verified) continue;  // refused to read: no verdict, no pass
      EXPECT_EQ(verified->verdict.modification, Modification::Forbidden) << body.substr(0, 300);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Files,
                         AppendTest,
                         ::testing::Values("good-lasting.pdf",
                                           "good-rich.pdf",
                                           "p3-store-added.pdf",
                                           "two-signatures.pdf",
                                           "time-stamped.pdf"),
                         [](const auto& param) {
                           std::string name = param.param;
                           name.resize(name.size() - 4);
                           for (char& c : name) c = c == '-' ? '_' : c;
                           return name;
                         });

}  // namespace
}  // namespace sohoa::testing
