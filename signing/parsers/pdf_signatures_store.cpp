#include "signing/parsers/pdf_signatures_store.h"

#include <algorithm>
#include <unordered_set>

namespace sohoa {
namespace {

using cos::Dict;
using cos::Object;
using cos::View;

class StoreReader {
 public:
  StoreReader(const cos::File& file, VisitBudget& budget, PdfReading& reading)
      : file_(file), budget_(budget), reading_(reading) {}

  void read(const View& view) {
    const auto root = view.get(view.trailer(), "Root");
    const auto store = root.dict() == nullptr ? Object() : view.get(*root.dict(), "DSS");
    if (store.dict() == nullptr) return;
    reading_.has_dss = true;
    add_list(view, *store.dict(), "Certs", reading_.dss_certificates);
    add_list(view, *store.dict(), "CRLs", reading_.dss_crls);
    add_list(view, *store.dict(), "OCSPs", reading_.dss_ocsps);
    const auto records = view.get(*store.dict(), "VRI");
    if (records.dict() == nullptr) return;
    for (const auto& entry : records.dict()->entries) {
      if (--budget_.left < 0) return;
      const auto record = view.resolve(entry.second);
      if (record.dict() == nullptr) continue;
      add_list(view, *record.dict(), "Cert", reading_.dss_certificates);
      add_list(view, *record.dict(), "CRL", reading_.dss_crls);
      add_list(view, *record.dict(), "OCSP", reading_.dss_ocsps);
    }
  }

 private:
  void add_list(const View& view, const Dict& dict, std::string_view key, std::vector<Bytes>& to) {
    const auto list = view.get(dict, key);
    if (list.array() == nullptr) return;
    for (const auto& element : *list.array()) {
      if (--budget_.left < 0) return;
      const auto held = view.resolve(element);
      if (held.stream() != nullptr && seen_.insert(held.stream()->offset).second)
        add(view, *held.stream(), to);
    }
  }

  void add(const View& view, const cos::Stream& stream, std::vector<Bytes>& to) {
    const auto& limits = file_.limits();
    const auto most =
        &to == &reading_.dss_certificates ? limits.certificates : limits.revocation_items;
    auto bytes = view.decode(stream);
    if (!bytes || bytes->empty() || std::find(to.begin(), to.end(), *bytes) != to.end()) return;
    total_ += bytes->size();
    if (to.size() >= static_cast<std::size_t>(most) || total_ > limits.evidence_bytes)
      return note("the security store holds more than is looked at");
    to.push_back(*std::move(bytes));
  }

  void note(const std::string& text) {
    auto& notes = reading_.notes;
    if (std::find(notes.begin(), notes.end(), text) == notes.end()) notes.push_back(text);
  }

  const cos::File& file_;
  VisitBudget& budget_;
  PdfReading& reading_;
  std::unordered_set<std::int64_t> seen_;
  std::uint64_t total_ = 0;
};

}  // namespace

// Newest first: where the bounds cut, what was added last is what validates the rest.
void read_security_store(const cos::File& file, VisitBudget& budget, PdfReading& reading) {
  StoreReader reader(file, budget, reading);
  for (auto revision = file.revision_count() - 1; revision >= 0; --revision)
    reader.read(file.view(revision));
}

}  // namespace sohoa
