#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Formats, vets and tests the Go sources. Usage: test.sh REPORT. REPORT gets the events of `go test -json`.
set -euo pipefail
report=$1
cd "$(dirname "$0")/../go"
unformatted=$(gofmt -l .)
[ -z "$unformatted" ] || { echo "prover-native: run gofmt on: $unformatted" >&2; exit 1; }
go vet ./...
mkdir -p "$(dirname "$report")"
if ! go test -json -p 1 -timeout 30m ./... > "$report"; then
  node -e '
    const lines = require("fs").readFileSync(process.argv[1], "utf8").split("\n").filter((l) => l.startsWith("{"));
    process.stderr.write(lines.map((l) => JSON.parse(l)).filter((e) => e.Output).map((e) => e.Output).join("").slice(-8000));
  ' "$report"
  echo "prover-native: Go tests failed" >&2
  exit 1
fi
