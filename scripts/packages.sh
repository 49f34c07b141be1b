# Packages of Debian 12 that sohoa stands on, by what needs them. Sourced by ./run and ./check.

packages_build=(
  build-essential cmake ninja-build ccache pkg-config git ca-certificates
  libssl-dev libutf8proc-dev libexpected-dev nlohmann-json3-dev libcli11-dev
  libsqlite3-dev libseccomp-dev
  libtesseract-dev libleptonica-dev libpoppler-cpp-dev libqpdf-dev libzip-dev zlib1g-dev
  libjpeg62-turbo-dev libpng-dev libtiff-dev libzxingcore-dev libqrencode-dev libpango1.0-dev
  libxml2-dev libtomlplusplus-dev libcurl4-openssl-dev
  libgtest-dev
)
packages_run=(openssl tesseract-ocr-vie tesseract-ocr-osd fonts-liberation fonts-dejavu-core poppler-data)
# Real peers of the tests: they check our output with other people's programs.
packages_check=(
  qpdf poppler-utils zip unzip python3 img2pdf libtiff-tools binutils sqlite3 time
  clang-format strace qrencode xmlsec1
  # Apache PDFBox Preflight: a second, foreign judge of our PDF/A.
  default-jre-headless libpdfbox2-java libactivation-java libjaxb-api-java
)
packages_full=(clang clang-tidy libclang-rt-14-dev ocrmypdf tesseract-ocr chromium libbenchmark-dev
  # scripts/make_samples.py: fresh papers for tests/bench/field_bench (Tinos has the metrics of Times).
  python3-pil fonts-croscore
)

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

# install_packages NAME...: installs what is missing, and says so; does nothing when all is there.
install_packages() {
  local missing=() name
  for name in "$@"; do
    dpkg-query -W -f='${Status}' "$name" 2>/dev/null | grep -q 'ok installed' || missing+=("$name")
  done
  [ ${#missing[@]} -eq 0 ] && return 0
  echo "Cài gói còn thiếu / installing: ${missing[*]}" >&2
  as_root apt-get update -qq
  as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2
}
