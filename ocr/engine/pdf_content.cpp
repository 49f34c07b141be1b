#include "ocr/engine/pdf_content.h"

#include <algorithm>
#include <functional>
#include <qpdf/Pipeline.hh>

#include "ocr/engine/pdf_lexer.h"

namespace sohoa::pdf {
namespace {

constexpr int kOperatorsMax = 20'000'000;  // several minutes of any viewer's time
constexpr std::size_t kImagesMax = 20'000;

/// No std::exception on purpose: qpdf swallows those while it decodes and tries again.
struct InflatedTooFar {};

/// End of a pipeline that counts, keeps on request, and stops at a bound.
class BoundedSink final : public Pipeline {
 public:
  BoundedSink(std::string* kept, std::uint64_t max_bytes)
      : Pipeline("bounded", nullptr), kept_(kept), max_bytes_(max_bytes) {}

  void write(unsigned char const* data, size_t size) override {
    count_ += size;
    if (count_ > max_bytes_) throw InflatedTooFar();
    if (kept_ != nullptr) kept_->append(reinterpret_cast<const char*>(data), size);
  }
  void finish() override {}
  std::uint64_t count() const { return count_; }

 private:
  std::string* kept_;
  std::uint64_t max_bytes_;
  std::uint64_t count_ = 0;
};

Result<std::uint64_t> pour(QPDFObjectHandle stream, std::string* kept, std::uint64_t max_bytes) {
  BoundedSink sink(kept, max_bytes);
  try {
    stream.pipeStreamData(&sink, 0, qpdf_dl_generalized, true);
  } catch (const InflatedTooFar&) {
    return Error{Fault::InflateTooLarge, std::to_string(max_bytes) + " bytes", {}};
  } catch (const std::exception&) {  // damaged data: what came before it still counts
    return sink.count();
  }
  return sink.count();
}

bool shows_text(std::string_view op) {
  return op == "Tj" || op == "TJ" || op == "'" || op == "\"";
}

struct Graphics {
  Matrix ctm;
  int text_mode = 0;
};

/// One walk over a page; forms are entered with their own resources.
class Scan {
 public:
  Scan(ContentFacts& facts, const Limits& limits) : facts_(facts), limits_(limits) {}

  Result<void> page(Page page) {
    const std::string content = TRY(read_content(page.object.getKey("/Contents"), limits_));
    int open = 0;
    TRY(walk(content, page.resources, {}, 0, &open));
    facts_.missing_restores = open;
    return {};
  }

