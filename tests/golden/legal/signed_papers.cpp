#include "golden/legal/signed_papers.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <utility>

#include <gtest/gtest.h>

#include "signing/trust_file.h"
#include "support/pdf_revisions.h"

namespace sohoa::made {
namespace {

constexpr const char* kConfig =
    "[req]\ndistinguished_name=dn\nutf8=yes\nstring_mask=utf8only\n[dn]\n"
    "[authority]\nbasicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\n"
    "subjectKeyIdentifier=hash\n"
    "[signer]\nkeyUsage=critical,digitalSignature,nonRepudiation\nsubjectKeyIdentifier=hash\n"
    "authorityKeyIdentifier=keyid\n";

void write(const std::filesystem::path& file, std::string_view text) {
  std::ofstream(file, std::ios::binary) << text;
}

Bytes read(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

std::string hexadecimal(const Bytes& bytes) {
  std::string text;
  char digits[3];
  for (const std::uint8_t byte : bytes) {
    std::snprintf(digits, sizeof digits, "%02x", byte);
    text += digits;
  }
  return text;
}

Unit unit(std::string code, std::string name, std::string level) {
  Unit one;
  one.code = std::move(code);
  one.name = std::move(name);
  one.level = std::move(level);
  one.valid_from = "2016-01-01";
  return one;
}

TrustPolicy policy_with(const Bytes& root) {
  TrustPolicy policy = default_policy();
  Anchor anchor;
  anchor.name = "Gốc thử";
  anchor.regime = "official-duty";
  anchor.purposes.signer = true;
  anchor.der = root;
  anchor.sha256 = sha256(root);
  policy.anchors = {anchor};
  return policy;
}

}  // namespace

Authority::Authority() {
  write(path("cnf"), kConfig);
  run("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3650 -utf8 -config " +
      path("cnf") + " -extensions authority -subj '/C=VN/CN=Gốc thử' -keyout " + path("root.key") +
      " -out " + path("root.pem"));
}

void Authority::run(const std::string& arguments) const {
  const std::string command = "openssl " + arguments + " >" + path("log") + " 2>&1";
  const int status = std::system(command.c_str());  // NOLINT: a test, one thread
  ASSERT_EQ(status, 0) << command << "\n" << as_text(read(path("log")));
}

void Authority::issue(const std::string& name, const std::string& subject) {
  char serial[16];
  std::snprintf(serial, sizeof serial, "%04X", ++serial_);
  serials_.emplace_back(name, serial);
  run("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 365 -utf8 -config " +
      path("cnf") + " -extensions signer -subj '" + subject + "' -set_serial 0x" + serial +
      " -CA " + path("root.pem") + " -CAkey " + path("root.key") + " -keyout " +
      path(name + ".key") + " -out " + path(name + ".pem"));
}

Bytes Authority::crl(const std::vector<std::string>& revoked) {
  std::string index;
  for (const auto& [name, serial] : serials_) {
    const bool is_revoked = std::find(revoked.begin(), revoked.end(), name) != revoked.end();
    index +=
        (is_revoked ? "R\t400101000000Z\t250101000000Z,keyCompromise\t" : "V\t400101000000Z\t\t") +
        serial + "\tunknown\t/CN=" + name + "\n";
  }
  write(path("index.txt"), index);
  write(path("crlnumber"), "2A\n");
  write(path("crl.cnf"),
        "[ca]\ndefault_ca=d\n[d]\ndatabase=" + path("index.txt") +
            "\ncrlnumber=" + path("crlnumber") + "\ndefault_md=sha256\ndefault_crl_days=30\n");
  run("ca -config " + path("crl.cnf") + " -gencrl -keyfile " + path("root.key") + " -cert " +
      path("root.pem") + " -out " + path("crl.pem"));
  return evidence_der(read(path("crl.pem"))).value();
}

Bytes Authority::cms(const std::string& signer,
                     const std::string& content,
                     const std::string& options) {
  write(path("content"), content);
  run("cms -sign -cades -binary -outform DER " + options + " -signer " + path(signer + ".pem") +
      " -inkey " + path(signer + ".key") + " -in " + path("content") + " -out " + path("cms"));
  return read(path("cms"));
}

Bytes Authority::sign(const std::string& signer, const std::string& content) {
  return cms(signer, content, "-nodetach");
}

Bytes Authority::sign_detached(const std::string& signer, const std::string& content) {
  return cms(signer, content, "");
}

Bytes Authority::sign_pdf(const std::string& signer, const std::string& entries) {
  testing::PdfRevisions pdf;
  pdf.object(1, "<</Type/Catalog/Pages 2 0 R/AcroForm 4 0 R>>");
  pdf.object(2, "<</Type/Pages/Kids[3 0 R]/Count 1>>");
  pdf.object(3, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Annots[5 0 R]>>");
  pdf.object(4, "<</Fields[5 0 R]/SigFlags 3>>");
  pdf.object(5,
             "<</Type/Annot/Subtype/Widget/FT/Sig/T(S)/P 3 0 R/Rect[400 700 500 800]/F 132"
             "/V 6 0 R>>");
  pdf.signature(6, "/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached " + entries, 8'192);
  pdf.end();
  std::string text = pdf.text();
  const auto gap = pdf.gap_of(6);
  const auto begin = static_cast<std::size_t>(gap.begin);
  const auto end = static_cast<std::size_t>(gap.end);
  const std::string value =
      hexadecimal(sign_detached(signer, text.substr(0, begin) + text.substr(end)));
  text.replace(begin + 1, value.size(), value);
  return Bytes(text.begin(), text.end());
}

Bytes Authority::root_der() {
  return certificate_der(read(path("root.pem"))).value();
}

Site site_of(Authority& authority, const std::vector<std::string>& revoked) {
  Site site;
  site.profile = default_profile();
  site.units = UnitCatalogue(
      {unit("H99", "UBND tỉnh Mẫu", "tinh"), unit("H99.10", "UBND xã Bắc Sơn", "xa")});
  Procedure procedure;
  procedure.code = "1.000001";
  procedure.levels = {"xa"};
  site.procedures = ProcedureCatalogue({procedure});
  site.trust.policy = policy_with(authority.root_der());
  site.trust.crls = {{EvidenceSource::Archive, authority.crl(revoked)}};
  site.basis = "một";
  return site;
}

PaperStore::PaperStore() {
  EXPECT_TRUE(init_store(folder_.path() / "kho"));
  store_ = open_store(folder_.path() / "kho").value();
  const auto tx = catalog().begin().value();
  BatchRecord batch;
  batch.id = "L-000000000000000000000001";
  batch.is_split = true;
  EXPECT_TRUE(tx->put(batch));
  EXPECT_TRUE(tx->commit());
}

ComponentRecord PaperStore::add(const std::vector<NamedBytes>& files) {
  ComponentRecord component;
  component.batch = "L-000000000000000000000001";
  component.ordinal = ++count_;
  component.id = component.batch + "/000" + std::to_string(count_);
  component.state = ComponentState::Done;
  component.dossier = "H99.10-200101-000" + std::to_string(count_);
  component.procedure = "1.000001";
  component.component = "KQ";
  component.kind = "result";
  put(component);
  const auto tx = catalog().begin().value();
  for (std::size_t i = 0; i < files.size(); ++i) {
    FileRecord file;
    file.component = component.id;
    file.batch = component.batch;
    file.ordinal = static_cast<std::int32_t>(i + 1);
    file.name = files[i].name;
    file.format = files[i].format;
    const BlobRef blob = sohoa::put(*store_.blobs, files[i].bytes).value();
    file.digest = blob.digest;
    file.bytes = blob.bytes;
    EXPECT_TRUE(tx->put(file));
  }
  EXPECT_TRUE(tx->commit());
  return component;
}

void PaperStore::put(const ComponentRecord& component) {
  const auto tx = catalog().begin().value();
  EXPECT_TRUE(tx->put(component));
  EXPECT_TRUE(tx->commit());
}

void PaperStore::add_page(const ComponentRecord& component, const std::string& source) {
  PageRecord page;
  page.component = component.id;
  page.ordinal = 1;
  page.file_ordinal = 1;
  page.state = PageState::Done;
  page.source = source;
  const auto tx = catalog().begin().value();
  EXPECT_TRUE(tx->put(page));
  EXPECT_TRUE(tx->commit());
}

ItemRecord PaperStore::file(const ComponentRecord& component, const AssessedPaper& paper) {
  ItemRecord item;
  item.code = component.dossier + "-KQ1";
  item.component = component.id;
  item.dossier = component.dossier;
  item.kind = component.kind;
  item.state = "ACTIVE";
  item.legal_value = paper.record.legal_value;
  const auto tx = catalog().begin().value();
  EXPECT_TRUE(tx->append(paper.record));
  EXPECT_TRUE(tx->put(item));
  EXPECT_TRUE(tx->commit());
  return item;
}

std::vector<FileRecord> PaperStore::files(const ComponentRecord& component) {
  return catalog().files(component.id).value();
}

VerifyCages real_cages() {
  WorkerConfig config;
  config.program = default_worker_program();
  return std::move(start_verify_cages(config, true)).value();
}

VerifyCages broken_cages() {
  WorkerConfig config;
  config.program = "/bin/false";
  config.warm_ocr = false;
  config.wait_for_ready = false;
  return VerifyCages(Supervisor::start(config).value(), config);
}

}  // namespace sohoa::made
