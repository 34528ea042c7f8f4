// SPDX-License-Identifier: Apache-2.0
// Where the build's tools lie, and how they are run: output goes through, a failure ends the build with one clear line.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = join(dirname(fileURLToPath(import.meta.url)), "..");

/** The binary itself: the package's wrapper script (1.7.1) ends with status 0 whatever forge says. */
export const forge = join(root, "node_modules", "@foundry-rs", `forge-${platform()}`, "bin", "forge");

function platform() {
  const arch = { x64: "amd64", arm64: "arm64" }[process.arch] ?? process.arch;
  return `${process.platform}-${arch}`;
}

/** Ends the build. */
export function fail(message) {
  console.error(`verifier-contracts: ${message}`);
  process.exit(1);
}

/** Runs a command in the module's folder and returns its standard output; `capture` false lets it through. */
export function run(command, args, { capture = false, mayFail = false, env = {} } = {}) {
  const result = spawnSync(command, args, {
    cwd: root,
    env: { ...process.env, ...env },
    encoding: "utf8",
    maxBuffer: 1 << 28,
    stdio: ["ignore", capture ? "pipe" : "inherit", "inherit"],
  });
  if (result.error) fail(`cannot run ${command}: ${result.error.message}`);
  if (result.status !== 0 && !mayFail) {
    if (capture) console.error(result.stdout);
    fail(`${command} ${args.join(" ")} ended with status ${result.status}`);
  }
  return { status: result.status, stdout: result.stdout };
}

/** Ends the build unless forge can be run. */
export function requireForge() {
  if (!existsSync(forge)) fail(`forge is missing (${forge}); run npm ci, or forge has no build for ${platform()}`);
  run(forge, ["--version"], { capture: true });
}
