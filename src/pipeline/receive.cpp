#include "pipeline/receive.h"

#include <algorithm>
#include <array>
#include <map>
#include <system_error>

#include "core/text.h"
#include "intake/format.h"

namespace sohoa {
namespace {

namespace fs = std::filesystem;

std::string batch_id(const Digest& digest) {
  return "L-" + digest.hex().substr(0, 24);
}

BatchRecord new_batch(const Digest& digest, const fs::path& source, const Clock& clock) {
  BatchRecord batch;
  batch.id = batch_id(digest);
  batch.digest = digest;
  // "scans/" has no file name of its own.
  const fs::path named = source.has_filename() ? source : source.parent_path();
  batch.source_name = to_nfc(named.filename().string());
  batch.received_at = clock.now();
  return batch;
}

Result<BlobRef> store_file(BlobStore& blobs, const fs::path& path, const Limits& limits) {
  const UniqueFd fd = TRY(open_read(path));
  auto stored = put_stream(blobs, fd.get(), limits.file_bytes);
  if (!stored) return std::move(stored).error().in(path.string());
  return stored;
}

FileRecord file_record(const std::string& batch, std::int32_t ordinal, const Entry& entry) {
  FileRecord file;
  file.batch = batch;
  file.ordinal = ordinal;
  file.name = entry.name;
  file.digest = entry.blob.digest;
  file.bytes = entry.blob.bytes;
  return file;
}

// Digest of a folder: of its sorted "digest  name" lines, as a BagIt manifest would list them.
Digest folder_digest(const std::vector<Entry>& entries) {
  Sha256 hash;
  for (const Entry& entry : entries)
    hash.update(entry.blob.digest.hex() + "  " + entry.name + "\n");
  return hash.finish();
}

Result<BatchRecord> commit_batch(Store& store,
                                 const BatchRecord& batch,
                                 const std::vector<Entry>& entries) {
  const auto tx = TRY(store.catalog->begin());
  // Asked inside the transaction: two stations may send the same batch at once.
  if (auto known = TRY(store.catalog->batch(batch.id))) return *known;
  TRY(tx->put(batch));
  std::int32_t ordinal = 0;
  for (const Entry& entry : entries) TRY(tx->put(file_record(batch.id, ++ordinal, entry)));
  TRY(tx->append({batch.received_at, "batch.received", batch.id, batch.digest.hex()}));
  TRY(tx->commit());
  return batch;
}

Result<BatchRecord> receive_folder(Store& store,
                                   const fs::path& folder,
                                   const Clock& clock,
                                   const Limits& limits,
                                   const ProgressSink& progress) {
  const auto entries = TRY(store_folder(*store.blobs, folder, limits, progress));
  return commit_batch(store, new_batch(folder_digest(entries), folder, clock), entries);
}

Result<bool> is_zip(Store& store, const Digest& digest) {
  const UniqueFd fd = TRY(store.blobs->open(digest));
  std::array<std::uint8_t, 4096> head{};
  const std::size_t size = TRY(read_some(fd.get(), head.data(), head.size()));
  return sniff(ByteView(head).first(size)) == Format::Zip;
}

Result<BatchRecord> receive_file(Store& store,
                                 const fs::path& path,
                                 const Clock& clock,
                                 const Limits& limits,
                                 const ProgressSink& progress) {
  const BlobRef blob = TRY(store_file(*store.blobs, path, limits));
  progress({Stage::Receive, 1, 1, 0});
  const BatchRecord batch = new_batch(blob.digest, path, clock);
  std::vector<Entry> entries;
  if (!TRY(is_zip(store, blob.digest))) entries.push_back({batch.source_name, blob, {}});
  return commit_batch(store, batch, entries);
}

// Collects the frames of an unpacked ZIP into stored entries.
class EntryCollector {
 public:
  EntryCollector(BlobStore& blobs, const ProgressSink& progress)
      : blobs_(blobs), progress_(progress) {}

  Result<void> take(const ArchiveFrame& frame) {
    switch (frame.kind) {
      case ArchiveFrame::Kind::Begin:
        entries_.push_back({frame.name, {}, {}});
        writer_ = TRY(blobs_.create());
        return {};
      case ArchiveFrame::Kind::Data:
        if (!writer_) return Error{Fault::BadReply, "data before an entry", {}};
        return writer_->write(frame.data);
      case ArchiveFrame::Kind::End:
        return finish();
      case ArchiveFrame::Kind::Refused:
        return refuse(frame);
    }
    return Error{Fault::BadReply, "unknown archive frame", {}};
  }

