#include "signing/parsers/cos_state.h"

#include <algorithm>

namespace sohoa::cos {
namespace {

// Below this many revisions asking one after the other is faster than an index.
constexpr std::size_t kFewRevisions = 8;

const XrefEntry* entry_of(const std::vector<XrefEntry>& entries, std::int32_t number) {
  if (entries.empty() || number < entries.front().number) return nullptr;
  // Most tables have no holes: the entry is where it would be then.
  const auto guess = static_cast<std::size_t>(number - entries.front().number);
  if (guess < entries.size() && entries[guess].number == number) return &entries[guess];
  const auto found = std::lower_bound(
      entries.begin(), entries.end(), number, [](const XrefEntry& entry, std::int32_t wanted) {
        return entry.number < wanted;
      });
  return found != entries.end() && found->number == number ? &*found : nullptr;
}

bool comes_before(const IndexEntry& a, const IndexEntry& b) {
  return a.number != b.number ? a.number < b.number : a.revision < b.revision;
}

std::vector<IndexEntry> index_of(const std::vector<Section>& sections) {
  std::vector<IndexEntry> index;
  if (sections.size() <= kFewRevisions) return index;
  for (std::size_t revision = 1; revision < sections.size(); ++revision) {
    const auto& entries = sections[revision].entries;
    for (std::size_t i = 0; i < entries.size(); ++i)
      index.push_back(
          {entries[i].number, static_cast<std::int32_t>(revision), static_cast<std::uint32_t>(i)});
  }
  std::sort(index.begin(), index.end(), comes_before);
  return index;
}

/// Counts how deep reads call each other (/Length in a stream in a stream ...).
class Deeper {
 public:
  explicit Deeper(std::int32_t& depth) : depth_(depth) { ++depth_; }
  ~Deeper() { --depth_; }
  Deeper(const Deeper&) = delete;
  Deeper& operator=(const Deeper&) = delete;

