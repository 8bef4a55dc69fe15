#!/usr/bin/env bash
# Builds what changed and starts Sluice on this machine, for this machine only.
# PORT: 8080 unless set. SLUICE_JAVA_OPTS: more options for the JVM, separated by blanks.
set -euo pipefail
cd "$(dirname "$0")/.."

readonly port=${PORT:-8080}
readonly jar=target/quarkus-app/quarkus-run.jar
readonly cache=target/quarkus-app/app.aot

listening() {
  (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null
}

started() {
  (
    exec 3<>"/dev/tcp/127.0.0.1/$port"
    printf 'GET /q/health/started HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n' >&3
    IFS= read -r -t 5 status <&3
    [[ $status == *' 200 '* ]]
  ) 2>/dev/null
}

# Waits beside the process $1, as long as it lives, and says where it is.
announce() {
  while kill -0 "$1" 2>/dev/null; do
    if started; then
      echo "Sluice: http://127.0.0.1:$port"
      return
    fi
    sleep 0.1
  done
}

if listening; then
  echo "Port $port is taken. Try: PORT=8081 make run" >&2
  exit 1
fi

JAVA_HOME=$(bash scripts/jdk.sh)
export JAVA_HOME
if [ ! -f "$jar" ] || [ -n "$(find pom.xml src/main -newer "$jar" -print -quit)" ]; then
  echo "Building Sluice; the first time takes minutes, as Maven fetches what it is made of."
  bash scripts/mvn.sh -q package -DskipTests
fi

# Made by `make package`, and deleted by every build of the jar. Where it does not fit, the JVM says so and goes without it.
aot=
[ ! -f "$cache" ] || aot=-XX:AOTCache=$cache

announce $$ &
# Blanks separate the options of SLUICE_JAVA_OPTS.
# shellcheck disable=SC2086
exec "$JAVA_HOME/bin/java" @scripts/java.options ${aot:+"$aot"} \
  -Dquarkus.http.host=127.0.0.1 \
  -Dquarkus.http.port="$port" \
  -Dquarkus.log.console.json.enabled=false \
  ${SLUICE_JAVA_OPTS:-} \
  -jar "$jar"
