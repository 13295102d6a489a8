#!/usr/bin/env bash
# The main job on a fresh clone: a class of 40 transcripts is imported, locked, signed by three people and verified.
# --keep leaves everything running, --manual waits for a human on the consent page, --port N fixes the API's port.
set -euo pipefail
cd "$(dirname "$0")/.."
. deploy/jdk.sh
. deploy/package.sh
# exec: signals reach the process that stops the others
exec "$JAVA_HOME/bin/java" -XX:TieredStopAtLevel=1 -cp target/sandbox/hocba-sandbox.jar vn.hocba.sandbox.demo.Demo "$@"
