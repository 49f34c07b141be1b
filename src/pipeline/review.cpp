#include "pipeline/review.h"

#include <algorithm>
#include <array>

#include "core/vietnam_time.h"
#include "policy/review.h"

namespace sohoa {
namespace {

constexpr std::string_view kFieldPrefix = "field:";

bool is_field(const ReviewRecord& review) {
  return review.subject.starts_with(kFieldPrefix);
}

std::string_view closed_state(ReviewAct act) {
  constexpr std::array<std::string_view, 4> kStates = {
      "accepted", "corrected", "rejected", "rescan"};
  return kStates[static_cast<std::size_t>(act)];
}

Error usage(std::string what) {
  return {Fault::Usage, std::move(what), {}};
}

class Deciding {
 public:
  Deciding(const FilingContext& filing, ReviewRecord review, const ReviewDecision& decision)
      : filing_(filing),
        catalog_(*filing.store.catalog),
        review_(std::move(review)),
        decision_(decision),
        now_(filing.clock.now()) {}

  Result<ReviewOutcome> run() {
    TRY(check());
    TRY(load());
    TRY(check_was_opened());
    if (TRY(is_only_proposed())) return propose();
    if (changes_type()) TRY(read_again());
    tx_ = TRY(catalog_.begin());
    TRY(apply());
    TRY(close(review_, closed_state(decision_.act)));
    TRY(tx_->append({now_, "review." + review_.state, component_.id, log_line()}));
    TRY(tx_->commit());
    tx_.reset();  // filing begins one of its own
    return ReviewOutcome{review_, TRY(file_reviewed(filing_, component_.id))};
  }

 private:
  Result<void> check() const {
    if (review_.closed_at) return Error{Fault::ReviewClosed, review_.state, {}};
    if (decision_.officer.empty()) return usage("--officer");
    const bool has_value = !decision_.value.empty();
    if (decision_.act == ReviewAct::Correct && !has_value) return usage("--value");
    const bool decides_alone =
        decision_.act == ReviewAct::Accept || decision_.act == ReviewAct::Correct;
    if (review_.subject == "attestation" && decides_alone)
      return Error{Fault::NotAttested, "sohoa attest submit " + review_.component, {}};
    const bool is_missing =
        (review_.subject == "dossier" || review_.subject == "title") && review_.before.empty();
    if (is_missing && decision_.act == ReviewAct::Accept) return usage("--value");
    return {};
  }

  Result<void> load() {
    const auto component = TRY(catalog_.component(review_.component));
    if (!component) return Error{Fault::NoSuchComponent, review_.component, {}};
    component_ = *component;
    fields_ = TRY(catalog_.fields(component_.id));
    return {};
  }

  // While a file of it could not be opened nobody has seen the whole paper: it is refused, or sent
  // again without its lock.
  Result<void> check_was_opened() const {
    const bool decides_alone =
        decision_.act == ReviewAct::Accept || decision_.act == ReviewAct::Correct;
    if (review_.subject != "scan" || !decides_alone) return {};
    const auto files = TRY(catalog_.files(component_.id));
    for (const FileRecord& file : files) {
      if (file.is_encrypted && file.pages == 0)
        return Error{Fault::NeedsPassword, "", {file.name, 0, -1, {}}};
    }
    return {};
  }

  // The safe sides (refuse, scan again) need no second person.
  Result<bool> is_only_proposed() const {
    const bool is_safe = decision_.act == ReviewAct::Reject || decision_.act == ReviewAct::Rescan;
    if (is_safe) return false;
    const bool is_proposed = review_.state == "second";
    const Proposal before{is_proposed ? review_.officer : "", is_proposed ? review_.after : ""};
    const ReviewProfile& rules = filing_.site.profile.review;
    const SecondPerson answer = second_person(rules, before, decision_.officer, decision_.value);
    if (answer == SecondPerson::SameOfficer)
      return Error{Fault::AccessDenied, "the second person is the first", {}};
    return answer == SecondPerson::Proposes;
  }

  Result<ReviewOutcome> propose() {
    review_.state = "second";
    review_.officer = decision_.officer;
    review_.after = decision_.value;
    review_.note = decision_.note;
    tx_ = TRY(catalog_.begin());
    TRY(tx_->put(review_));
    TRY(tx_->append({now_, "review.proposed", component_.id, log_line()}));
    TRY(tx_->commit());
    return ReviewOutcome{review_, {}};
  }

  // Who decided what, and not what it says.
  std::string log_line() const {
    return "subject=" + review_.subject + " review=" + std::to_string(review_.id) +
           " officer=" + decision_.officer;
  }

  bool changes_type() const {
    const bool decides = decision_.act == ReviewAct::Accept || decision_.act == ReviewAct::Correct;
    return review_.subject == "type" && decides && !wanted_type().empty();
  }

  std::string wanted_type() const {
    return decision_.act == ReviewAct::Correct ? decision_.value : review_.before;
  }

  // Another kind of paper has other fields: it is read anew with the right form.
  Result<void> read_again() {
    const ComponentPages loaded = TRY(load_component(filing_.store, component_.id, filing_.limits));
    reread_ = TRY(extract_as(loaded, filing_.site, wanted_type(), vietnam_day(now_)));
    return {};
  }

