#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Builds the native prover. Usage: build.sh JAVA_HOME OUTPUT_FOLDER. Go's own cache makes a repeated run cheap.
set -euo pipefail
java_home=$1
out=$2
here=$(cd "$(dirname "$0")" && pwd)
go_sources=$here/../go

fail() { echo "prover-native: $*" >&2; exit 1; }
command -v go >/dev/null || fail "Go (1.26 or newer) is not on the PATH"
command -v gcc >/dev/null || fail "gcc is not on the PATH"
[ -f "$java_home/include/jni.h" ] || fail "no include/jni.h under $java_home: a JDK is needed, not a JRE"

mkdir -p "$out"
cd "$go_sources"
CGO_ENABLED=1 go build -buildmode=c-shared -trimpath -buildvcs=false -ldflags "-s -w -buildid=" \
  -o "$out/libsuture_prover.so" ./cabi
rm -f "$out/libsuture_prover.h"
gcc -shared -fPIC -O2 -Wall -Wextra -Werror -I"$java_home/include" -I"$java_home/include/linux" \
  -o "$out/libsuture_jni.so" jni/jni.c -L"$out" -lsuture_prover -Wl,-rpath,'$ORIGIN' -Wl,--build-id=none
