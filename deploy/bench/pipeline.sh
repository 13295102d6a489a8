#!/usr/bin/env bash
# Measures the signing pipeline and asserts nothing: classes of 40 get three signatures through the public API, everything on this
# machine. Called by deploy/bench.sh pipeline; --transcripts 10000 is the full run. Writes target/bench/pipeline.json.
set -euo pipefail
cd "$(dirname "$0")/../.."
. deploy/jdk.sh
. deploy/package.sh
exec "$JAVA_HOME/bin/java" -cp target/sandbox/hocba-sandbox.jar vn.hocba.sandbox.load.PipelineBench "$@"
