#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Repeats the reference measurement of README.md: RISC Zero's own segment prover on its own example, without recursion and wrap.
# Needs cargo and g++; builds for about ten minutes, then proves for about 4 (2^19 cycles) and 9 minutes (2^20) on two cores.
# Usage: risc-zero.sh [PO2 …]
set -euo pipefail
version=3.0.1
command -v cargo > /dev/null || { echo "risc-zero.sh: cargo is missing" >&2; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/fetch" "$work/fetch/src"
printf '[package]\nname = "fetch"\nversion = "0.0.0"\nedition = "2021"\n[dependencies]\nrisc0-circuit-rv32im = "=%s"\n' "$version" \
  > "$work/fetch/Cargo.toml"
echo 'fn main() {}' > "$work/fetch/src/main.rs"
cargo fetch --quiet --manifest-path "$work/fetch/Cargo.toml"
cp -r "${CARGO_HOME:-$HOME/.cargo}"/registry/src/*/risc0-circuit-rv32im-"$version" "$work/circuit"
cd "$work/circuit"
cargo build --quiet --release --features prove --example rv32im
for po2 in "${@:-19}"; do
  python3 -c '
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True)
print("peak resident memory: %.1f GiB" % (resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 2**20))
' target/release/examples/rv32im --po2 "$po2"
done
