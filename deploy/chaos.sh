#!/usr/bin/env bash
# Signs classes while seeded troubles befall the signing service, the people, two API processes (kill -9) and the database, and
# checks at the end that everything is signed exactly once, verifies and is explained. --faults N, --seed S, --schools N.
set -euo pipefail
cd "$(dirname "$0")/.."
. deploy/jdk.sh
. deploy/package.sh
exec "$JAVA_HOME/bin/java" -XX:TieredStopAtLevel=1 -cp target/sandbox/hocba-sandbox.jar vn.hocba.sandbox.load.Chaos "$@"