  std::vector<Entry> take_entries() { return std::move(entries_); }

 private:
  Result<void> finish() {
    if (!writer_) return Error{Fault::BadReply, "end without an entry", {}};
    entries_.back().blob = TRY(writer_->commit());
    writer_.reset();
    progress_({Stage::Unpack, entries_.size(), 0, 0});
    return {};
  }

  Result<void> refuse(const ArchiveFrame& frame) {
    if (entries_.empty()) return Error{Fault::BadReply, "refusal without an entry", {}};
    Error reason = frame.refusal.value_or(Error{Fault::CorruptFile, "", {}});
    entries_.back().refusal = std::move(reason).in(entries_.back().name);
    writer_.reset();
    return {};
  }

  BlobStore& blobs_;
  const ProgressSink& progress_;
  std::vector<Entry> entries_;
  std::unique_ptr<BlobWriter> writer_;
};

}  // namespace

Result<std::map<std::string, fs::path>> list_folder(const fs::path& folder, const Limits& limits) {
  std::map<std::string, fs::path> files;
  std::error_code failed;
  fs::recursive_directory_iterator walk(folder, failed);
  for (; !failed && walk != fs::recursive_directory_iterator(); walk.increment(failed)) {
    if (walk->is_symlink(failed) || !walk->is_regular_file(failed)) continue;
    const auto name = to_nfc(walk->path().lexically_relative(folder).generic_string());
    // Two spellings of one name (NFC and NFD) stand side by side on disk; neither may be dropped.
    if (!files.emplace(name, walk->path()).second) {
      return Error{Fault::DuplicateName, "", {name, 0, -1, {}}};
    }
    if (files.size() > static_cast<std::size_t>(limits.archive_entries)) {
      return Error{Fault::TooManyEntries, "", {folder.string(), 0, -1, {}}};
    }
  }
  if (failed) return Error{Fault::AccessDenied, failed.message(), {folder.string(), 0, -1, {}}};
  return files;
}

Result<std::vector<Entry>> store_folder(BlobStore& blobs,
                                        const fs::path& folder,
                                        const Limits& limits,
                                        const ProgressSink& progress) {
  const auto files = TRY(list_folder(folder, limits));
  std::vector<Entry> entries;
  for (const auto& [name, path] : files) {
    entries.push_back({name, TRY(store_file(blobs, path, limits)), {}});
    progress({Stage::Receive, entries.size(), files.size(), 0});
  }
  if (entries.empty()) return Error{Fault::EmptyFile, "", {folder.string(), 0, -1, {}}};
  return entries;
}

Result<std::vector<Entry>> store_zip_entries(BlobStore& blobs,
                                             Supervisor& cage,
                                             int zip,
                                             const ProgressSink& progress) {
  EntryCollector collector(blobs, progress);
  TRY(cage.unpack(zip, [&](const ArchiveFrame& frame) { return collector.take(frame); }));
  auto entries = collector.take_entries();
  if (entries.empty()) return Error{Fault::EmptyFile, "no entry in the ZIP", {}};
  return entries;
}

Result<BatchRecord> receive_batch(Store& store,
                                  const fs::path& source,
                                  const Clock& clock,
                                  const Limits& limits,
                                  const ProgressSink& progress) {
  std::error_code failed;
  const auto status = fs::status(source, failed);
  if (fs::is_directory(status)) return receive_folder(store, source, clock, limits, progress);
  if (fs::is_regular_file(status)) return receive_file(store, source, clock, limits, progress);
  return Error{Fault::FileNotFound, failed.message(), {source.string(), 0, -1, {}}};
}

Result<std::vector<Entry>> list_entries(Store& store,
                                        Supervisor& cage,
                                        const BatchRecord& batch,
                                        const ProgressSink& progress) {
  std::vector<Entry> entries;
  for (const FileRecord& file : TRY(store.catalog->batch_files(batch.id))) {
    if (file.component.empty()) entries.push_back({file.name, {file.digest, file.bytes}, {}});
  }
  if (!entries.empty()) return entries;
  const UniqueFd zip = TRY(store.blobs->open(batch.digest));
  return store_zip_entries(*store.blobs, cage, zip.get(), progress);
}

}  // namespace sohoa