 private:
  Result<void> walk(std::string_view content,
                    QPDFObjectHandle resources,
                    Graphics graphics,
                    int depth,
                    int* open) {
    Lexer lexer(content);
    Operation op;
    std::vector<Graphics> saved;
    while (lexer.next(op) && ++operators_ < kOperatorsMax) {
      if (op.op == "q") {
        if (saved.size() < 10'000) saved.push_back(graphics);
      } else if (op.op == "Q") {
        restore(saved, graphics, depth);
      } else if (op.op == "Do") {
        TRY(invoke(op.name, resources, graphics, depth));
      } else {
        apply(op, graphics);
      }
    }
    if (open != nullptr) *open = static_cast<int>(saved.size());
    return {};
  }

  void restore(std::vector<Graphics>& saved, Graphics& graphics, int depth) {
    if (saved.empty()) {
      if (depth == 0) ++facts_.extra_restores;
      return;
    }
    graphics = saved.back();
    saved.pop_back();
  }

  void apply(const Operation& op, Graphics& graphics) {
    const std::array<double, 6>& n = op.numbers;
    if (op.op == "cm" && op.number_count == 6) {
      graphics.ctm = multiply({n[0], n[1], n[2], n[3], n[4], n[5]}, graphics.ctm);
    } else if (op.op == "Tr") {
      graphics.text_mode = static_cast<int>(n[5]);
    } else if (shows_text(op.op)) {
      show_text(op, graphics);
    } else if (!colour(op)) {
      paint(op.op);
    }
  }

  void show_text(const Operation& op, const Graphics& graphics) {
    if (op.string_bytes == 0) return;
    const bool hidden = graphics.text_mode == 3;
    (hidden ? facts_.has_invisible_text : facts_.has_visible_text) = true;
  }

  bool colour(const Operation& op) {
    const std::string_view o = op.op;
    if (o == "g" || o == "G") return facts_.uses_gray = true;
    if (o == "rg" || o == "RG") return facts_.uses_rgb = true;
    if (o == "k" || o == "K") return facts_.uses_cmyk = true;
    if (o != "cs" && o != "CS") return false;
    facts_.uses_gray |= op.name == "DeviceGray";
    facts_.uses_rgb |= op.name == "DeviceRGB";
    facts_.uses_cmyk |= op.name == "DeviceCMYK";
    return true;
  }

  void paint(std::string_view op) {
    static constexpr std::array<std::string_view, 12> kPaint = {
        "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "BI", "EI"};
    if (std::find(kPaint.begin(), kPaint.end(), op) != kPaint.end()) facts_.has_drawing = true;
  }

  Result<void> invoke(std::string_view name,
                      QPDFObjectHandle resources,
                      const Graphics& graphics,
                      int depth) {
    QPDFObjectHandle table = resources.getKey("/XObject");
    if (!table.isDictionary()) return {};
    QPDFObjectHandle object = table.getKey("/" + std::string(name));
    if (!object.isStream()) return {};
    QPDFObjectHandle dict = object.getDict();
    if (dict.getKey("/Subtype").isNameAndEquals("/Image")) {
      if (facts_.images.size() < kImagesMax) facts_.images.push_back({object, graphics.ctm});
      return {};
    }
    return enter_form(object, dict, resources, graphics, depth);
  }

  Result<void> enter_form(QPDFObjectHandle form,
                          QPDFObjectHandle dict,
                          QPDFObjectHandle resources,
                          Graphics graphics,
                          int depth) {
    const QPDFObjGen id = form.getObjGen();
    if (depth >= limits_.nesting || std::count(path_.begin(), path_.end(), id) > 0) return {};
    const std::string content = TRY(read_stream(form, limits_.inflate_bytes));
    QPDFObjectHandle matrix = dict.getKey("/Matrix");
    if (matrix.isMatrix()) {
      const QPDFObjectHandle::Matrix m = matrix.getArrayAsMatrix();
      graphics.ctm = multiply({m.a, m.b, m.c, m.d, m.e, m.f}, graphics.ctm);
    }
    QPDFObjectHandle own = dict.getKey("/Resources");
    path_.push_back(id);
    TRY(walk(content, own.isDictionary() ? own : resources, graphics, depth + 1, nullptr));
    path_.pop_back();
    return {};
  }

  ContentFacts& facts_;
  const Limits& limits_;
  std::vector<QPDFObjGen> path_;  ///< forms being entered
  int operators_ = 0;
};

}  // namespace

Matrix multiply(const Matrix& m, const Matrix& n) {
  return {m.a * n.a + m.b * n.c,
          m.a * n.b + m.b * n.d,
          m.c * n.a + m.d * n.c,
          m.c * n.b + m.d * n.d,
          m.e * n.a + m.f * n.c + n.e,
          m.e * n.b + m.f * n.d + n.f};
}

std::string without_invisible_text(std::string_view content) {
  std::string kept;
  std::vector<int> saved;
  int mode = 0;
  std::size_t copied = 0;
  Lexer lexer(content);
  Operation op;
  while (lexer.next(op)) {
    if (op.op == "q") saved.push_back(mode);
    if (op.op == "Q" && !saved.empty()) {
      mode = saved.back();
      saved.pop_back();
    }
    if (op.op == "Tr") mode = static_cast<int>(op.numbers[5]);
    if (mode != 3 || !shows_text(op.op)) continue;
    kept += content.substr(copied, op.begin - copied);
    copied = op.end;
  }
  kept += content.substr(copied);
  return kept;
}

Result<std::string> read_stream(QPDFObjectHandle stream, std::uint64_t max_bytes) {
  std::string content;
  TRY(pour(stream, &content, max_bytes));
  return content;
}

Result<std::uint64_t> inflated_size(QPDFObjectHandle stream, std::uint64_t max_bytes) {
  return pour(stream, nullptr, max_bytes);
}

Result<std::string> read_content(QPDFObjectHandle contents, const Limits& limits) {
  if (contents.isStream()) return read_stream(contents, limits.inflate_bytes);
  std::string joined;
  if (!contents.isArray()) return joined;
  for (int i = 0; i < contents.getArrayNItems(); ++i) {
    QPDFObjectHandle part = contents.getArrayItem(i);
    if (!part.isStream()) continue;
    joined += TRY(read_stream(
        part, limits.inflate_bytes - std::min<std::uint64_t>(joined.size(), limits.inflate_bytes)));
    joined += '\n';
  }
  return joined;
}

Result<ContentFacts> scan_content(const Page& page, const Limits& limits) {
  return guarded([&]() -> Result<ContentFacts> {
    ContentFacts facts;
    TRY(Scan(facts, limits).page(page));
    return facts;
  });
}

}  // namespace sohoa::pdf
