import type { Procedure } from "../contract.ts";
import type { ProcedureMeta } from "./contract-of.ts";
import { sourceHash } from "./source-hash.ts";

/** A router of tRPC 11, as far as it is read here: nothing is imported, so any copy of tRPC will do. */
export interface TrpcRouter {
  readonly _def: {
    readonly procedures: unknown;
    readonly _config?: unknown;
  };
}

/** What a procedure knows of itself at run time; tRPC's types tell of it by inference alone. */
export interface RouterProcedure {
  readonly type: Procedure["type"];
  readonly inputs: readonly unknown[];
  readonly output?: unknown;
  readonly meta: ProcedureMeta;
}

/** The procedures of a router by their full names, in the order of those. */
export function proceduresOf({ _def }: TrpcRouter): { name: string; procedure: RouterProcedure }[] {
  return Object.entries(_def.procedures as Record<string, { _def: Partial<RouterProcedure> }>) // tRPC's own record
    .map(([name, { _def: found }]) => ({
      name,
      procedure: {
        type: found.type ?? "query",
        inputs: found.inputs ?? [],
        ...(found.output !== undefined && found.output !== null && { output: found.output }),
        meta: found.meta ?? {},
      },
    }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

interface Serializer {
  readonly output?: { serialize(value: unknown): unknown };
}

/** Tells the data transformer of a router from others by what it makes of values that JSON has no form for. */
export function transformerOf({ _def }: TrpcRouter): string | undefined {
  const transformer = (_def._config as { transformer?: Serializer } | undefined)?.transformer?.output; // tRPC's own
  if (!transformer) return undefined;
  const probes = [new Date(0), 1n, new Map([["a", 1]]), new Set([1]), { a: undefined, b: [Number.NaN] }];
  const made = probes.map((probe) => {
    try {
      return { isSame: transformer.serialize(probe) === probe, text: textOf(transformer.serialize(probe)) };
    } catch {
      return { isSame: false, text: "refused" };
    }
  });
  return made.every(({ isSame }) => isSame) ? undefined : sourceHash(JSON.stringify(made));
}

const textOf = (value: unknown): string | undefined =>
  JSON.stringify(value, (_key, each) => (typeof each === "bigint" ? String(each) : each));
