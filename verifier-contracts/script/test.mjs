#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// Formatting, lint, all tests, gas snapshot. Leaves forge's report in target/forge-results.json.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fail, forge, requireForge, root, run } from "./tools.mjs";

const GAS_TOLERANCE_PERCENT = "1";

requireForge();
run(forge, ["fmt", "--check"]);
run(join(root, "node_modules", ".bin", "solhint"), ["--noPoster", "--max-warnings", "0", "src/**/*.sol"]);

const { status, stdout } = run(forge, ["test", "--json"], {
  capture: true,
  mayFail: true,
  env: { FORGE_SNAPSHOT_EMIT: "false" }, // leaves snapshots/gas.json for the comparison below
});
const start = stdout.indexOf("{");
if (start < 0) fail(`forge test gave no report, status ${status}:\n${stdout}`);
const report = JSON.parse(stdout.slice(start));
mkdirSync(join(root, "target"), { recursive: true });
writeFileSync(join(root, "target", "forge-results.json"), JSON.stringify(report, null, 1));

let passed = 0;
const bad = [];
for (const [suite, { test_results: results }] of Object.entries(report)) {
  for (const [test, result] of Object.entries(results)) {
    if (result.status === "Success") passed += 1;
    else bad.push(`${suite} ${test}: ${result.status} ${result.reason ?? ""}`);
  }
}
bad.forEach((line) => console.error(line));
console.log(`forge test: ${passed} passed, ${bad.length} not passed`);
if (bad.length > 0 || status !== 0 || passed === 0) fail("forge test did not pass");

// Two comparisons: each single figure of snapshots/gas.json exactly, whole tests within the tolerance. After a wanted change:
// `forge test --match-contract GasTest && forge snapshot --match-contract GasTest`.
run(forge, ["test", "--match-contract", "GasTest"], { capture: true, env: { FORGE_SNAPSHOT_CHECK: "true" } });
run(forge, ["snapshot", "--check", "--tolerance", GAS_TOLERANCE_PERCENT, "--match-contract", "GasTest"], {
  capture: true,
  env: { FORGE_SNAPSHOT_EMIT: "false" },
});
console.log("gas: as in snapshots/gas.json and .gas-snapshot");
