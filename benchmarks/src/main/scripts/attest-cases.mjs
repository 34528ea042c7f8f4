// SPDX-License-Identifier: Apache-2.0
// Attests every patch of a case collection through the command line, with all its proofs, audits each bundle without the code and again
// with it, and sees every wrong patch refused for the stated reason. One line for each patch; ends with 1 if anything is otherwise.
// Usage: node attest-cases.mjs CASES_FOLDER [FILTER]      FILTER: a part of CASE/LABEL or wrong/NAME
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const [folder, filter = ""] = process.argv.slice(2);
if (!folder || !existsSync(join(folder, "FORMAT.md"))) {
  console.error("usage: node attest-cases.mjs CASES_FOLDER [FILTER]; CASES_FOLDER holds FORMAT.md");
  process.exit(2);
}
const cases = resolve(folder);
const command = resolve(import.meta.dirname ?? new URL(".", import.meta.url).pathname, "../../../../grpc-api/bin/suture");
const keys = process.env.SUTURE_KEYS ?? join(process.env.SUTURE_HOME ?? join(process.env.HOME, ".cache/suture"), "keys");
const work = mkdtempSync(join(tmpdir(), "suture-cases-"));
const environment = { ...process.env, SUTURE_HOME: join(work, "home"), SUTURE_KEYS: keys };
const service = [];
let failures = 0;
const totals = { patches: 0, proofs: {}, refused: 0, sampled: 0, inconclusive: 0 };

function suture(...arguments_) {
  const run = spawnSync(command, [...arguments_, "--json"], { env: environment, encoding: "utf8", maxBuffer: 1 << 26 });
  const text = run.stdout.trim();
  return { status: run.status, result: text.startsWith("{") ? JSON.parse(text) : {}, errors: run.stderr };
}

// One service for all patches, so that keys are opened once.
function startService() {
  for (const name of ["server", "worker"]) {
    const run = spawn(command, [name], { env: environment, stdio: "ignore" });
    service.push(run);
    for (let i = 0; name === "server" && i < 600 && !existsSync(join(environment.SUTURE_HOME, "server.json")); i++) sleep(0.1);
  }
  const { port, token } = JSON.parse(readFileSync(join(environment.SUTURE_HOME, "server.json"), "utf8"));
  writeFileSync(join(work, "token"), token, { mode: 0o600 });
  Object.assign(environment, { SUTURE_SERVER: `127.0.0.1:${port}`, SUTURE_TOKEN_FILE: join(work, "token") });
}

function sleep(seconds) {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1000 * seconds);
}

function report(name, good, text) {
  if (!good) failures++;
  console.log(`${good ? "ok  " : "FAIL"} ${name.padEnd(44)} ${text}`);
}

function attest(name, caseFolder, code) {
  const plan = suture("plan", caseFolder, "--new-code", code);
  if (plan.result.status !== "accepted") return { plan };
  const bundle = join(work, "bundle"), opening = join(work, "opening");
  const start = Date.now();
  const proven = suture("attest", caseFolder, "--new-code", code, "--out", bundle, "--opening", opening);
  const seconds = (Date.now() - start) / 1000;
  const before = suture("audit", bundle);
  const after = suture("audit", bundle, "--opening", opening, "--new-code", code);
  rmSync(bundle, { force: true });
  rmSync(opening, { force: true });
  return { plan, proven, before, after, seconds };
}

const shapesOf = (plan) => plan.result.proofs.map((proof) => `${proof.name} ${proof.shape}`).join(", ");

function right(name, caseFolder, code) {
  const a = attest(name, caseFolder, code);
  if (!a.proven) {
    if (a.plan.status === 3) totals.inconclusive++;
    report(name, false, `${a.plan.result.status}: ${(a.plan.result.reasons ?? [a.plan.errors.trim()]).join("; ")}`);
    return;
  }
  const good = a.proven.status === 0 && a.before.status === 0 && a.after.status === 0;
  if (good) {
    totals.patches++;
    for (const proof of a.plan.result.proofs) totals.proofs[proof.shape] = (totals.proofs[proof.shape] ?? 0) + 1;
  }
  report(name, good, `${a.seconds.toFixed(1)} s; ${(a.proven.result.labels ?? []).join(", ")}; ${shapesOf(a.plan)}` +
    (good ? "" : `; attest ${a.proven.status}, audit ${a.before.status} and ${a.after.status} ${a.proven.errors.trim()}`));
}

// A wrong patch is refused before anything is proven, by the run that it fails; one that passes all scenarios gets no more than `sampled`.
function wrong(name, negative, code) {
  const a = attest(name, join(cases, negative.case), code);
  if (negative.passesScenarios) {
    const labels = a.proven?.result.labels ?? [];
    const good = a.proven?.status === 0 && a.before.status === 0 && a.after.status === 0 && labels.join() === "sampled";
    if (good) totals.sampled++;
    report(name, good, `passes every scenario; ${a.seconds?.toFixed(1)} s; labels: ${labels.join(", ")}`);
    return;
  }
  const reasons = a.plan.result.reasons ?? [];
  const stated = new Set((negative.refusedBecause ?? []).map((reason) => reason.match(/^benign\d+/)?.[0].replace("benign", "benign ") ?? "exploit"));
  const given = new Set(reasons.map((reason) => reason.split(":")[0]));
  const good = a.plan.status === 1 && [...stated].every((scenario) => given.has(scenario)) && [...given].every((scenario) => stated.has(scenario));
  if (good) totals.refused++;
  report(name, good, good ? `refused: ${[...given].join(", ")}` : `status ${a.plan.status}: ${reasons.join("; ")}; expected ${[...stated].join(", ")}`);
}

function all() {
  for (const name of readdirSync(cases).filter((entry) => existsSync(join(cases, entry, "case.json")))) {
    for (const file of readdirSync(join(cases, name)).filter((entry) => /^new(\..+)?\.runtime\.hex$/.test(entry))) {
      const label = file.replace(/^new\.?/, "").replace(/\.?runtime\.hex$/, "");
      const full = label ? `${name}/${label}` : name;
      if (full.includes(filter)) right(full, join(cases, name), join(cases, name, file));
    }
  }
  for (const name of readdirSync(join(cases, "wrong"))) {
    const path = join(cases, "wrong", name);
    if (!`wrong/${name}`.includes(filter) || !existsSync(join(path, "negative.json"))) continue;
    wrong(`wrong/${name}`, JSON.parse(readFileSync(join(path, "negative.json"), "utf8")), join(path, "new.runtime.hex"));
  }
}

try {
  startService();
  const start = Date.now();
  all();
  if (Object.values(totals).every((total) => total === 0 || typeof total === "object") && failures === 0) {
    throw new Error(`nothing in ${cases} has "${filter}" in its name`);
  }
  const proofs = Object.entries(totals.proofs).map(([shape, number]) => `${number} ${shape}`).join(", ");
  console.log(`${totals.patches} patches attested (proofs: ${proofs}), ${totals.refused} wrong ones refused, ${totals.sampled} that pass every` +
    ` scenario attested as sampled, ${totals.inconclusive} inconclusive, ${failures} failed, ${((Date.now() - start) / 1000).toFixed(0)} s`);
} finally {
  for (const run of service.reverse()) {
    run.kill("SIGTERM");
  }
  sleep(3);
  rmSync(work, { recursive: true, force: true });
}
process.exit(failures === 0 ? 0 : 1);
