#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// The part of solc's command line that forge uses, over the npm package solc: `--version`, and standard JSON from stdin.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const solc = createRequire(import.meta.url)("solc");
const args = process.argv.slice(2);

if (args.includes("--version")) {
  console.log(`solc, the solidity compiler commandline interface\nVersion: ${solc.version()}`);
} else if (args.includes("--standard-json")) {
  process.stdout.write(solc.compile(readFileSync(0, "utf8")));
} else {
  console.error(`solc.mjs: only --version and --standard-json are supported, got: ${args.join(" ")}`);
  process.exitCode = 2;
}
