#include "signing/parsers/cms_ber.h"

#include <gtest/gtest.h>

namespace sohoa {
namespace {

Bytes hex(std::string_view text) {
  return from_hex(text).value();
}

struct BrokenCase {
  std::string name;
  std::string hex;
};

class Broken : public testing::TestWithParam<BrokenCase> {};

TEST_P(Broken, IsAFaultNeverARead) {
  const Bytes bytes = hex(GetParam().hex);
  std::string fault;
  BerReader reader(bytes, fault);
  EXPECT_FALSE(reader.next());
  EXPECT_EQ(fault, "broken element");
  EXPECT_TRUE(reader.at_end());
  EXPECT_FALSE(is_der(bytes));
}

INSTANTIATE_TEST_SUITE_P(Bytes,
                         Broken,
                         testing::Values(BrokenCase{"OnlyTag", "30"},
                                         BrokenCase{"ContentsCutOff", "300502"},
                                         BrokenCase{"LengthCutOff", "3082"},
                                         BrokenCase{"LengthOfLengthTooLong",
                                                    "3088ffffffffffffffff"},
                                         BrokenCase{"LengthBeyondMemory", "3087ffffffffffffff00"},
                                         BrokenCase{"ReservedLength", "30ff00"},
                                         BrokenCase{"IndefinitePrimitive", "04800000"},
                                         BrokenCase{"IndefiniteWithoutEnd", "3080020100"},
                                         BrokenCase{"HighTagCutOff", "1f8181"}),
                         [](const auto& test) { return test.param.name; });

TEST(BerReader, StopsBelowADepthNoValueNeeds) {
  Bytes deep;
  for (int i = 0; i < 60'000; ++i) deep.insert(deep.end(), {0x30, 0x80});
  deep.resize(deep.size() + 120'000);
  std::string fault;
  EXPECT_FALSE(BerReader(deep, fault).next());
}

TEST(BerReader, ReadsHighTagNumbersAsOneElement) {
  const Bytes bytes = hex("bf8163020500020101");
  std::string fault;
  BerReader reader(bytes, fault);
  EXPECT_EQ(to_hex(reader.next().value().contents), "0500");
  EXPECT_EQ(reader.expect(kBerInteger, "number").contents.front(), 1);
  EXPECT_TRUE(reader.at_end());
  EXPECT_TRUE(reader.ok());
}

TEST(BerReader, NamesTheFirstFaultAndStaysSilentAfterwards) {
  const Bytes bytes = hex("3003020101");
  std::string fault;
  BerReader reader(bytes, fault);
  BerReader inside = reader.inside(reader.expect(kBerSequence, "outer"));
  inside.expect(kBerOid, "type");
  inside.expect(kBerInteger, "number");
  EXPECT_EQ(fault, "type");
  EXPECT_FALSE(reader.ok());
}

TEST(BerOctets, JoinsPartsOfAnyNesting) {
  const Bytes bytes = hex("248024800401410000040242430000");
  std::string fault;
  const auto octets = ber_octets(BerReader(bytes, fault).next().value());
  EXPECT_EQ(to_hex(octets.value()), "414243");
  const Bytes wrong = hex("2403020101");
  EXPECT_FALSE(ber_octets(BerReader(wrong, fault).next().value()));
}

TEST(BerOid, WritesArcsWithDots) {
  const auto oid = [](std::string_view text) {
    const Bytes bytes = hex(text);
    std::string fault;
    return ber_oid(BerReader(bytes, fault).next().value());
  };
  EXPECT_EQ(oid("06092a864886f70d010702"), "1.2.840.113549.1.7.2");
  EXPECT_EQ(oid("0603883703"), "2.999.3");
  EXPECT_EQ(oid("060127"), "0.39");
  EXPECT_EQ(oid("06022a86"), "") << "cut off";
  EXPECT_EQ(oid("0600"), "");
  EXPECT_EQ(oid("060bffffffffffffffffffff7f"), "") << "an arc above 64 bits";
}

TEST(BerIntegers, AreComparedWithoutOctetsThatSayNothing) {
  EXPECT_EQ(to_hex(ber_shortest_integer(hex("000001"))), "01");
  EXPECT_EQ(to_hex(ber_shortest_integer(hex("000080"))), "0080");
  EXPECT_EQ(to_hex(ber_shortest_integer(hex("ffff80"))), "80");
  EXPECT_EQ(to_hex(ber_shortest_integer(hex("00"))), "00");
  const auto small = [](std::string_view text) {
    return ber_small_integer({kBerInteger, {}, hex(text), false});
  };
  EXPECT_EQ(small("03"), 3);
  EXPECT_EQ(small("007fffffff"), 0x7FFFFFFF);
  EXPECT_EQ(small("0080000000"), -1);
  EXPECT_EQ(small("ff"), -1);
  EXPECT_EQ(small(""), -1);
}

TEST(IsDer, RefusesWhatOnlyBerPermits) {
  EXPECT_TRUE(is_der(hex("3003020101")));
  EXPECT_FALSE(is_der(hex("30800201010000"))) << "indefinite length";
  EXPECT_FALSE(is_der(hex("308103020101"))) << "length of more octets than needed";
  EXPECT_FALSE(is_der(hex("2403040141"))) << "string in parts";
  EXPECT_FALSE(is_der(hex("300530800000"))) << "inside";
}

TEST(DerElement, WritesTheShortestLength) {
  EXPECT_EQ(to_hex(der_element(kBerNull, {})), "0500");
  for (const std::size_t size : {0U, 1U, 127U, 128U, 255U, 256U, 70'000U}) {
    const Bytes element = der_element(kBerOctetString, Bytes(size, 7));
    std::string fault;
    EXPECT_EQ(BerReader(element, fault).next().value().contents.size(), size);
    EXPECT_TRUE(is_der(element)) << size;
  }
}

}  // namespace
}  // namespace sohoa
