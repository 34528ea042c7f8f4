// SPDX-License-Identifier: Apache-2.0
// Writes code of nearly the largest size: a real contract with instructions that are never reached before its metadata.
// Usage: node near-limit.mjs OLD_HEX BYTES > HEX
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

const [path, bytes] = process.argv.slice(2);
const code = Buffer.from(readFileSync(path, "utf8").trim().replace(/^0x/, ""), "hex");
const metadata = code.length - code.readUInt16BE(code.length - 2) - 2;
const filler = [Buffer.from([0xfe])];
let missing = Number(bytes) - code.length - 1;
for (let i = 0; missing >= 34; i++, missing -= 34) {
  const constant = createHash("sha256").update(String(i)).digest();
  filler.push(Buffer.from([0x7f]), constant, Buffer.from([0x50])); // PUSH32 constant, POP
}
filler.push(Buffer.alloc(missing, 0xfe));
process.stdout.write(Buffer.concat([code.subarray(0, metadata), ...filler, code.subarray(metadata)]).toString("hex"));
