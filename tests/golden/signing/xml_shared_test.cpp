// Files of other makers, where the shared folder is present.
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <gtest/gtest.h>

#include "golden/signing/xml_samples.h"

namespace sohoa {
namespace {

using namespace xml_samples;

const std::filesystem::path kShared =
    std::filesystem::path(SOHOA_SOURCE_DIR) / "../shared/data/signing";

std::string load(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(in), {});
}

std::string entry(const std::filesystem::path& archive, const std::string& name) {
  const auto command = "unzip -p '" + archive.string() + "' '" + name + "'";
  std::string text;
  FILE* pipe = popen(command.c_str(), "r");
  for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe))
    text.push_back(static_cast<char>(c));
  pclose(pipe);
  return text;
}

TEST(XmlShared, ATamperedReferenceDoesNotMatchItsDigest) {
  if (!std::filesystem::exists(kShared)) GTEST_SKIP() << "shared data is not here";
  const auto signature = read_one(load(kShared / "xades-tampered-reference.xml"));
  EXPECT_TRUE(signature.faults.empty());
  EXPECT_TRUE(signature.is_xades);
  ASSERT_EQ(signature.references.size(), 2U);
  EXPECT_FALSE(digests_match(signature));
}

TEST(XmlShared, AnArchivedContainerSignatureIsReadWhole) {
  if (!std::filesystem::exists(kShared)) GTEST_SKIP() << "shared data is not here";
  const auto archive = kShared / "TEST_ESTEID2018_ASiC-E_XAdES_LTA.sce";
  const auto signature = read_one(entry(archive, "META-INF/signatures001.xml"));
  EXPECT_TRUE(signature.faults.empty());
  EXPECT_TRUE(signature.is_xades);
  EXPECT_EQ(signature.scheme, SignatureScheme::Ecdsa);
  ASSERT_EQ(signature.references.size(), 2U);
  const auto& file = signature.references[0];
  EXPECT_TRUE(file.is_external);
  EXPECT_EQ(file.digest, digest(as_bytes(entry(archive, file.uri)), file.hash));
  const auto& properties = signature.references[1];
  ASSERT_TRUE(properties.octets);
  EXPECT_EQ(properties.digest, digest(*properties.octets, properties.hash));
  EXPECT_GE(signature.timestamps.size(), 2U);
  EXPECT_FALSE(signature.certificate_values.empty());
}

}  // namespace
}  // namespace sohoa
