#!/usr/bin/env bash
# Signs one of the samples with a test PKI made on the spot, so that ./run can show a verdict. The
# keys exist only for this and are thrown away; nobody should trust the root.
#   scripts/signed_sample.sh FOLDER
set -euo pipefail
folder=$1
source_pdf=$(dirname "$0")/../samples/ho-so
[ ! -s "$folder/giay-to.p7m" ] || exit 0
mkdir -p "$folder/tin-cay"
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
paper=$(find "$source_pdf" -type f -name '*.jpg' | sort | head -1)

cat >"$work/ca.cnf" <<CNF
[req]
distinguished_name = dn
[dn]
[ca]
basicConstraints = critical, CA:true
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[signer]
keyUsage = critical, digitalSignature, nonRepudiation
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[ca_db]
database = $work/index.txt
crlnumber = $work/crlnumber
default_md = sha256
default_crl_days = 30
CNF
: >"$work/index.txt"; echo 01 >"$work/crlnumber"
quiet() { "$@" 2>"$work/log" || { cat "$work/log" >&2; return 1; }; }

quiet openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3650 -utf8 -config "$work/ca.cnf" \
  -extensions ca -subj '/C=VN/O=CHỈ ĐỂ THỬ/CN=Gốc thử nghiệm sohoa' -keyout "$work/ca.key" -out "$folder/tin-cay/goc-thu.pem"
quiet openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -utf8 -config "$work/ca.cnf" \
  -subj '/C=VN/O=UBND xã Thử Nghiệm/CN=Nguyễn Văn Thử' -keyout "$work/ky.key" -out "$work/ky.csr"
quiet openssl x509 -req -in "$work/ky.csr" -CA "$folder/tin-cay/goc-thu.pem" -CAkey "$work/ca.key" -days 365 \
  -extfile "$work/ca.cnf" -extensions signer -out "$work/ky.pem"
quiet openssl ca -gencrl -config "$work/ca.cnf" -name ca_db -keyfile "$work/ca.key" \
  -cert "$folder/tin-cay/goc-thu.pem" -out "$work/thu-hoi.pem"
quiet openssl cms -sign -cades -binary -nodetach -outform DER -signer "$work/ky.pem" -inkey "$work/ky.key" \
  -in "$paper" -out "$folder/giay-to.p7m"
sohoa=$(dirname "$0")/../build/release/bin/sohoa
"$sohoa" trust archive "$work/thu-hoi.pem" --trust "$folder/tin-cay" --source 'CRL thử nghiệm'
