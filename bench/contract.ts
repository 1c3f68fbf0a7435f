// What it takes to describe the API of many domains and to compare it with the one before: the aim is under 1 s.
import { performance } from "node:perf_hooks";
import { compare, readContract, writeContract } from "@pitstop/contract";
import { defineApi } from "@pitstop/trpc";
import { contractOf } from "@pitstop/trpc/contract";
import { manyDomains } from "./lib/many-domains.ts";
import { readOptions } from "./lib/options.ts";
import { median } from "./lib/statistics.ts";
import { markdownTable } from "./lib/table.ts";

const options = readOptions({ domains: 100, rounds: 11 });
const today = "2026-01-01";

/** The domains are on the router alone. */
const api = defineApi({
  domains: {},
  entities: {},
  retired: [],
  retiredSchemas: {},
  version: { contract: "", domains: {} },
  history: { versions: [], surfaces: {} },
  about: { title: "", contact: { name: "" }, license: { name: "", identifier: "" }, client: "" },
  access: {
    roles: [],
    withoutSignIn: "",
    standard: { read: [], create: [], update: [], delete: [] },
    domains: {},
  },
});

const before = manyDomains(options.domains);
const after = manyDomains(options.domains, { isChanged: true });
const old = contractOf(api, before);
const now = contractOf(api, after);
const text = writeContract(old);
const findings = compare(old, now, { today }).length;

const rows = [
  row("the contract from the routers", () => contractOf(api, after)),
  row("writing it", () => writeContract(now)),
  row("reading it", () => readContract(text, "contract.json")),
  row("comparing, nothing changed", () => compare(readContract(text, "contract.json"), old, { today })),
  row(`comparing, every domain changed (${findings} findings)`, () => compare(old, now, { today })),
  row("all of it, as the command does", () =>
    compare(readContract(text, "contract.json"), contractOf(api, after), { today }),
  ),
];
const procedures = Object.keys(old.procedures).length;
console.log(
  `Node ${process.versions.node}; ${options.domains} domains, ${procedures} procedures, ${(text.length / 1024).toFixed(0)} KB; ${options.rounds} rounds, ms\n`,
);
console.log(markdownTable(["", "first", "median", "slowest"], rows));

function row(name: string, work: () => unknown): string[] {
  const times = Array.from({ length: options.rounds }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  });
  return [name, ...[times[0] ?? 0, median(times), Math.max(...times)].map((time) => time.toFixed(0))];
}
