#!/usr/bin/env bash
# Brings the real servers and tools the tests use, and prints the folder of those it built.
# SLUICE_TOOLS: where they are kept, outside the checkout; the next run, and the next checkout, find them there.
set -euo pipefail

readonly minio=github.com/minio/minio@v0.0.0-20260212201848-7aac2a2c5b7c
readonly mc=github.com/minio/mc@v0.0.0-20250313080218-cf909e1063a9
tools=${SLUICE_TOOLS:-${XDG_CACHE_HOME:-$HOME/.cache}/sluice/tools}

have() {
  command -v "$1" >/dev/null 2>&1
}

fail() {
  printf '%s\n' "$@" >&2
  exit 1
}

as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

can_apt() {
  have apt-get && { [ "$(id -u)" -eq 0 ] || { have sudo && sudo -n true 2>/dev/null; }; }
}

apt_updated=no
apt_update() {
  [ "$apt_updated" = no ] || return 0
  as_root apt-get update -qq >&2
  apt_updated=yes
}

apt_install() {
  apt_update
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >&2
}

# The command $1 from the Debian package $2, or from the Homebrew formula $3.
need() {
  have "$1" && return
  can_apt || fail "The tests need $1: install it (Debian: apt-get install $2, macOS: brew install $3)."
  echo "Installing $2 for the tests." >&2
  apt_install "$2"
}

go_is_new_enough() {
  have go || return 1
  local version
  version=$(cd / && go env GOVERSION) || return 1
  [[ $version =~ ^go1\.([0-9]+) ]] && [ "${BASH_REMATCH[1]}" -ge 24 ]
}

need_go() {
  PATH=$PATH:/usr/local/go/bin
  go_is_new_enough && return
  if can_apt; then
    apt_update
    if apt-cache policy golang-go | grep -Eq 'Candidate: 2:1\.(2[4-9]|[3-9][0-9])'; then apt_install golang-go; fi
  fi
  go_is_new_enough || fail "The tests run against MinIO, which is built from source: that needs Go 1.24 or newer" \
    "(Debian: golang-go, from backports where it is older; macOS: brew install go)."
}

# Builds the Go program $1 from the module and version $2, unless that version is there.
build() {
  local stamp=$tools/$1.version
  if [ -x "$tools/bin/$1" ] && [ "$(cat "$stamp" 2>/dev/null)" = "$2" ]; then return; fi
  need_go
  echo "Building $1, once: this takes some minutes." >&2
  rm -f "$stamp"
  (cd / && CGO_ENABLED=0 GOBIN=$tools/bin go install "$2")
  printf '%s\n' "$2" >"$stamp"
}

mkdir -p "$tools/bin"
tools=$(cd "$tools" && pwd)
need curl curl curl
need redis-server redis-server redis
need ffmpeg ffmpeg ffmpeg
need ffprobe ffmpeg ffmpeg
build mc "$mc"
build minio "$minio"
printf '%s\n' "$tools/bin"
