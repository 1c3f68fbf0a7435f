// A client of this version may meet a server of just before, while a release is under way. Such a server knows an
// attribute that was renamed by its former name alone, and orders one that has another type by that of before.
import type { TRPCLink } from "@trpc/client";
import { observable } from "@trpc/server/observable";
import type { AppRouter } from "../root.ts";

/** What servers of before know the attributes of a domain by. */
export interface KnownBefore {
  /** What attributes were called before, by the names that they have now. */
  readonly names: Readonly<Record<string, string>>;
  /** The columns of attributes that were renamed or have another type. */
  readonly columns: Readonly<Record<string, readonly string[]>>;
}

type Fields = Record<string, unknown>;

/**
 * Sends what was renamed under both names, and reads it by the former one where the new one is not in an answer.
 * `knownBefore` gives what there is to say of a domain.
 */
export function formerNamesLink(
  knownBefore: (domain: string) => KnownBefore | undefined,
): TRPCLink<AppRouter> {
  return () =>
    ({ op, next }) => {
      const [domain = "", procedure = ""] = op.path.split(".");
      const known = knownBefore(domain);
      if (!known) return next(op);
      const input = withFormerNames(known, procedure, op.input);
      return observable((observer) =>
        next({ ...op, input }).subscribe({
          next(answer) {
            if (answer.result.type === undefined || answer.result.type === "data")
              readFormerNames(Object.entries(known.names), procedure, answer.result.data);
            observer.next(answer);
          },
          error: (error) => observer.error(error),
          complete: () => observer.complete(),
        }),
      );
    };
}

/**
 * An input as servers of before understand it, too. Values go under both names. Beside a filter goes what its attributes
 * were called, and with an order the columns that it means: a server that knows neither can tell, and refuses the call
 * instead of answering another one.
 */
export function withFormerNames({ names, columns }: KnownBefore, procedure: string, input: unknown): unknown {
  if (!isFields(input)) return input;
  if (procedure === "create" || procedure === "update") {
    const former = namesIn(input, names).map(([now, before]) => [before, input[now]]);
    return { ...Object.fromEntries(former), ...input };
  }
  if (procedure !== "list" && procedure !== "count") return input;
  const { filter, sort } = input;
  const former = isFields(filter) ? namesIn(filter, names) : [];
  const by = isFields(sort) && Object.hasOwn(columns, String(sort.by)) ? columns[String(sort.by)] : undefined;
  return {
    ...input,
    ...(former.length > 0 && { formerNames: Object.fromEntries(former) }),
    ...(isFields(sort) && by && { sort: { ...sort, columns: by } }),
  };
}

const namesIn = (fields: Fields, names: KnownBefore["names"]): [string, string][] =>
  Object.entries(names).filter(([now]) => Object.hasOwn(fields, now));

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
