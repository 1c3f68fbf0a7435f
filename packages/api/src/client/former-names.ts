// A client of this version may meet a server of just before, while a release is under way. Such a server knows an
// attribute that was renamed by its former name alone.
import type { TRPCLink } from "@trpc/client";
import { observable } from "@trpc/server/observable";
import type { AppRouter } from "../root.ts";

/** By domain: what attributes were called before, by the names that they have now. */
export type FormerNames = Readonly<Record<string, Readonly<Record<string, string>>>>;

type Fields = Record<string, unknown>;

/** Sends what was renamed under both names, and reads it by the former one where the new one is not in an answer. */
export function formerNamesLink(formerNames: FormerNames): TRPCLink<AppRouter> {
  return () =>
    ({ op, next }) => {
      const [domain = "", procedure = ""] = op.path.split(".");
      const names = Object.entries(formerNames[domain] ?? {});
      if (names.length === 0) return next(op);
      const input = withFormerNames(names, procedure, op.input);
      return observable((observer) =>
        next({ ...op, input }).subscribe({
          next(answer) {
            if (answer.result.type === undefined || answer.result.type === "data")
              readFormerNames(names, procedure, answer.result.data);
            observer.next(answer);
          },
          error: (error) => observer.error(error),
          complete: () => observer.complete(),
        }),
      );
    };
}

function withFormerNames(names: readonly [string, string][], procedure: string, input: unknown): unknown {
  if (!isFields(input)) return input;
  const both = (fields: Fields): Fields => ({
    ...Object.fromEntries(
      names.flatMap(([now, before]) => (Object.hasOwn(fields, now) ? [[before, fields[now]]] : [])),
    ),
    ...fields,
  });
  if (procedure === "create" || procedure === "update") return both(input);
  return isFields(input.filter) ? { ...input, filter: both(input.filter) } : input;
}

function readFormerNames(names: readonly [string, string][], procedure: string, data: unknown): void {
  const records = procedure === "list" && isFields(data) ? data.items : [data];
  for (const record of Array.isArray(records) ? records : []) {
    if (!isFields(record)) continue;
    for (const [now, before] of names) {
      if (!Object.hasOwn(record, now) && Object.hasOwn(record, before)) record[now] = record[before];
    }
  }
}

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);
