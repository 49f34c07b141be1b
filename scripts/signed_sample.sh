#!/usr/bin/env bash
# An officer with a test PKI made on the spot, so that ./run can show signatures: he signs one paper (giay-to.p7m) and,
# as TT 01/2023 art. 7 asks of whoever scans, each scan of a folder (a .p7s beside it). His root goes into the trust
# folder. The keys are thrown away; nobody should trust the root.
#   scripts/signed_sample.sh FOLDER SCANS TRUST
set -euo pipefail
folder=$1 scans=$2 trust=$3
sohoa=${SOHOA:-$(dirname "$0")/../build/release/bin/sohoa}
[ ! -s "$folder/giay-to.p7m" ] || exit 0
mkdir -p "$folder"
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT

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
  -extensions ca -subj '/C=VN/O=CHỈ ĐỂ THỬ/CN=Gốc thử nghiệm sohoa' -keyout "$work/ca.key" -out "$work/goc-thu.pem"
quiet openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -utf8 -config "$work/ca.cnf" \
  -subj '/C=VN/O=UBND xã Thử Nghiệm/CN=Nguyễn Văn Thử' -keyout "$work/ky.key" -out "$work/ky.csr"
quiet openssl x509 -req -in "$work/ky.csr" -CA "$work/goc-thu.pem" -CAkey "$work/ca.key" -days 365 \
  -extfile "$work/ca.cnf" -extensions signer -out "$work/ky.pem"
quiet openssl ca -gencrl -config "$work/ca.cnf" -name ca_db -keyfile "$work/ca.key" \
  -cert "$work/goc-thu.pem" -out "$work/thu-hoi.pem"

sign() { quiet openssl cms -sign -cades -binary -outform DER -signer "$work/ky.pem" -inkey "$work/ky.key" "$@"; }
for scan in "$scans"/*; do
  case "$scan" in *.p7s) ;; *) sign -in "$scan" -out "${scan%.*}.p7s" ;; esac
done

digest=$(openssl x509 -in "$work/goc-thu.pem" -outform DER | sha256sum | cut -d' ' -f1)
"$sohoa" trust import "$work/goc-thu.pem" --trust "$trust" --name 'Gốc thử nghiệm' --regime official-duty \
  --source 'scripts/signed_sample.sh: chỉ để thử' --confirm "$digest"
"$sohoa" trust archive "$work/thu-hoi.pem" --trust "$trust" --source 'CRL thử nghiệm'
sign -nodetach -in "$(find "$scans" -name '*.jpg' | sort | head -1)" -out "$folder/giay-to.p7m"
