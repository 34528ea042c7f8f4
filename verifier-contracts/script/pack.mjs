#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// Packs ABI and bytecode of the contracts that other modules deploy or call, from forge's output into resources of the jar:
// META-INF/suture/contracts/<Name>.json {"abi":[…],"bytecode":"0x…","deployedBytecode":"0x…"}.
// Usage: node script/pack.mjs OUTPUT_FOLDER
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const CONTRACTS = [
  "Groth16Verifier",
  "VerifierRouter",
  "PatchRegistry",
  "PatchExecutor",
  "DemoToken",
  "AccessManager",
  "ERC1967Proxy",
  "ProxyAdmin",
  "TimelockController",
  "TransparentUpgradeableProxy",
  "UpgradeableBeacon",
];

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const target = process.argv[2];
if (!target) {
  console.error("pack.mjs: give the output folder");
  process.exit(2);
}
const folder = join(target, "META-INF", "suture", "contracts");
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });

for (const name of CONTRACTS) {
  const artifact = join(root, "out", `${name}.sol`, `${name}.json`);
  if (!existsSync(artifact)) {
    console.error(`pack.mjs: ${artifact} is missing; did forge build run?`);
    process.exit(1);
  }
  const { abi, bytecode, deployedBytecode } = JSON.parse(readFileSync(artifact, "utf8"));
  for (const code of [bytecode, deployedBytecode]) {
    if (!/^0x([0-9a-f]{2})+$/.test(code.object)) {
      console.error(`pack.mjs: ${name} has unlinked or empty bytecode`);
      process.exit(1);
    }
  }
  const packed = { abi, bytecode: bytecode.object, deployedBytecode: deployedBytecode.object };
  writeFileSync(join(folder, `${name}.json`), JSON.stringify(packed) + "\n");
}
console.log(`packed ${CONTRACTS.length} contracts`);
