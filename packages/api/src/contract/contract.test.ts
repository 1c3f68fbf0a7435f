import { readFileSync } from "node:fs";
import { join } from "node:path";
import { compare, readContract, writeContract } from "@pitstop/contract";
import { contractTexts } from "@pitstop/trpc/contract";
import { expect, test } from "vitest";
import { appRouter } from "../root.ts";
import { api } from "../trpc.ts";
import { contractOf } from "./index.ts";

const file = join(import.meta.dirname, "../../contract.json");

test("contract.json is that of the routers (written by: pnpm --filter api contract --write)", () => {
  const written = readFileSync(file, "utf8");
  expect(written, "Write it again: pnpm --filter api contract --write").toBe(writeContract(contractOf()));
  const { version, versions } = contractTexts(api, appRouter);
  expect(readFileSync(join(import.meta.dirname, "version.json"), "utf8")).toBe(version);
  expect(readFileSync(join(import.meta.dirname, "versions.json"), "utf8")).toBe(versions);
});

test("reading what was written gives the same contract", () => {
  const contract = contractOf();
  const read = readContract(writeContract(contract), "contract.json");
  expect(compare(contract, read, { today: "2026-01-01" })).toEqual([]);
  expect(writeContract(read)).toBe(writeContract(contract));
});
