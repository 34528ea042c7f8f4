// SPDX-License-Identifier: Apache-2.0
// Where the build's tools lie, and how they are run: output goes through, a failure ends the build with one clear line.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = join(dirname(fileURLToPath(import.meta.url)), "..");
export const forge = join(root, "node_modules", ".bin", "forge");

/** Ends the build. */
export function fail(message) {
  console.error(`verifier-contracts: ${message}`);
  process.exit(1);
}

/** Runs a command in the module's folder and returns its standard output; `capture` false lets it through. */
export function run(command, args, { capture = false, mayFail = false } = {}) {
  const result = spawnSync(command, args, {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 1 << 28,
    stdio: ["ignore", capture ? "pipe" : "inherit", "inherit"],
  });
  if (result.error) fail(`cannot run ${command}: ${result.error.message}`);
  if (result.status !== 0 && !mayFail) fail(`${command} ${args.join(" ")} ended with status ${result.status}`);
  return { status: result.status, stdout: result.stdout };
}

/** Ends the build unless forge can be run. */
export function requireForge() {
  if (!existsSync(forge)) fail("forge is missing in node_modules; run npm ci in verifier-contracts");
  run(forge, ["--version"], { capture: true });
}
