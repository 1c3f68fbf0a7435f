// Runs in a process of its own: loads a module, and writes the contract of the router that it exports.
import { writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { endProcess } from "@pitstop/process";
import { contractOf } from "../describe/contract-of.ts";
import type { TrpcRouter } from "../describe/router.ts";
import { writeContract } from "../write-contract.ts";

const [file = "", output = "", name = ""] = process.argv.slice(2);

const isRouter = (value: unknown): value is TrpcRouter => {
  if ((typeof value !== "object" && typeof value !== "function") || value === null) return false;
  const { _def } = value as { _def?: { procedures?: unknown } }; // looked at below
  return typeof _def?.procedures === "object" && _def.procedures !== null;
};

const loaded = (await import(pathToFileURL(file).href)) as Record<string, unknown>; // a module's exports
// A CommonJS module has its exports within its default.
const exported = { ...(loaded.default as Record<string, unknown> | undefined), ...loaded };
const routers = Object.entries(exported).filter(([, value]) => isRouter(value));
const found =
  name === ""
    ? (routers.find(([key]) => key === "appRouter") ?? routers[0])
    : routers.find(([key]) => key === name);
const isAmbiguous = name === "" && routers.length > 1 && found?.[0] !== "appRouter";
if (!found || isAmbiguous) {
  const names = routers.map(([key]) => key).join(", ") || "none";
  console.error(`The file exports ${routers.length} routers (${names}). Name one with --router.`);
} else {
  writeFileSync(output, writeContract(contractOf(found[1] as TrpcRouter)));
}
// The application may hold connections open.
endProcess(!found || isAmbiguous ? 1 : 0);
