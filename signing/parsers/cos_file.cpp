#include "signing/parsers/cos_file.h"

#include "signing/parsers/cos_state.h"

namespace sohoa::cos {
namespace {

/// The entries with references followed, also inside dictionaries two levels down (/CF).
Dict resolved_dict(const View& view, const Dict& dict, int levels) {
  Dict out;
  for (const auto& [key, entry] : dict.entries) {
    auto value = view.resolve(entry);
    if (levels > 0 && value.dict() != nullptr && value.stream() == nullptr)
      value = Object(std::make_shared<const Dict>(resolved_dict(view, *value.dict(), levels - 1)));
    out.entries.emplace_back(key, std::move(value));
  }
  return out;
}

/// The newest trailer that asks for encryption: an update must repeat it, and one that leaves it
/// out does not make the older objects plain.
std::optional<std::int32_t> encrypting_revision(const XrefChain& chain) {
  for (auto r = static_cast<std::int32_t>(chain.sections.size()) - 1; r >= 0; --r) {
    const auto* entry = chain.sections[static_cast<std::size_t>(r)].trailer->get("Encrypt");
    if (entry != nullptr && !entry->is_null()) return r;
  }
  return std::nullopt;
}

Bytes first_id(const View& view) {
  const auto ids = view.get(view.trailer(), "ID");
  if (ids.array() == nullptr || ids.array()->empty()) return {};
  const auto first = view.resolve(ids.array()->front());
  return first.string() == nullptr ? Bytes{}
                                   : Bytes(first.string()->begin(), first.string()->end());
}

}  // namespace

const Dict& View::trailer() const {
  return *file_->state_->chain.sections[static_cast<std::size_t>(revision_)].trailer;
}

Object View::get(Ref ref) const {
  return file_->state_->read(ref, revision_).value_or(Object());
}

Object View::resolve(const Object& object) const {
  return file_->state_->resolve(object, revision_);
}

Object View::get(const Dict& dict, std::string_view key) const {
  const auto* entry = dict.get(key);
  return entry == nullptr ? Object() : resolve(*entry);
}

std::optional<Location> View::locate(std::int32_t number) const {
  return file_->state_->locate(number, revision_);
}

bool View::is_damaged(Ref ref) const {
  return !file_->state_->read(ref, revision_);
}

Result<Bytes> View::decode(const Stream& stream) const {
  return file_->state_->decode(stream, revision_);
}

bool View::decodes_wholly(const Stream& stream) const {
  return undoes_all(file_->state_->steps(stream, revision_));
}

Result<Bytes> View::raw(const Stream& stream, Ref) const {
  return file_->state_->raw(stream, file_->state_->steps(stream, revision_));
}

File::File(std::unique_ptr<State> state) : state_(std::move(state)) {}
File::File(File&&) noexcept = default;
File& File::operator=(File&&) noexcept = default;
File::~File() = default;

Result<File> File::open(ByteView bytes, const std::string& password, const Limits& limits) {
  auto chain = TRY(read_xref_chain(bytes, limits));
  File file(std::make_unique<State>(bytes, limits, std::move(chain)));
  const auto encrypting = encrypting_revision(file.state_->chain);
  if (encrypting) {
    const auto view = file.view(*encrypting);
    const auto entry = view.get(view.trailer(), "Encrypt");
    if (entry.dict() == nullptr) return Error{Fault::CorruptFile, "/Encrypt is no dictionary", {}};
    auto decryptor =
        TRY(Decryptor::open(resolved_dict(view, *entry.dict(), 2), first_id(view), password));
    file.state_->encrypt_with(std::move(decryptor));
  }
  const auto newest = file.newest();
  if (newest.get(newest.trailer(), "Root").dict() == nullptr)
    return Error{Fault::CorruptFile, "the newest revision has no catalog", {}};
  return file;
}

std::int32_t File::revision_count() const {
  return static_cast<std::int32_t>(state_->chain.sections.size());
}

View File::view(std::int32_t revision) const {
  return View(*this, revision);
}

const std::vector<RevisionFacts>& File::revisions() const {
  return state_->chain.facts;
}

const std::vector<XrefEntry>& File::written_by(std::int32_t revision) const {
  return state_->chain.sections[static_cast<std::size_t>(revision)].entries;
}

std::int64_t File::section_offset(std::int32_t revision) const {
  return state_->chain.sections[static_cast<std::size_t>(revision)].offset;
}

std::optional<std::pair<std::int64_t, std::int64_t>> File::extent(Ref ref,
                                                                  std::int32_t revision) const {
  const auto location = state_->locate(ref.number, revision);
  if (!location || location->kind != Location::Kind::Offset) return std::nullopt;
  const auto object = state_->read(ref, revision);
  if (object && object->stream() != nullptr)
    return std::pair(location->offset, object->stream()->offset + object->stream()->length);
  if (!object || state_->is_exhausted) return std::nullopt;
  auto reached = location->offset;
  const auto found =
      parse_indirect(state_->bytes, location->offset, state_->limits, nullptr, &reached);
  state_->spend(reached - location->offset);
  if (!found || found->ref != ref) return std::nullopt;
  return std::pair(location->offset, found->end);
}

bool File::is_exhausted() const {
  return state_->is_exhausted;
}
bool File::is_encrypted() const {
  return state_->decryptor.has_value();
}
bool File::is_linearised() const {
  return state_->chain.is_linearised;
}
ByteView File::bytes() const {
  return state_->bytes;
}
const Limits& File::limits() const {
  return state_->limits;
}
const std::vector<std::string>& File::notes() const {
  return state_->chain.notes;
}

}  // namespace sohoa::cos
