#!/usr/bin/env bash
# Writes the contract that the code produces over the committed one; review the difference before you commit it.
set -euo pipefail
cd "$(dirname "$0")/.."
. deploy/jdk.sh
./mvnw -q -B -ntp -Dquick -DskipTests package
mkdir -p openapi
cp target/openapi/openapi.yaml openapi/hocba.yaml
git diff --stat -- openapi/hocba.yaml || true
