#!/usr/bin/env bash
# Maven, at the top of the checkout, with the right JDK.
set -euo pipefail
cd "$(dirname "$0")/.."

JAVA_HOME=$(bash scripts/jdk.sh)
export JAVA_HOME
# Maven's own libraries would otherwise warn of what a coming JDK takes from them.
export MAVEN_OPTS="--sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED ${MAVEN_OPTS:-}"
exec ./mvnw -B -ntp "$@"
