#!/usr/bin/env bash
# Measures, and asserts nothing: deploy/bench.sh pipeline [options]. Each benchmark is a script of its own in deploy/bench.
set -euo pipefail
cd "$(dirname "$0")/.."

benchmark=${1:-}
if [[ ! "$benchmark" =~ ^[a-z]+$ ]] || [ ! -f "deploy/bench/$benchmark.sh" ]; then
  echo "usage: deploy/bench.sh $(find deploy/bench -name '*.sh' -printf '%f\n' | sed 's/\.sh$//' | sort | paste -sd'|' -) [options]" >&2
  exit 2
fi
shift
exec "deploy/bench/$benchmark.sh" "$@"
