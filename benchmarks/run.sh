#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Measures everything of README.md in one run, on a machine that should do nothing else. Usage: run.sh CASES_FOLDER
set -euo pipefail
[ $# -eq 1 ] && [ -f "$1/evmpatch-hxg/old.runtime.hex" ] || { echo "usage: $0 CASES_FOLDER (with evmpatch-hxg in it)" >&2; exit 2; }
cases=$(cd "$1" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
source "$here/../grpc-api/bin/jdk.sh"
keys=${SUTURE_KEYS:-${SUTURE_HOME:-$HOME/.cache/suture}/keys}
ls "$here"/target/benchmarks-*.jar > /dev/null || { echo "first: mvn package" >&2; exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

echo "## $(nproc) cores, $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -1), load $(cut -d' ' -f1 /proc/loadavg)"
for size in 8192:code-8k:7600 24576:code-24k:24000; do
  IFS=: read -r limit shape bytes <<< "$size"
  node "$here/src/main/scripts/near-limit.mjs" "$cases/evmpatch-hxg/old.runtime.hex" "$bytes" > "$work/$shape.old"
  printf 'guards:\n  - selector: "transfer(address,uint256)"\n    revertAlways: true\n' > "$work/guards.yaml"
  "$here/../grpc-api/bin/suture" guard "$work/$shape.old" --guards "$work/guards.yaml" --out "$work/$shape.new" > /dev/null
  echo "## code of $bytes bytes (limit $limit), every property"
  (cd "$here/../prover-native/src/main/go" && go run ./prover/measure "$shape" "$keys" "$work/$shape.old" "$work/$shape.new")
done
# The keys of the execution circuit are made anew: making them is part of the measurement.
for scenario in exec-1k:counter-underflow-noopt:guard:2 exec-4k:own-bank-reentrancy:cei-ir:-1 exec-16k:own-euler-donate::-1; do
  IFS=: read -r shape case label number <<< "$scenario"
  echo "## $shape: $case${label:+/$label}, scenario $number (-1: the exploit)"
  (cd "$here/../prover-native/src/main/go" && go run ./prover/measureexecution "$work/keys" "$cases/$case" "$label" "$number" "$shape" | tr '\r' '\n' | grep -v '%$')
  rm -rf "$work/keys"
done
echo "## keccak of the code in circuit, gnark's permutation"
(cd "$here/src/main/go" && go run ./keccakbaseline)
echo "## bindings"
"$(find_jdk)/bin/java" -cp "$(ls "$here"/target/benchmarks-*.jar):$here/target/lib/*" org.openjdk.jmh.Main -foe true \
  | sed -n '/^Benchmark /,$p'
