#!/usr/bin/env bash
# Brings the real servers and tools the tests use, and prints the folder of those it built.
set -euo pipefail
# shellcheck source=scripts/tools.sh
. "$(dirname "$0")/tools.sh"

PATH=$PATH:/usr/sbin:/usr/local/sbin
readonly minio=github.com/minio/minio@v0.0.0-20260212201848-7aac2a2c5b7c
readonly mc=github.com/minio/mc@v0.0.0-20250313080218-cf909e1063a9

need curl curl curl
need redis-server redis-server redis
# Debian starts nginx as a service when it is installed; the tests start one of their own and do not need that.
need nginx nginx nginx
need ffmpeg ffmpeg ffmpeg
need ffprobe ffmpeg ffmpeg
python_with python-tests "$(dirname "$0")/python-packages.txt"
build mc "$mc"
build minio "$minio"
printf '%s\n' "$tools/bin"
