#!/usr/bin/env bash
# Prints the home of a JDK 25 or newer.
set -euo pipefail

readonly wanted=25

# The major release of the JDK in $1; fails when it is not a JDK.
release_of() {
  [ -x "$1/bin/javac" ] || return 1
  local version
  version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null || true)
  [ -n "$version" ] || version=$("$1/bin/javac" -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p')
  [ -n "$version" ] && printf '%s\n' "$version"
}

use_if_right() {
  local release
  release=$(release_of "$1") || return 0
  [ "$release" -ge "$wanted" ] || return 0
  printf '%s\n' "$1"
  exit 0
}

# The home of the `java` on PATH; on macOS that is a stub, which names the real home.
home_of_java() {
  java -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.home = //p' || true
}

[ -z "${JAVA_HOME:-}" ] || use_if_right "$JAVA_HOME"
if command -v java >/dev/null 2>&1; then
  on_path=$(home_of_java)
  [ -z "$on_path" ] || use_if_right "$on_path"
fi
for home in /usr/lib/jvm/* /Library/Java/JavaVirtualMachines/*/Contents/Home \
  "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* /opt/*; do
  use_if_right "$home"
done

echo "Sluice is built with JDK $wanted or newer, and none was found." >&2
echo "Install one (Debian: openjdk-$wanted-jdk or temurin-$wanted-jdk, macOS: brew install --cask temurin) or set JAVA_HOME." >&2
exit 1
