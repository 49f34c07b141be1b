#include "hostile/intake/raw_zip.h"

#include <zlib.h>

#include "intake/zip_writer.h"

namespace sohoa::testing {
namespace {

void put(std::string& text, std::uint64_t value, int size) {
  for (int i = 0; i < size; ++i) text += static_cast<char>(value >> (8 * i));
}

void put_big(std::string& text, std::uint32_t value) {
  for (int i = 3; i >= 0; --i) text += static_cast<char>(value >> (8 * i));
}

// Raw DEFLATE, as ZIP holds it.
std::string deflated(const std::string& content) {
  z_stream stream{};
  deflateInit2(&stream, 9, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY);
  std::string packed(deflateBound(&stream, content.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(content.data()));
  stream.avail_in = static_cast<uInt>(content.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  deflate(&stream, Z_FINISH);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

struct Packed {
  std::string data;
  std::size_t offset = 0;
};

void put_common(std::string& text,
                const RawEntry& entry,
                const Packed& packed,
                std::size_t name_size) {
  put(text, 20, 2);
  put(text, entry.flags, 2);
  put(text, entry.deflated ? 8 : 0, 2);
  put(text, 0, 2);
  put(text, 0x21, 2);
  put(text, entry.crc32.value_or(crc32_of(as_bytes(entry.content))), 4);
  put(text, packed.data.size(), 4);
  put(text, entry.declared_bytes.value_or(static_cast<std::uint32_t>(entry.content.size())), 4);
  put(text, name_size, 2);
  put(text, 0, 2);
}

void put_local(std::string& zip, const RawEntry& entry, const Packed& packed) {
  const std::string name = entry.local_name.value_or(entry.name);
  zip += "PK\3\4";
  put_common(zip, entry, packed, name.size());
  zip += name + packed.data;
}

void put_central(std::string& zip, const RawEntry& entry, const Packed& packed) {
  zip += "PK\1\2";
  put(zip, 3U << 8U | 20U, 2);
  put_common(zip, entry, packed, entry.name.size());
  put(zip, 0, 6);
  put(zip, std::uint64_t{entry.mode} << 16U, 4);
  put(zip, packed.offset, 4);
  zip += entry.name;
}

}  // namespace

Bytes raw_zip(const std::vector<RawEntry>& entries) {
  std::string zip;
  std::vector<Packed> packed;
  for (const auto& entry : entries) {
    if (entry.shares_data_of) {
      packed.push_back(packed[*entry.shares_data_of]);
      continue;
    }
    packed.push_back({entry.deflated ? deflated(entry.content) : entry.content, zip.size()});
    put_local(zip, entry, packed.back());
  }
  const std::size_t directory = zip.size();
  for (std::size_t i = 0; i < entries.size(); ++i) put_central(zip, entries[i], packed[i]);
  const std::size_t size = zip.size() - directory;
  zip += "PK\5\6";
  put(zip, 0, 4);
  put(zip, entries.size(), 2);
  put(zip, entries.size(), 2);
  put(zip, size, 4);
  put(zip, directory, 4);
  put(zip, 0, 2);
  const ByteView view = as_bytes(zip);
  return Bytes(view.begin(), view.end());
}

RawEntry zeros(const std::string& name, std::size_t bytes) {
  RawEntry entry;
  entry.name = name;
  entry.content.assign(bytes, '\0');
  entry.deflated = true;
  return entry;
}

Bytes png_header(std::uint32_t width, std::uint32_t height) {
  std::string chunk = "IHDR";
  put_big(chunk, width);
  put_big(chunk, height);
  chunk += std::string("\1\0\0\0\0", 5);  // one bit, grey
  std::string png = "\x89PNG\r\n\x1A\n";
  put_big(png, 13);
  png += chunk;
  put_big(png, crc32_of(as_bytes(chunk)));
  put_big(png, 4);
  png += "IDAT";
  const ByteView view = as_bytes(png);
  return Bytes(view.begin(), view.end());
}

Bytes tiff_header(std::uint32_t width, std::uint32_t height) {
  std::string tiff("II*\0\x08\0\0\0", 8);
  const std::uint32_t tags[][3] = {{256, 4, width},
                                   {257, 4, height},
                                   {258, 3, 1},
                                   {259, 3, 4},
                                   {262, 3, 0},
                                   {273, 4, 8},
                                   {278, 4, height},
                                   {279, 4, 4}};
  put(tiff, std::size(tags), 2);
  for (const auto& tag : tags) {
    put(tiff, tag[0], 2);
    put(tiff, tag[1], 2);
    put(tiff, 1, 4);
    put(tiff, tag[2], 4);
  }
  put(tiff, 0, 4);
  const ByteView view = as_bytes(tiff);
  return Bytes(view.begin(), view.end());
}

}  // namespace sohoa::testing
