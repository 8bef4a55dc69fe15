# Sourced by the scripts that bring tools. Sets `tools`, the folder of those that are built; their programs go to its `bin`.
# SLUICE_TOOLS: where that is, outside the checkout; the next run, and the next checkout, find them there.

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
  can_apt || fail "Sluice's tests and benchmarks need $1: install it (Debian: apt-get install $2, macOS: brew install $3)."
  echo "Installing $2." >&2
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

# Builds the Go program $1 from the package and version $2, unless that version is there. The package may name it otherwise.
build() {
  local stamp=$tools/$1.version
  if [ -x "$tools/bin/$1" ] && [ "$(cat "$stamp" 2>/dev/null)" = "$2" ]; then return; fi
  need_go
  echo "Building $1, once: this takes some minutes." >&2
  rm -rf "$stamp" "$tools/new"
  (cd / && CGO_ENABLED=0 GOBIN=$tools/new go install "$2")
  mv "$tools"/new/* "$tools/bin/$1"
  rmdir "$tools/new"
  printf '%s\n' "$2" >"$stamp"
}

# The Python packages that the file $2 lists, with their versions, in a place of their own; the program $1 is the Python that sees them.
python_with() {
  local stamp=$tools/$1.version home=$tools/$1
  if [ -x "$tools/bin/$1" ] && cmp -s "$2" "$stamp"; then return; fi
  need python3 python3 python
  python3 -c 'import ensurepip, venv' 2>/dev/null || { can_apt && apt_install python3-venv; } ||
    fail "Sluice's tests need Python's venv: install it (Debian: apt-get install python3-venv)."
  rm -rf "$stamp" "$home"
  python3 -m venv "$home"
  "$home/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps -r "$2" >&2
  printf '#!/bin/sh\nexec "%s/bin/python" "$@"\n' "$home" >"$tools/bin/$1"
  chmod +x "$tools/bin/$1"
  cp "$2" "$stamp"
}

tools=${SLUICE_TOOLS:-${XDG_CACHE_HOME:-$HOME/.cache}/sluice/tools}
mkdir -p "$tools/bin"
tools=$(cd "$tools" && pwd)
