#!/usr/bin/env bash
# Makes the AOT cache of the built jar: starts the jar, asks of it what clients ask, and ends it; the JVM then writes what it has learned.
# The first argument is the file to write: target/quarkus-app/app.aot unless given.
set -euo pipefail
cd "$(dirname "$0")/.."

readonly cache=${1:-target/quarkus-app/app.aot}
readonly jar=$PWD/target/quarkus-app/quarkus-run.jar
readonly log=$PWD/target/aot-cache.log

fail() {
  echo "$1; $log ends with:" >&2
  tail -n 20 "$log" >&2
  exit 1
}

taken() {
  (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null
}

free_port() {
  local candidate
  while candidate=$((15000 + RANDOM % 15000)) && taken "$candidate"; do :; done
  echo "$candidate"
}

# Asks: method, path, body, one more header. Prints the answer, if there is one within 30 seconds.
ask() {
  local answer=
  {
    exec 3<>"/dev/tcp/127.0.0.1/$port" || return 1
    printf '%s %s HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Length: %d\r\nX-Tags: kind=note\r\n%s\r\n%s' \
      "$1" "$2" "${#3}" "${4:+$4$'\r\n'}" "$3" >&3 || return 1
    # Ends without the delimiter, which is told as a failure.
    IFS= read -r -t 30 -d '' answer <&3 || true
    exec 3>&-
  } 2>/dev/null
  printf '%s' "$answer"
}

# Like ask, for the log; whatever the answer says, there must be one.
must_answer() {
  local answer
  answer=$(ask "$@") || true
  printf '%s\n' "$answer" >>"$log"
  [[ $answer == HTTP/1.1\ * ]] || fail "Sluice did not answer $1 $2 while its AOT cache was made"
}

await_start() {
  local tries
  for ((tries = 0; tries < 600; tries++)); do
    [[ $(ask GET /q/health/started '') != *' 200 '* ]] || return 0
    kill -0 "$pid" 2>/dev/null || break
    sleep 0.1
  done
  fail "Sluice did not start to make its AOT cache"
}

# The store is an S3 server that knows no bucket: Sluice itself. So the whole way to S3 and back is walked, and no other server is needed.
ask_all() {
  local object=/api/v1/buckets/files/objects/notes/hello.txt
  must_answer PUT "$object" 'hello, harbour'
  must_answer GET "$object" ''
  must_answer GET "$object" '' 'Range: bytes=7-13'
  must_answer HEAD "$object" ''
  must_answer GET '/api/v1/buckets/files/objects?prefix=notes/&include=metadata' ''
  must_answer DELETE "$object" ''
  must_answer GET /nothing '' 'If-None-Match: "none"'
  must_answer GET /q/health/ready ''
  must_answer GET /q/health/live ''
  must_answer GET /q/metrics ''
}

pid=
folder=$(mktemp -d)
clean_up() {
  [ -z "$pid" ] || kill -KILL "$pid" 2>/dev/null || true
  rm -rf "$folder"
}
trap clean_up EXIT

JAVA_HOME=$(bash scripts/jdk.sh)
port=$(free_port)
readonly port
rm -f "$cache"
: >"$log"
# -Xmx: a heap of 32 GiB, the default on a very large machine, has other pointers, and its cache would fit no smaller one.
env -i PATH="$PATH" "$JAVA_HOME/bin/java" @scripts/java.options \
  -XX:AOTCacheOutput="$cache" \
  -Xmx512m \
  -Djava.io.tmpdir="$folder" \
  -Dquarkus.http.host=127.0.0.1 \
  -Dquarkus.http.port="$port" \
  -Dsluice.store=s3 \
  -Dsluice.s3.endpoint="http://127.0.0.1:$port" \
  -Dsluice.s3.access-key=none \
  -Dsluice.s3.secret-key=none \
  -jar "$jar" >>"$log" 2>&1 &
pid=$!

await_start
for _ in 1 2 3; do
  ask_all
done
kill -TERM "$pid"
# 143 is the end by SIGTERM.
wait "$pid" || [ $? -eq 143 ] || fail "Sluice did not end well"
pid=
"$JAVA_HOME/bin/java" -XX:AOTCache="$cache" -XX:AOTMode=on -cp "$jar" -version >>"$log" 2>&1 || fail "The JVM cannot use its AOT cache"
