#!/usr/bin/env bash
# Runs every test, with nothing skipped: installs the system programs that some tests use, then what ./mvnw verify does.
set -euo pipefail
cd "$(dirname "$0")/.."
. deploy/jdk.sh

# The first of a line is what tests call; any of the others will do as well. Then the Debian package.
programs() {
  cat <<'LIST'
xmlsec1 : xmlsec1
openssl : openssl
chromium chromium-browser google-chrome : chromium
chromedriver : chromium-driver
LIST
}

missing_packages() {
  programs | while IFS=: read -r names package; do
    for name in $names; do
      if command -v "$name" >/dev/null 2>&1; then continue 2; fi
    done
    echo $package
  done
}

missing=$(missing_packages | xargs)
if [ -n "$missing" ]; then
  as_root=""
  [ "$(id -u)" = 0 ] || as_root="sudo -n"
  if command -v apt-get >/dev/null 2>&1 && { [ -z "$as_root" ] || $as_root true 2>/dev/null; }; then
    echo "installing $missing"
    # shellcheck disable=SC2086
    $as_root apt-get update -qq || true
    # shellcheck disable=SC2086
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null || true
  fi
  missing=$(missing_packages | xargs)
  if [ -n "$missing" ]; then
    echo "Missing and cannot be installed from here: $missing (Debian package names). Tests that need them would be skipped." >&2
    exit 1
  fi
fi

started=$(date +%s)
rm -rf target/surefire-reports target/failsafe-reports
./mvnw -q --version >/dev/null
# What ./mvnw verify checks about the style of the code is checked beside the tests, in what they leave of the processors.
rm -rf target/style
mkdir -p target
nice ./mvnw -q -B -ntp -Dhocba.target=target/style build-helper:add-test-source@sandbox-sources compiler:compile \
  compiler:testCompile spotless:check@format pmd:cpd-check@copy-paste >target/style.log 2>&1 &
style=$!
trap 'kill "$style" 2>/dev/null || true' EXIT
outcome=0
./mvnw -B -ntp -Dquick verify || outcome=$?
if ! wait "$style"; then
  cat target/style.log
  outcome=1
fi

# One <testsuite ... tests="" errors="" skipped="" failures=""> per report.
attribute_sum() {
  find target/surefire-reports target/failsafe-reports -name 'TEST-*.xml' -print0 2>/dev/null |
    xargs -0 -r awk -v name="$1" '
      FNR == 1 { suite = 0 }
      /<testsuite[ >]/ { suite = 1 }
      suite && match($0, " " name "=\"[0-9]+\"") {
        text = substr($0, RSTART, RLENGTH); gsub(/[^0-9]/, "", text); sum += text
      }
      suite && />/ { nextfile }
      END { print sum + 0 }' | awk '{ sum += $1 } END { print sum + 0 }'
}
tests=$(attribute_sum tests)
failed=$(($(attribute_sum failures) + $(attribute_sum errors)))
skipped=$(attribute_sum skipped)

echo
if [ "$skipped" -gt 0 ]; then
  echo "Skipped, though everything that tests need is installed:"
  grep -l '<skipped' target/surefire-reports/TEST-*.xml target/failsafe-reports/TEST-*.xml 2>/dev/null || true
  outcome=1
fi
if [ "$tests" = 0 ]; then
  echo "No test ran."
  outcome=1
fi
[ "$failed" = 0 ] || outcome=1
echo "took $(($(date +%s) - started)) s"
echo "$((tests - failed - skipped)) passed, $failed failed, $skipped skipped"
if [ "$outcome" != 0 ]; then
  echo "check: FAILED"
  exit 1
fi
echo "check: ok"
