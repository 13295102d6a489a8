#!/usr/bin/env bash
# Development: the sandbox with its database beside Quarkus in dev mode (live reload) on http://127.0.0.1:8080.
set -euo pipefail
cd "$(dirname "$0")/.."
. deploy/jdk.sh

run=target/dev-run
./mvnw -q -B -ntp -Dquick process-test-classes
rm -f "$run/sandbox.json"
"$JAVA_HOME/bin/java" -jar target/sandbox/hocba-sandbox.jar --postgres --approve manual --directory "$run" --parent-pid $$ &
sandbox=$!
trap 'kill "$sandbox" 2>/dev/null || true' EXIT
until [ -f "$run/sandbox.json" ]; do
  kill -0 "$sandbox" 2>/dev/null || { echo "The sandbox did not start." >&2; exit 1; }
  sleep 0.2
done
"$JAVA_HOME/bin/java" -cp target/sandbox/hocba-sandbox.jar vn.hocba.sandbox.demo.ApiSettings "$run" >"$run/api.properties"
SMALLRYE_CONFIG_LOCATIONS="$PWD/$run/api.properties" ./mvnw -B -Dquick quarkus:dev "$@"
