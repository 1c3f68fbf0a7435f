import { readFileSync } from "node:fs";
import { join } from "node:path";
import { compare, readContract, writeContract } from "@pitstop/contract";
import { expect, test } from "vitest";
import { contractOf, presentContract, versionsText, versionText } from "./index.ts";

const file = join(import.meta.dirname, "../../contract.json");
const versionFile = join(import.meta.dirname, "version.json");
const historyFile = join(import.meta.dirname, "versions.json");

test("contract.json is that of the routers (written by: pnpm --filter api contract --write)", () => {
  const written = readFileSync(file, "utf8");
  expect(written, "Write it anew: pnpm --filter api contract --write").toBe(writeContract(contractOf()));
  expect(readFileSync(versionFile, "utf8")).toBe(versionText(contractOf(), presentContract()));
  expect(readFileSync(historyFile, "utf8")).toBe(versionsText(contractOf()));
});

test("reading what was written gives the same contract", () => {
  const contract = contractOf();
  const read = readContract(writeContract(contract), "contract.json");
  expect(compare(contract, read, { today: "2026-01-01" })).toEqual([]);
  expect(writeContract(read)).toBe(writeContract(contract));
});