  Result<void> apply() {
    if (decision_.act == ReviewAct::Rescan) return ask_for_rescan();
    if (is_field(review_)) return settle_field();
    if (decision_.act == ReviewAct::Reject) return refuse_paper();
    if (review_.subject == "type") return settle_type();
    if (decision_.act == ReviewAct::Correct) take_value();
    return update_item();
  }

  Result<void> ask_for_rescan() {
    component_.reasons.push_back("Cán bộ yêu cầu quét lại: " + review_.why);
    return tx_->put(component_);
  }

  Result<void> refuse_paper() {
    if (!component_.item.empty()) return {};  // an item is revoked or superseded, not refused
    component_.state = ComponentState::Failed;
    component_.reasons.push_back("Cán bộ từ chối: " + review_.why);
    TRY(tx_->put(component_));
    return close_others([](const ReviewRecord&) { return true; });
  }

  // Raw text and place stay as they were read.
  Result<void> settle_field() {
    const std::string id = review_.subject.substr(kFieldPrefix.size());
    for (FieldRecord& field : fields_) {
      if (field.id != id) continue;
      review_.before = field.value;
      if (decision_.act == ReviewAct::Correct) field.value = decision_.value;
      if (decision_.act == ReviewAct::Reject) field.value.clear();
      if (decision_.act != ReviewAct::Correct) review_.after.clear();  // it was only offered
      if (decision_.act != ReviewAct::Accept) field.source = name(FieldSource::Officer);
      field.needs_review = false;
    }
    TRY(tx_->put_fields(component_.id, fields_));
    return update_item();
  }

  Result<void> settle_type() {
    if (!reread_) return {};  // accepted as unknown
    component_.type = reread_->form->id;
    component_.type_confidence = 1;
    fields_ = field_records(component_.id, reread_->fields);
    TRY(tx_->put(component_));
    TRY(tx_->put_fields(component_.id, fields_));
    TRY(close_others(is_field));
    return ask_about_new_fields();
  }

  Result<void> ask_about_new_fields() {
    Assessment assessment;
    assessment.seen = *reread_;
    assessment.metadata = merge_metadata(component_, *reread_, filing_.site);
    const auto doubts = doubts_of(component_, assessment, filing_.site.profile, now_);
    for (const ReviewRecord& doubt : doubts) {
      if (is_field(doubt)) TRY(tx_->put(doubt));
    }
    return update_item();
  }

  void take_value() {
    if (review_.subject == "dossier") component_.dossier = decision_.value;
    if (review_.subject == "title") component_.title = decision_.value;
    if (review_.subject != "owner") return;
    component_.owner_id = decision_.value;
    if (!decision_.name.empty()) component_.owner_name = decision_.name;
    if (!decision_.owner_type.empty()) component_.owner_type = decision_.owner_type;
    if (component_.owner_type.empty()) component_.owner_type = "person";
  }

  // An item that is filed already shows what the officer decided.
  Result<void> update_item() {
    TRY(tx_->put(component_));
    if (component_.item.empty()) return {};
    auto item = TRY(catalog_.find_item(component_.item));
    if (!item || item->component != component_.id) return {};
    describe_item(merge_metadata(component_, stored(), filing_.site), *item);
    return tx_->put(*item);
  }

  Extraction stored() const { return stored_extraction(component_, fields_, filing_.site); }

  template <class Which>
  Result<void> close_others(const Which& which) {
    ReviewQuery query;
    query.state = "waiting";
    query.component = component_.id;
    query.limit = 1'000;
    const auto open = TRY(catalog_.reviews(query));
    for (ReviewRecord other : open) {
      if (other.id == review_.id || !which(other)) continue;
      other.note = "Theo quyết định tại việc số " + std::to_string(review_.id);
      TRY(close(other, "rejected"));
    }
    return {};
  }

  Result<void> close(ReviewRecord& review, std::string_view state) {
    const bool is_second = review.state == "second";
    review.state = state;
    (is_second ? review.second : review.officer) = decision_.officer;
    if (review.id == review_.id) {
      if (!decision_.value.empty()) review.after = decision_.value;
      if (!decision_.note.empty()) review.note = decision_.note;
    }
    review.closed_at = now_;
    TRY(tx_->put(review));
    return {};
  }

  const FilingContext& filing_;
  Catalog& catalog_;
  ReviewRecord review_;
  const ReviewDecision& decision_;
  UtcTime now_;
  ComponentRecord component_;
  std::vector<FieldRecord> fields_;
  std::optional<Extraction> reread_;
  std::unique_ptr<Transaction> tx_;
};

}  // namespace

Result<ReviewOutcome> decide_review(const FilingContext& filing,
                                    std::int64_t id,
                                    const ReviewDecision& decision) {
  const auto review = TRY(filing.store.catalog->review(id));
  if (!review) return Error{Fault::NoSuchReview, std::to_string(id), {}};
  return Deciding(filing, *review, decision).run();
}

}  // namespace sohoa
