#include "intake/format.h"

#include <string>

#include <gtest/gtest.h>

namespace sohoa {
namespace {

using namespace std::string_literals;

struct Case {
  std::string head;
  Format format;
};

TEST(Sniff, TellsFormatsByContent) {
  const Case cases[] = {
      {"", Format::Empty},
      {"%PDF-1.7\n", Format::Pdf},
      {"HTTP/1.1 200 OK\r\n\r\n%PDF-1.4", Format::Pdf},
      {std::string(1020, '\n') + "%PDF-1.4", Format::Unknown},
      {"II*\0"s, Format::Tiff},
      {"MM\0*"s, Format::Tiff},
      {"II+\0"s, Format::Tiff},
      {"\xFF\xD8\xFF\xE0", Format::Jpeg},
      {"\x89PNG\r\n\x1A\n", Format::Png},
      {"PK\3\4", Format::Zip},
      {"PK\5\6", Format::Zip},
      {"PK\3\4 inside is a %PDF-1.4", Format::Zip},
      {"<!DOCTYPE HTML>", Format::Html},
      {"\xEF\xBB\xBF \r\n<Html>", Format::Html},
      {"<?xml version='1.0'?><html xmlns='x'>", Format::Html},
      {"<?xml version='1.0'?><hoso/>", Format::Xml},
      {"<html>see %PDF-1.4</html>", Format::Html},
      {"-----BEGIN PKCS7-----\n", Format::Cms},
      {"\x30\x82\x0A\x00\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07\x02"s, Format::Cms},
      {"scan.jpg", Format::Unknown},
      {"\xFF\xD8", Format::Unknown},
  };
  for (const auto& c : cases) EXPECT_EQ(sniff(as_bytes(c.head)), c.format) << c.head;
}

TEST(FormatName, MatchesItsEnumerator) {
  EXPECT_EQ(name(Format::Unknown), "unknown");
  EXPECT_EQ(name(Format::Tiff), "tiff");
  EXPECT_EQ(name(Format::Xml), "xml");
  EXPECT_EQ(mime_type(Format::Jpeg), "image/jpeg");
  EXPECT_EQ(mime_type(Format::Cms), "application/pkcs7-mime");
}

TEST(PageSource, IsPdfAndImagesOnly) {
  EXPECT_TRUE(is_page_source(Format::Pdf));
  EXPECT_TRUE(is_page_source(Format::Png));
  EXPECT_FALSE(is_page_source(Format::Html));
  EXPECT_FALSE(is_page_source(Format::Zip));
  EXPECT_FALSE(is_page_source(Format::Empty));
}

}  // namespace
}  // namespace sohoa
