#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Checks and tests the Go sources, and holds the interpreter against go-ethereum's, which is a module of its own: its
# licence keeps it out of what is built. Usage: test.sh REPORT. REPORT gets the events of `go test -json`.
set -euo pipefail
report=$1
sources=$(cd "$(dirname "$0")/../.." && pwd)

# Format, vet, staticcheck and tests of one module. Called in a condition, where bash does not stop by itself at what fails.
check() {
  cd "$1" || return
  local unformatted
  unformatted=$(gofmt -l .)
  [ -z "$unformatted" ] || { echo "prover-native: run gofmt on: $unformatted" >&2; return 1; }
  go vet ./... && go tool -modfile="$sources/main/native/tools.mod" staticcheck ./... &&
    go test -json -p 1 -timeout 30m ./... >> "$report"
}

mkdir -p "$(dirname "$report")"
: > "$report"
if ! { check "$sources/main/go" && check "$sources/test/go/evmoracle"; }; then
  node -e '
    const lines = require("fs").readFileSync(process.argv[1], "utf8").split("\n").filter((l) => l.startsWith("{"));
    process.stderr.write(lines.map((l) => JSON.parse(l)).filter((e) => e.Output).map((e) => e.Output).join("").slice(-8000));
  ' "$report"
  echo "prover-native: Go tests failed" >&2
  exit 1
fi
