#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// Installs the npm packages (skipped while node_modules belongs to the present package-lock.json) and compiles the contracts.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fail, forge, requireForge, root, run } from "./tools.mjs";

const major = Number(process.versions.node.split(".")[0]);
if (major < 20) fail(`node 20 or newer is needed, this is ${process.version}`);

const digest = createHash("sha256").update(readFileSync(join(root, "package-lock.json"))).digest("hex");
const marker = join(root, "node_modules", ".suture-lock-digest");
if (!existsSync(marker) || readFileSync(marker, "utf8") !== digest) {
  run("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]);
  writeFileSync(marker, digest);
}

requireForge();
run(forge, ["build", "--skip", "test"]);
