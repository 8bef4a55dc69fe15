#!/usr/bin/env bash
# Maven, at the top of the checkout, with the right JDK.
set -euo pipefail
cd "$(dirname "$0")/.."

JAVA_HOME=$(bash scripts/jdk.sh)
export JAVA_HOME
exec ./mvnw -B -ntp "$@"
