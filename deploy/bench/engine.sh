#!/usr/bin/env bash
# The signature engine beside EU DSS and the JDK: deploy/bench.sh engine [--quick] [--only <pattern of names>]
# Prints Markdown tables (README.md, "Speed", holds a copy) and writes target/bench/engine.json. About 12 minutes, with --quick two,
# after the build. Its ratios come from one run on one machine; while that does other things too, believe them rather than the times.
set -euo pipefail
cd "$(dirname "$0")/../.."
. deploy/jdk.sh

echo "building" >&2
./mvnw -q -B -ntp -Dquick -Dbench process-test-classes
exec "$JAVA_HOME/bin/java" --sun-misc-unsafe-memory-access=allow -Djmh.ignoreLock=true \
  -cp "target/bench/classes:$(cat target/bench/classpath)" vn.hocba.bench.EngineBench "$@"
