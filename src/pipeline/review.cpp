#include "pipeline/review.h"

#include <algorithm>
#include <array>
#include <set>

#include "core/text.h"
#include "core/vietnam_time.h"
#include "ocr/typed_value.h"
#include "pipeline/refuse_secret.h"
#include "pipeline/review_decision.h"
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
        decision_(cleaned(decision)),
        now_(filing.clock.now()) {}

  // The write lock is taken first: two officers never decide from the same rows.
  Result<ReviewOutcome> run() {
    TRY(check_decision(review_, decision_));
    if (review_.subject == kSecrecySubject && decision_.act == ReviewAct::Reject)
      return refuse_as_secret();
    tx_ = TRY(catalog_.begin());
    TRY(load());
    TRY(check_was_opened());
    if (TRY(is_only_proposed())) return propose();
    if (changes_type()) TRY(read_again());
    const auto known = TRY(contradictions());
    TRY(apply());
    TRY(close(review_, closed_state(decision_.act)));
    TRY(ask_about_contradictions(known));
    TRY(close_answered());
    TRY(tx_->append({now_, "review." + review_.state, component_.id, log_line()}));
    ReviewOutcome outcome{review_, {}};
    if (!TRY(is_still_blocked()))
      outcome.filed = TRY(file_settled(filing_, *tx_, component_, fields_));
    TRY(tx_->commit());
    return outcome;
  }

 private:
  Result<void> load() {
    const auto review = TRY(catalog_.review(review_.id));
    if (review) review_ = *review;
    if (review_.closed_at) return Error{Fault::ReviewClosed, review_.state, {}};
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
    const SecondPerson answer =
        second_person(rules, before, decision_.officer, proposal_of(review_, decision_));
    if (answer == SecondPerson::SameOfficer)
      return Error{Fault::AccessDenied, "the second person is the first", {}};
    return answer == SecondPerson::Proposes;
  }

  Result<ReviewOutcome> propose() {
    review_.state = "second";
    review_.officer = decision_.officer;
    review_.after = proposal_of(review_, decision_);
    review_.note = decision_.note;
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

  Result<ReviewOutcome> refuse_as_secret() {
    const auto component = TRY(catalog_.component(review_.component));
    if (!component) return Error{Fault::NoSuchComponent, review_.component, {}};
    TRY(refuse_secret(filing_.store, *component, review_.why, filing_.clock, decision_.officer));
    const auto review = TRY(catalog_.review(review_.id));
    return ReviewOutcome{review.value_or(review_), {}};
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

  Result<void> ask_for_rescan() { return give_up("Cán bộ yêu cầu quét lại: " + review_.why); }

  Result<void> refuse_paper() {
    if (!component_.item.empty()) return {};  // an item is revoked or superseded, not refused
    return give_up("Cán bộ từ chối: " + review_.why);
  }

  // An item that is filed stays: the next scan becomes its next version.
  Result<void> give_up(std::string why) {
    component_.reasons.push_back(std::move(why));
    const bool is_filed = !component_.item.empty();
    if (!is_filed) component_.state = ComponentState::Failed;
    TRY(tx_->put(component_));
    if (is_filed) return {};
    return close_others([](const ReviewRecord&) { return true; });
  }

  // Raw text and place stay as they were read; what the rules said of the old value does not.
  Result<void> settle_field() {
    const std::string id = review_.subject.substr(kFieldPrefix.size());
    for (FieldRecord& field : fields_) {
      if (field.id != id) continue;
      review_.before = field.value;
      if (decision_.act != ReviewAct::Correct) review_.after.clear();  // it was only offered
      field.needs_review = false;
      if (decision_.act != ReviewAct::Accept) TRY(take_field_value(field));
    }
    TRY(tx_->put_fields(component_.id, fields_));
    return update_item();
  }

  Result<void> take_field_value(FieldRecord& field) const {
    field.source = name(FieldSource::Officer);
    field.outcome.clear();
    field.detail = "[]";
    field.confidence = 1;
    field.value.clear();
    if (decision_.act == ReviewAct::Reject) return {};
    const auto value = typed_value(decision_.value, type_of(field));
    if (!value) return usage("--value: " + decision_.value);
    field.value = *value;
    return {};
  }

  ValueType type_of(const FieldRecord& field) const {
    const DocumentTemplate* form = find_template(filing_.site.templates, component_.type);
    const FieldTemplate* known = form == nullptr ? nullptr : form->field(field.id);
    return known == nullptr ? ValueType::Text : known->type;
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
      if (is_field(doubt)) TRY(open(doubt));
    }
    return update_item();
  }

  Result<void> open(const ReviewRecord& review) {
    TRY(tx_->put(review));
    opens_block_ = opens_block_ || review.is_blocking;
    return {};
  }

  void take_value() {
    if (review_.subject == "dossier") component_.dossier = decision_.value;
    if (review_.subject == "title") component_.title = decision_.value;
    if (review_.subject != "owner") return;
    if (decision_.value.find_first_of("0123456789") == std::string::npos) {
      component_.owner_name = decision_.value;
    } else {
      take_owner_id();
    }
    if (!decision_.name.empty()) component_.owner_name = decision_.name;
    if (!decision_.owner_type.empty()) component_.owner_type = decision_.owner_type;
  }

  // What was said of another owner does not hold for this one.
  void take_owner_id() {
    if (!component_.owner_id.empty() && component_.owner_id != decision_.value) {
      component_.owner_name.clear();
      component_.owner_type.clear();
    }
    component_.owner_id = decision_.value;
    if (component_.owner_type.empty()) component_.owner_type = owner_type_of(decision_.value);
  }

  // An item that is filed already shows what the officer decided.
  Result<void> update_item() {
    TRY(tx_->put(component_));
    if (component_.item.empty()) return {};
    auto item = TRY(catalog_.find_item(component_.item));
    if (!item || item->component != component_.id) return {};
    TRY(describe_filed(filing_, metadata(), *item));
    return tx_->put(*item);
  }

  Metadata metadata() const {
    const Extraction seen = stored_extraction(component_, fields_, filing_.site);
    return merge_metadata(component_, seen, filing_.site);
  }

  // What paper and declaration disagree on; an officer who says what kind of paper it is has
  // settled that.
  Result<std::vector<Contradiction>> contradictions() const {
    auto found = metadata().contradictions;
    std::erase_if(found, [](const Contradiction& one) { return one.subject == "type"; });
    return found;
  }

  // A value that became sure may contradict what was declared: nobody has been asked about it yet.
  Result<void> ask_about_contradictions(const std::vector<Contradiction>& known) {
    if (component_.state == ComponentState::Failed) return {};
    Assessment assessment;
    for (Contradiction& one : TRY(contradictions())) {
      const bool is_old = std::any_of(known.begin(), known.end(), [&](const Contradiction& old) {
        return old.subject == one.subject && old.seen == one.seen;
      });
      if (!is_old) assessment.metadata.contradictions.push_back(std::move(one));
    }
    const auto doubts = doubts_of(component_, assessment, filing_.site.profile, now_);
    for (const ReviewRecord& doubt : doubts) {
      if (!doubt.after.empty()) TRY(open(doubt));
    }
    return {};
  }

  // What was missing, and is told by what was decided: a field whose paper it is, a type its title.
  Result<void> close_answered() {
    const Metadata now = metadata();
    return close_others([&](const ReviewRecord& one) {
      const bool was_missing = one.state == "open" && one.before.empty();
      const bool is_told = (one.subject == "owner" && !now.owner_id.empty()) ||
                           (one.subject == "title" && !now.title.empty());
      return was_missing && is_told;
    });
  }

  Result<bool> is_still_blocked() {
    if (opens_block_) return true;
    const auto open = TRY(open_reviews());
    return std::any_of(open.begin(), open.end(), [&](const ReviewRecord& one) {
      return one.is_blocking && !closed_.contains(one.id);
    });
  }

  // As they stood before this decision.
  Result<std::vector<ReviewRecord>> open_reviews() {
    ReviewQuery query;
    query.state = "waiting";
    query.component = component_.id;
    query.limit = 1'000;
    return catalog_.reviews(query);
  }

  template <class Which>
  Result<void> close_others(const Which& which) {
    auto open = TRY(open_reviews());
    for (ReviewRecord& other : open) {
      const bool is_closed = other.id == review_.id || closed_.contains(other.id);
      if (is_closed || !which(other)) continue;
      other.note = "Theo quyết định tại việc số " + std::to_string(review_.id);
      TRY(close(other, "dropped"));
    }
    return {};
  }

  Result<void> close(ReviewRecord& review, std::string_view state) {
    const bool is_second = review.state == "second";
    review.state = state;
    (is_second ? review.second : review.officer) = decision_.officer;
    if (review.id == review_.id) {
      if (!decision_.value.empty()) review.after = proposal_of(review_, decision_);
      if (!decision_.note.empty()) review.note = decision_.note;
    }
    review.closed_at = now_;
    closed_.insert(review.id);
    TRY(tx_->put(review));
    return {};
  }

  const FilingContext& filing_;
  Catalog& catalog_;
  ReviewRecord review_;
  ReviewDecision decision_;
  UtcTime now_;
  ComponentRecord component_;
  std::vector<FieldRecord> fields_;
  std::optional<Extraction> reread_;
  std::set<std::int64_t> closed_;  ///< by this decision
  bool opens_block_ = false;
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
