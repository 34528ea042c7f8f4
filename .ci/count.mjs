// SPDX-License-Identifier: Apache-2.0
// Sums the reports that `mvn verify` leaves behind: JUnit XML (surefire, failsafe), `go test -json`, `forge test --json`.
// Usage: node .ci/count.mjs MAVEN_EXIT_STATUS. Prints one line per suite, then "N passed, N failed"; exits 1 unless all is well.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const mavenStatus = Number(process.argv[2]);
const javaModules = ["prover-native", "attestation", "grpc-api", "benchmarks"];
const suites = [];

function xmlReports(module, folder) {
  const dir = join(module, "target", folder);
  if (!existsSync(dir)) return [];
  return readdirSync(dir).filter((f) => f.startsWith("TEST-") && f.endsWith(".xml")).map((f) => join(dir, f));
}

function attribute(xml, name) {
  const head = xml.slice(xml.indexOf("<testsuite "), xml.indexOf(">", xml.indexOf("<testsuite ")));
  const found = head.match(new RegExp(`\\b${name}="(\\d+)"`));
  if (!found) throw new Error(`JUnit report without ${name}`);
  return Number(found[1]);
}

function junit(module) {
  const files = [...xmlReports(module, "surefire-reports"), ...xmlReports(module, "failsafe-reports")];
  let passed = 0;
  let failed = 0;
  for (const file of files) {
    const xml = readFileSync(file, "utf8");
    const bad = attribute(xml, "failures") + attribute(xml, "errors") + attribute(xml, "skipped");
    passed += attribute(xml, "tests") - bad;
    failed += bad; // a skipped test is a defect here
  }
  suites.push({ name: `${module} (JUnit)`, passed, failed });
}

function goTests(file) {
  let passed = 0;
  let failed = 0;
  for (const line of existsSync(file) ? readFileSync(file, "utf8").split("\n") : []) {
    if (!line.startsWith("{")) continue;
    const event = JSON.parse(line);
    if (!event.Test) {
      if (event.Action === "fail") failed += 1; // a package that does not build or that fails outside a test
      continue;
    }
    if (event.Action === "pass") passed += 1;
    if (event.Action === "fail" || event.Action === "skip") failed += 1;
  }
  suites.push({ name: "prover-native (go test)", passed, failed });
}

function forgeTests(file) {
  let passed = 0;
  let failed = 0;
  const report = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
  for (const contract of Object.values(report)) {
    for (const result of Object.values(contract.test_results)) {
      if (result.status === "Success") passed += 1;
      else failed += 1;
    }
  }
  suites.push({ name: "verifier-contracts (forge test)", passed, failed });
}

goTests("prover-native/target/go-test.json");
forgeTests("verifier-contracts/target/forge-results.json");
javaModules.forEach(junit);

let passed = 0;
let failed = 0;
for (const suite of suites) {
  const missing = suite.passed + suite.failed === 0;
  console.log(`${suite.name}: ${suite.passed} passed, ${suite.failed} failed${missing ? " (no report: the suite did not run)" : ""}`);
  passed += suite.passed;
  failed += suite.failed + (missing ? 1 : 0);
}
if (mavenStatus !== 0 && failed === 0) failed = 1; // the build broke outside the tests
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
