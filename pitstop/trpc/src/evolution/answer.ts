import { TRPCError } from "@trpc/server";
import { z } from "zod";
import type { Aside } from "../crud/aside.ts";
import { ClientTooOld } from "../errors.ts";
import type { DomainView, Seen } from "./view.ts";

type Fields = Record<string, unknown>;

/** The answer of a domain's procedure as the callers' version gives it. */
export function viewedAnswer(procedure: string, answer: unknown, view: DomainView, aside: Aside): unknown {
  if (!isFields(answer)) return answer;
  if (procedure === "list") {
    const { items } = answer;
    if (!Array.isArray(items)) return answer; // a domain may have a list of its own
    return { ...answer, items: items.map((record) => viewedRecord(record, view, aside)) };
  }
  return answersRecord(procedure) ? viewedRecord(answer, view, aside) : answer;
}

/** Whether a procedure that every domain has answers a record. */
export const answersRecord = (procedure: string): boolean =>
  ["byId", "create", "update", "restore"].includes(procedure);

function viewedRecord(record: unknown, view: DomainView, aside: Aside): unknown {
  if (!isFields(record)) return record;
  const beside = aside.records.get(Number(record.id));
  // A service of its own may have read the record in another way: better no answer than one with a hole.
  if (!beside && view.fields.length > 0 && !view.isUnion)
    throw new ClientTooOld(
      view.label.many,
      view.fields.map(({ name }) => name),
    );
  const shown = (name: string, { column, now }: Seen): unknown =>
    column ? beside?.[name] : record[now ?? ""];
  const known = [...view.attributes, ...view.relations].map(([name, seen]) => [name, shown(name, seen)]);
  if (view.isUnion) return { ...record, ...Object.fromEntries(known) };
  const { attributes, relations } = view.present.domain;
  const others = Object.entries(record).filter(
    ([name]) => name !== "id" && !Object.hasOwn(attributes, name) && !Object.hasOwn(relations, name),
  );
  return { id: record.id, ...Object.fromEntries(known), ...Object.fromEntries(others) };
}

/** An error in the names that the callers have for what their input gave. */
export function viewedError(error: TRPCError, view: DomainView): TRPCError {
  const { cause } = error;
  if (!(cause instanceof z.ZodError) || error.code !== "BAD_REQUEST") return error;
  const names = new Map<PropertyKey, string>();
  for (const [name, { now }] of view.attributes)
    if (now !== undefined && !view.attributes.has(now)) names.set(now, name);
  for (const [name, { now }] of view.relations)
    if (now !== undefined && !view.relations.has(now)) names.set(`${now}Id`, `${name}Id`);
  if (names.size === 0) return error;
  const issues = cause.issues.map((issue) => {
    const at = issue.path[0] === "filter" ? 1 : 0;
    return { ...issue, path: issue.path.map((key, index) => (index === at ? (names.get(key) ?? key) : key)) };
  });
  return new TRPCError({ code: error.code, cause: new z.ZodRealError(issues) });
}

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);
