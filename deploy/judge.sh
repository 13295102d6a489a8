#!/usr/bin/env bash
# Has validators that share no code with this product judge the files that deploy/demo.sh wrote: EU DSS now and in five years, when
# the signers' certificates have expired, the JDK and xmlsec1. Exits 1 unless every signature of every file is accepted by all.
set -euo pipefail
cd "$(dirname "$0")/.."
. deploy/jdk.sh

files=(target/demo/*.xml)
[ -e "${files[0]}" ] || { echo "Nothing to judge: run deploy/demo.sh first." >&2; exit 1; }
[ -d target/oracles/dss ] || { echo "EU DSS is missing in target/oracles: run deploy/check.sh first." >&2; exit 1; }
all=$((3 * ${#files[@]}))
verdicts=target/judge
rm -rf "$verdicts"
mkdir -p "$verdicts"

dss() {
  "$JAVA_HOME/bin/java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp "target/oracles/dss/*" src/oracles/DssOracle.java \
    target/demo/trust-anchors.pem target/demo/crl "$2" "${files[@]}" >"$verdicts/dss-$1.txt" 2>"$verdicts/dss-$1.log"
  awk -F'\t' '$3 == "TOTAL_PASSED"' "$verdicts/dss-$1.txt" | wc -l
}

jdk() {
  "$JAVA_HOME/bin/java" src/oracles/JdkOracle.java "${files[@]}" >"$verdicts/jdk.txt"
  awk -F'\t' '$3 == "VALID"' "$verdicts/jdk.txt" | wc -l
}

xmlsec() {
  local good=0
  while IFS=$'\t' read -r file id _; do
    if xmlsec1 --verify --enabled-reference-uris empty,same-doc \
      --id-attr:Id DU_LIEU_HOC_BA --id-attr:Id THONG_TIN_HOC_BA \
      --id-attr:Id http://www.w3.org/2000/09/xmldsig#:Signature --id-attr:Id http://www.w3.org/2000/09/xmldsig#:SignatureValue \
      --id-attr:Id http://uri.etsi.org/01903/v1.3.2#:SignedProperties \
      --trusted-pem target/demo/trust-anchors.pem --node-id "$id" "$file" >>"$verdicts/xmlsec1.txt" 2>&1; then
      good=$((good + 1))
    fi
  done <"$verdicts/jdk.txt"
  echo "$good"
}

now=$(dss now now)
later=$(dss later "$(date -u -d '+5 years' +%Y-%m-%dT%H:%M:%SZ)")
core=$(jdk)
debian=$(xmlsec)
echo "levels by EU DSS: $(cut -f5 "$verdicts/dss-now.txt" | sort | uniq -c | awk '{ printf "%s%s %s", sep, $2, $1; sep = ", " }')"
echo "EU DSS now $now/$all, in five years $later/$all, JDK $core/$all, xmlsec1 $debian/$all"
[ "$now" = "$all" ] && [ "$later" = "$all" ] && [ "$core" = "$all" ] && [ "$debian" = "$all" ]
