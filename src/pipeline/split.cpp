#include "pipeline/split.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <mutex>

#include "intake/batch_json.h"
#include "pipeline/declarations.h"
#include "pipeline/page_review.h"
#include "pipeline/scan_findings.h"
#include "pipeline/split_plan.h"

namespace sohoa {
namespace {

// A planned component on its way into the catalog.
struct Draft {
  ComponentRecord component;
  std::vector<FileRecord> files;
  std::vector<PageRecord> pages;
  std::vector<ScanFindingRecord> findings;  // about its files: no page is read yet
};

std::string component_id(const std::string& batch, std::size_t ordinal) {
  std::array<char, 16> text{};
  std::snprintf(text.data(), text.size(), "/%04zu", ordinal);
  return batch + text.data();
}

ComponentRecord component_record(const BatchRecord& batch,
                                 const PlannedComponent& planned,
                                 std::size_t ordinal) {
  const ComponentDeclaration& declared = planned.declaration;
  ComponentRecord record;
  record.id = component_id(batch.id, ordinal);
  record.batch = batch.id;
  record.ordinal = static_cast<std::int32_t>(ordinal);
  record.dossier = declared.dossier;
  record.procedure = declared.procedure;
  record.component = declared.component;
  record.title = declared.title.empty() ? declared.component : declared.title;
  record.kind = name(declared.kind);
  record.owner_type = declared.owner.type;
  record.owner_id = declared.owner.id;
  record.owner_name = declared.owner.name;
  record.pages_declared = declared.pages_declared;
  record.digitize_class = declared.digitize_class;
  record.signed_by_officer = declared.signed_by_officer;
  return record;
}

void fail(ComponentRecord& component, ComponentState state, const Error& error) {
  component.reasons.push_back(describe(error, Lang::Vi));
  component.state = component.state == ComponentState::Failed ? ComponentState::Failed : state;
}

Draft make_draft(const BatchRecord& batch, const PlannedComponent& planned, std::size_t ordinal) {
  Draft draft;
  draft.component = component_record(batch, planned, ordinal);
  for (const Error& problem : planned.problems)
    fail(draft.component, ComponentState::Failed, problem);
  for (const Entry& entry : planned.files) {
    FileRecord file;
    file.component = draft.component.id;
    file.batch = batch.id;
    file.ordinal = static_cast<std::int32_t>(draft.files.size() + 1);
    file.name = entry.name;
    file.digest = entry.blob.digest;
    file.bytes = entry.blob.bytes;
    draft.files.push_back(std::move(file));
  }
  return draft;
}

void add_pages(Draft& draft, FileRecord& file, const DocumentInfo& info) {
  file.format = name(info.format);
  file.pages = static_cast<std::int32_t>(info.pages.size());
  for (std::int32_t index = 0; index < file.pages; ++index) {
    PageRecord page;
    page.component = draft.component.id;
    page.ordinal = static_cast<std::int32_t>(draft.pages.size() + 1);
    page.file_ordinal = file.ordinal;
    page.page_index = index;
    draft.pages.push_back(std::move(page));
  }
}

// What the gate will judge, kept beside the file: the cage looks into it once.
void keep_facts(Draft& draft, FileRecord& file, const DocumentInfo& info) {
  draft.component.is_signed = draft.component.is_signed || info.is_signed;
  file.pdf_version = info.pdf_version;
  file.is_encrypted = info.is_encrypted;
  file.is_damaged = info.is_damaged;
  file.is_signed = info.is_signed;
  file.active_content = info.active_content;
}

// Looks into one file in the cage. A missing password waits for an officer; what cannot be read
// fails.
Result<void> inspect_file(const WorkContext& work,
                          Supervisor& cage,
                          Draft& draft,
                          FileRecord& file) {
  if (file.digest.is_zero()) return {};  // refused while unpacking: its reason stands already
  const UniqueFd input = TRY(work.store.blobs->open(file.digest));
  auto info = cage.inspect(input.get(), {work.password});
  if (info) {
    keep_facts(draft, file, *info);
    add_pages(draft, file, *info);
    return {};
  }
  Error error = std::move(info).error().in(file.name);
  if (error.kind() == ErrorKind::Unavailable || error.kind() == ErrorKind::Cancelled) return error;
  file.is_encrypted = error.what == Fault::NeedsPassword;
  fail(
      draft.component, file.is_encrypted ? ComponentState::Waiting : ComponentState::Failed, error);
  return {};
}

// What can be said of the files is said now, and again with the pages once they are read. One that
// fails gets no further, and its reasons are given here; a lock is among the reasons already.
void judge_files(const WorkContext& work, Draft& draft) {
  const ScanProfile& profile = work.site.profile.scan;
  std::vector<AdmissionFinding> found;
  for (const FileRecord& file : draft.files) {
    for (AdmissionFinding& finding : assess_file(file_quality(file), profile))
      found.push_back(std::move(finding));
  }
  draft.findings = finding_records(found, profile);
  ComponentRecord& component = draft.component;
  if (component.state == ComponentState::Failed)
    add_reasons(finding_lines(draft.findings), component.reasons);
}

Result<void> inspect(const WorkContext& work, Supervisor& cage, Draft& draft) {
  for (FileRecord& file : draft.files) TRY(inspect_file(work, cage, draft, file));
  judge_files(work, draft);
  return {};
}

BatchRecord split_record(BatchRecord batch, const Submission& submission, std::size_t count) {
  batch.station = submission.station;
  batch.operator_name = submission.operator_name;
  batch.scanned_at = submission.scanned_at;
  batch.is_split = true;
  batch.counted_in = static_cast<std::int32_t>(count);
  return batch;
}

Result<void> put_draft(Transaction& tx, const Draft& draft) {
  TRY(tx.put(draft.component));
  for (const FileRecord& file : draft.files) TRY(tx.put(file));
  for (const PageRecord& page : draft.pages) TRY(tx.put(page));
  TRY(tx.put_findings(draft.component.id, draft.findings));
  return {};
}

// Tag files stay with the batch, under no component: a signature over the manifest is held against
// it later. A folder's rows are there already.
Result<void> put_tag_files(Transaction& tx,
                           const BatchRecord& batch,
                           const std::vector<Entry>& entries,
                           const std::vector<std::string>& names) {
  std::int32_t ordinal = 0;
  for (const Entry& entry : entries) {
    ++ordinal;
    const bool is_tag = std::find(names.begin(), names.end(), entry.name) != names.end();
    if (!is_tag || entry.refusal) continue;
    FileRecord file;
    file.batch = batch.id;
    file.ordinal = ordinal;
    file.name = entry.name;
    file.digest = entry.blob.digest;
    file.bytes = entry.blob.bytes;
    TRY(tx.put(file));
  }
  return {};
}

/// What one commit makes visible.
struct SplitRows {
  BatchRecord batch;
  std::vector<Draft> drafts;
  const std::vector<Entry>& entries;
  const std::vector<std::string>& tag_files;
};

// Another process may have split the same batch meanwhile and be at its pages: its rows stay.
Result<void> commit(const WorkContext& work, const SplitRows& rows) {
  Catalog& catalog = *work.store.catalog;
  const auto tx = TRY(catalog.begin());
  const auto known = TRY(catalog.batch(rows.batch.id));
  if (known && known->is_split) return {};
  TRY(tx->put(rows.batch));
  TRY(put_tag_files(*tx, rows.batch, rows.entries, rows.tag_files));
  for (const Draft& draft : rows.drafts) TRY(put_draft(*tx, draft));
  TRY(tx->append(
      {work.clock.now(), "batch.split", rows.batch.id, std::to_string(rows.drafts.size())}));
  return tx->commit();
}

}  // namespace

Result<void> split_batch(const WorkContext& work, Crew& crew, const BatchRecord& batch) {
  const auto entries = TRY(list_entries(work.store, crew.any(), batch, work.progress));
  const Declarations declared = TRY(read_declarations(*work.store.blobs, entries, work.limits));
  std::vector<Draft> drafts;
  for (const PlannedComponent& planned : plan_components(entries, declared)) {
    drafts.push_back(make_draft(batch, planned, drafts.size() + 1));
  }
  std::size_t done = 0;
  std::mutex showing;
  const auto job = [&](Supervisor& cage, std::size_t index) -> Result<void> {
    TRY(inspect(work, cage, drafts[index]));
    const std::lock_guard lock(showing);
    work.progress({Stage::Inspect, ++done, drafts.size(), 0});
    return {};
  };
  TRY(crew.for_each(drafts.size(), job, work.cancel));
  const BatchRecord record = split_record(batch, declared.submission, drafts.size());
  return commit(work, {record, std::move(drafts), entries, declared.tag_files});
}

}  // namespace sohoa
