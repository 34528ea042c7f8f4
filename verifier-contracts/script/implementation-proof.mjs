#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// Makes test/vectors/implementation-proof.json: a transparent proxy on a fresh anvil, the header of its block and the proof of
// its implementation slot (eth_getProof). Run by hand after a build; the test reads the file.
import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fail, forge, root } from "./tools.mjs";

const { keccak256 } = createRequire(import.meta.url)("js-sha3");
const PORT = 18599;
const IMPLEMENTATION_SLOT = "0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc";
const HEADER_BYTES = [
  "parentHash", "sha3Uncles", "miner", "stateRoot", "transactionsRoot", "receiptsRoot", "logsBloom", "#difficulty", "#number",
  "#gasLimit", "#gasUsed", "#timestamp", "extraData", "mixHash", "nonce", "#baseFeePerGas", "withdrawalsRoot", "#blobGasUsed",
  "#excessBlobGas", "parentBeaconBlockRoot", "requestsHash",
]; // in the order of the header; # marks numbers, which have no leading zeros

async function rpc(method, params = []) {
  const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method, params });
  const headers = { "content-type": "application/json" };
  const reply = await (await fetch(`http://127.0.0.1:${PORT}`, { method: "POST", headers, body })).json();
  if (reply.error) fail(`${method}: ${reply.error.message}`);
  return reply.result;
}

async function deploy(from, name, args = "") {
  const artifact = JSON.parse(readFileSync(join(root, "out", `${name}.sol`, `${name}.json`), "utf8"));
  const hash = await rpc("eth_sendTransaction", [{ from, data: artifact.bytecode.object + args, gas: "0x500000" }]);
  return (await rpc("eth_getTransactionReceipt", [hash])).contractAddress;
}

const word = (hex) => hex.replace(/^0x/, "").padStart(64, "0");

function length(size, base) {
  if (size < 56) return Buffer.from([base + size]);
  const digits = Buffer.from(size.toString(16).padStart(size > 255 ? 4 : 2, "0"), "hex");
  return Buffer.concat([Buffer.from([base + 55 + digits.length]), digits]);
}

function rlp(hex, isNumber) {
  const digits = isNumber ? hex.slice(2).replace(/^0+/, "") : hex.slice(2);
  const bytes = Buffer.from(digits.length % 2 ? `0${digits}` : digits, "hex");
  if (bytes.length === 1 && bytes[0] < 0x80) return bytes;
  return Buffer.concat([length(bytes.length, 0x80), bytes]);
}

function headerOf(block) {
  const fields = HEADER_BYTES.map((name) => rlp(block[name.replace("#", "")], name.startsWith("#")));
  const body = Buffer.concat(fields);
  const header = Buffer.concat([length(body.length, 0xc0), body]);
  if (`0x${keccak256(header)}` !== block.hash) fail("the header does not hash to the block's hash; has the format changed?");
  return `0x${header.toString("hex")}`;
}

const anvil = spawn(forge.replaceAll("forge", "anvil"), ["--port", String(PORT), "--silent"], { stdio: "ignore" });
try {
  await new Promise((resolve) => setTimeout(resolve, 2000));
  const [account] = await rpc("eth_accounts");
  const implementation = await deploy(account, "DemoToken");
  const initialize = `cd6dc687${word(account)}${word("3e8")}`; // initialize(address,uint256)
  const data = word((initialize.length / 2).toString(16)) + initialize.padEnd(192, "0");
  const proxy = await deploy(account, "TransparentUpgradeableProxy", word(implementation) + word(account) + word("60") + data);
  const block = await rpc("eth_getBlockByNumber", ["latest", false]);
  const proof = await rpc("eth_getProof", [proxy, [IMPLEMENTATION_SLOT], block.number]);
  const vector = {
    proxy,
    implementation,
    number: Number(block.number),
    header: headerOf(block),
    accountProof: proof.accountProof,
    storageProof: proof.storageProof[0].proof,
  };
  writeFileSync(join(root, "test", "vectors", "implementation-proof.json"), JSON.stringify(vector, null, 2) + "\n");
} finally {
  anvil.kill();
}
