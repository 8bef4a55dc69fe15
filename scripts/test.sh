#!/usr/bin/env bash
# Everything a change has to pass.
set -euo pipefail
cd "$(dirname "$0")/.."

tools=$(bash scripts/test-tools.sh)
exec bash scripts/mvn.sh verify -Dsluice.test.tools="$tools" "$@"
