#!/usr/bin/env bash
# Brings what the benchmarks use beyond the tools of the tests, and prints the same folder.
set -euo pipefail
bash "$(dirname "$0")/test-tools.sh" >/dev/null
# shellcheck source=scripts/tools.sh
. "$(dirname "$0")/tools.sh"

readonly toxiproxy=github.com/Shopify/toxiproxy/v2/cmd/server@v2.12.0

need wrk wrk wrk
build toxiproxy-server "$toxiproxy"
printf '%s\n' "$tools/bin"
