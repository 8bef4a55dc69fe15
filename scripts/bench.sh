#!/usr/bin/env bash
# Measures Sluice against MinIO, nginx and itself. docs/PERFORMANCE.md says how to read what it prints.
# ROW: only these rows, separated by commas. ROUNDS: 5 unless set. QUICK=1: small and short, to see that it works.
# SLUICE_JVM: more options for Sluice's JVM, separated by blanks. SLUICE_*: given to Sluice.
set -euo pipefail
cd "$(dirname "$0")/.."

tools=$(bash scripts/bench-tools.sh)
JAVA_HOME=$(bash scripts/jdk.sh)
PATH=$PATH:/usr/sbin:/usr/local/sbin
export JAVA_HOME PATH
readonly work=target/bench
mkdir -p "$work"
if [ -z "${BENCH_NO_BUILD:-}" ]; then
  bash scripts/mvn.sh -q package dependency:build-classpath -DskipTests \
    -Dmdep.includeScope=test -Dmdep.outputFile="$work/classpath"
  bash scripts/aot-cache.sh
fi

exec "$JAVA_HOME/bin/java" -Xmx512m -Dsluice.test.tools="$tools" \
  -cp "target/test-classes:target/classes:$(cat "$work/classpath")" io.sluice.bench.RunBench
