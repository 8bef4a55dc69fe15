#!/usr/bin/env bash
# Brings what the benchmarks use beyond the tools of the tests, and prints the same folder.
set -euo pipefail
bash "$(dirname "$0")/test-tools.sh" >/dev/null
# shellcheck source=scripts/tools.sh
. "$(dirname "$0")/tools.sh"

readonly toxiproxy=github.com/Shopify/toxiproxy/v2/cmd/server@v2.12.0

PATH=$PATH:/usr/sbin:/usr/local/sbin
need wrk wrk wrk
# Debian starts nginx as a service when it is installed; the benchmarks start one of their own and do not need that.
need nginx nginx nginx
build toxiproxy-server "$toxiproxy"
printf '%s\n' "$tools/bin"
