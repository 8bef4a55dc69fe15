#!/usr/bin/env bash
# The proofs at full size; their figures are the lines that begin with "proof:". `make test` runs them with smaller numbers.
set -euo pipefail
cd "$(dirname "$0")/.."

tools=$(bash scripts/test-tools.sh)
bash scripts/mvn.sh -q package -DskipTests
exec bash scripts/mvn.sh surefire:test@real-servers -Dsluice.test.tools="$tools" -Dsluice.proof=full \
  -Dtest='io.sluice.proof.*IT' "$@"