 private:
  std::int32_t& depth_;
};

std::string type_of(const Dict& dict) {
  const auto* type = dict.get("Type");
  return type != nullptr && type->name() != nullptr ? *type->name() : "";
}

}  // namespace

std::size_t PlaceHash::operator()(const PlaceKey& key) const {
  std::uint64_t hash = static_cast<std::uint64_t>(key.offset) * 0x9E3779B97F4A7C15ULL;
  hash ^= (static_cast<std::uint64_t>(key.number) << 32) + static_cast<std::uint32_t>(key.index);
  hash = hash * 0x9E3779B97F4A7C15ULL + static_cast<std::uint32_t>(key.revision);
  return static_cast<std::size_t>(hash ^ hash >> 32);
}

File::State::State(ByteView file, const Limits& bounds, XrefChain read)
    : bytes(file),
      limits(bounds),
      chain(std::move(read)),
      index(index_of(chain.sections)),
      work_left_(static_cast<std::int64_t>(4 * bounds.inflate_bytes)) {}

bool File::State::spend(std::int64_t amount) {
  work_left_ -= amount;
  if (work_left_ < 0) is_exhausted = true;
  return !is_exhausted;
}

std::optional<Location> File::State::locate(std::int32_t number, std::int32_t revision) const {
  const auto& sections = chain.sections;
  const auto at = [&](std::int32_t r) -> const auto& {
    return sections[static_cast<std::size_t>(r)].entries;
  };
  auto oldest_asked = revision;
  if (!index.empty()) {
    const auto after =
        std::upper_bound(index.begin(), index.end(), IndexEntry{number, revision, 0}, comes_before);
    if (after != index.begin() && std::prev(after)->number == number)
      return at(std::prev(after)->revision)[std::prev(after)->position].location;
    oldest_asked = 0;
  }
  for (auto r = oldest_asked; r >= 0; --r)
    if (const auto* entry = entry_of(at(r), number)) return entry->location;
  return std::nullopt;
}

std::optional<Object> File::State::read(Ref ref, std::int32_t revision) {
  constexpr std::int32_t kDeepest = 8;
  const auto location = locate(ref.number, revision);
  if (!location || location->kind == Location::Kind::Free) return Object();
  // 7.3.10: a reference with another generation is one to an object that is not there.
  const bool is_inside = location->kind == Location::Kind::InStream;
  if (ref.generation != (is_inside ? 0 : location->generation)) return Object();
  if (is_exhausted || depth_ >= kDeepest) return std::nullopt;
  const Deeper deeper(depth_);
  return is_inside ? read_inside(ref, *location, revision)
                   : read_at(ref, location->offset, revision);
}

std::optional<Object> File::State::read_at(Ref ref, std::int64_t offset, std::int32_t revision) {
  for (const auto of : {-1, revision}) {
    const auto found = kept_.find({ref.number, of, offset, -1});
    if (found != kept_.end()) return found->second.object;
  }
  PlaceKey key{ref.number, -1, offset, -1};
  return parse_at(ref, offset, revision, key);
}

std::optional<Object> File::State::parse_at(Ref ref,
                                            std::int64_t offset,
                                            std::int32_t revision,
                                            PlaceKey& key) {
  auto reached = offset;
  const auto found =
      parse_indirect(bytes, offset, limits, decryptor ? &*decryptor : nullptr, &reached);
  std::optional<Object> object;
  if (found && found->ref == ref)
    object = found->data < 0 ? found->value : stream_at(*found, revision, key);
  spend(reached - offset + 64);
  keep(key, object, found ? found->values : 1);
  return object;
}

std::optional<Object> File::State::stream_at(const Indirect& found,
                                             std::int32_t revision,
                                             PlaceKey& key) {
  const auto* entry = found.value.dict()->get("Length");
  if (entry != nullptr && entry->ref() != nullptr) key.revision = revision;
  const auto claimed = entry == nullptr ? Object() : resolve(*entry, revision);
  std::int64_t searched = 0;
  const auto length = stream_length(
      bytes, found.data, claimed.integer() == nullptr ? -1 : *claimed.integer(), searched);
  if (!spend(searched) || !length) return std::nullopt;
  if (decryptor) owners_[found.data] = found.ref;
  Stream stream;
  stream.dict = std::get<std::shared_ptr<const Dict>>(found.value.value());
  stream.offset = found.data;
  stream.length = *length;
  return Object(std::make_shared<const Stream>(std::move(stream)));
}

std::optional<Object> File::State::read_inside(Ref ref,
                                               const Location& location,
                                               std::int32_t revision) {
  const auto holder = locate(location.stream, revision);
  if (!holder || holder->kind != Location::Kind::Offset) return std::nullopt;
  const PlaceKey key{ref.number, revision, holder->offset, location.index};
  if (const auto found = kept_.find(key); found != kept_.end()) return found->second.object;
  const auto stream = object_stream(location.stream, revision);
  if (!stream) return std::nullopt;
  const auto index_inside = static_cast<std::size_t>(location.index);
  auto place = stream->objects.end();
  if (index_inside < stream->objects.size() && stream->objects[index_inside].first == ref.number)
    place = stream->objects.begin() + location.index;
  if (place == stream->objects.end()) return std::nullopt;
  Parser parser(stream->bytes, place->second, limits);
  auto object = parser.object();
  spend(parser.at() - place->second);
  keep(key, object, parser.values());
  return object;
}

File::State::StreamPtr File::State::object_stream(std::int32_t number, std::int32_t revision) {
  const auto holder = locate(number, revision);
  const auto object = holder ? read({number, holder->generation}, revision) : std::nullopt;
  const auto* stream = object ? object->stream() : nullptr;
  if (stream == nullptr) return nullptr;
  if (const auto found = streams_.find(stream->offset); found != streams_.end())
    return found->second;
  auto loaded = load_object_stream(*stream, revision);
  streams_[stream->offset] = loaded;
  return loaded;
}

File::State::StreamPtr File::State::load_object_stream(const Stream& stream,
                                                       std::int32_t revision) {
  if (type_of(*stream.dict) != "ObjStm") return nullptr;
  auto decoded = decode(stream, revision);
  if (!decoded) return nullptr;
  auto made = std::make_shared<ObjectStream>();
  made->bytes = *std::move(decoded);
  const auto get = [&](std::string_view key) {
    const auto* entry = stream.dict->get(key);
    const auto value = entry == nullptr ? Object() : resolve(*entry, revision);
    return value.integer() == nullptr ? -1 : *value.integer();
  };
  const auto size = static_cast<std::int64_t>(made->bytes.size());
  const auto first = get("First");
  const auto count = std::min(get("N"), size / 2);  // a pair takes four bytes at least
  Parser parser(made->bytes, 0, limits);
  for (std::int64_t i = 0; i < count && first >= 0; ++i) {
    const auto number = parser.integer();
    const auto offset = number ? parser.integer() : std::nullopt;
    if (!offset || *number < 0 || *number > INT32_MAX || *offset < 0 || *offset > size) break;
    made->objects.emplace_back(static_cast<std::int32_t>(*number), first + *offset);
  }
  // Streams are counted apart from values: both are forgotten together.
  kept_bytes_ += size + 16 * static_cast<std::int64_t>(made->objects.size());
  return made;
}

// What is kept is bounded; a file that needs more is read again from its bytes, and pays for it
// out of the budget.
void File::State::keep(const PlaceKey& key,
                       const std::optional<Object>& object,
                       std::int32_t values) {
  constexpr std::int64_t kBytesAValue = 96;
  kept_values_ += values + 2;
  const auto most = static_cast<std::int64_t>(limits.verify_memory_bytes / 4);
  if (kept_values_ * kBytesAValue + kept_bytes_ > most) forget();
  kept_[key] = Kept{object};
}

void File::State::forget() {
  kept_.clear();
  streams_.clear();
  kept_values_ = 0;
  kept_bytes_ = 0;
}

void File::State::encrypt_with(Decryptor made) {
  forget();
  decryptor = std::move(made);
}

Object File::State::resolve(const Object& object, std::int32_t revision) {
  Object at_hand = object;
  for (std::int32_t steps_left = limits.nesting; at_hand.ref() != nullptr; --steps_left) {
    if (steps_left <= 0) return Object();
    at_hand = read(*at_hand.ref(), revision).value_or(Object());
  }
  return at_hand;
}

std::vector<FilterStep> File::State::steps(const Stream& stream, std::int32_t revision) {
  return filter_steps(*stream.dict, [&](const Object& o) { return resolve(o, revision); });
}

// Two of them are compared at a time, and one grows while it is unpacked.
std::uint64_t File::State::most_stream_bytes() const {
  return std::min(limits.inflate_bytes, limits.verify_memory_bytes / 5);
}

Result<Bytes> File::State::raw(const Stream& stream, const std::vector<FilterStep>& filters) {
  if (static_cast<std::uint64_t>(stream.length) > most_stream_bytes())
    return Error{Fault::InflateTooLarge, "a stream of the PDF", {}};
  const auto view = bytes.subspan(static_cast<std::size_t>(stream.offset),
                                  static_cast<std::size_t>(stream.length));
  const auto type = type_of(*stream.dict);
  const auto owner = owners_.find(stream.offset);
  // 7.5.8.2 and 7.6.1: xref streams never, metadata not always.
  const bool is_plain = !decryptor || owner == owners_.end() || type == "XRef" ||
                        (type == "Metadata" && !decryptor->encrypts_metadata());
  if (is_plain) return Bytes(view.begin(), view.end());
  const auto crypt = std::find_if(
      filters.begin(), filters.end(), [](const FilterStep& step) { return step.name == "Crypt"; });
  return decryptor->stream(
      view, owner->second, crypt == filters.end() ? nullptr : &crypt->crypt_name);
}

Result<Bytes> File::State::decode(const Stream& stream, std::int32_t revision) {
  if (!spend(stream.length)) return Error{Fault::CpuLimit, "streams of the PDF", {}};
  const auto filters = steps(stream, revision);
  const auto encoded = TRY(raw(stream, filters));
  auto decoded = TRY(undo_filters(encoded, filters, most_stream_bytes()));
  spend(static_cast<std::int64_t>(decoded.size()));
  return decoded;
}

}  // namespace sohoa::cos
