import { kindOf } from "@pitstop/domain";
import { TRPCError } from "@trpc/server";
import type { z } from "zod";
import type { Aside } from "../crud/aside.ts";
import { decodeCursor, encodeCursor } from "../crud/cursor.ts";
import type { Conditions } from "../crud/filter.ts";
import { BadInput, OtherOrder } from "../errors.ts";
import { converted } from "./convert.ts";
import type { Notices } from "./notices.ts";
import type { DomainView, Seen } from "./view.ts";

type Input = Record<string, unknown>;

/** A call as an older client makes it. */
export interface ViewedCall {
  readonly view: DomainView;
  readonly notices: Notices;
  /** Takes what only the client's version knows. */
  readonly aside: Aside;
  /** Told of each retired name that the input gives. */
  uses(name: string, seen: Seen): void;
}

/**
 * The input of a domain's procedure as this version takes it. It is held to the schema of the client's version first, so
 * that its errors are those that it has always had, in its own names. Throws BAD_REQUEST.
 */
export function acceptInput(procedure: string, input: unknown, call: ViewedCall): unknown {
  const { domain } = call.view;
  switch (procedure) {
    case "create":
    case "update":
      return presentRecord(parsed(domain[procedure], withOtherTypes(input, call)), input, call);
    case "list":
      return presentSort(presentQuery(parsed(domain.list, input), call), call);
    case "count":
      return presentQuery(parsed(domain.count, input), call);
    default:
      return input;
  }
}

/** As tRPC refuses an input. */
function parsed(schema: z.ZodType, input: unknown): Input {
  const { data, error } = schema.safeParse(input);
  if (error) throw new TRPCError({ code: "BAD_REQUEST", cause: error });
  return data as Input; // the input of each of these procedures is an object
}

/** Callers of no version may give a value in the type that its attribute had before, where nothing is lost. */
function withOtherTypes(input: unknown, { view }: ViewedCall): unknown {
  const { present, isUnion } = view;
  if (!(isUnion && isObject(input))) return input;
  const other = present.entries.flatMap(({ attribute, table, column }) => {
    const schema = Object.hasOwn(input, attribute) ? present.domain.attributes[attribute] : undefined;
    const former = present.schemas[`${table}.${column}`];
    return schema && former ? [[attribute, converted(schema, input[attribute], kindOf(former))]] : [];
  });
  return other.length === 0 ? input : { ...input, ...Object.fromEntries(other) };
}

function presentRecord(values: Input, raw: unknown, call: ViewedCall): Input {
  const accepted = new PresentInput(call);
  // What was given comes first: a default gives way to it, under whichever name it was.
  const given = (name: string): boolean => isObject(raw) && Object.hasOwn(raw, name);
  const entries = Object.entries(values).toSorted(
    ([one], [other]) => Number(given(other)) - Number(given(one)),
  );
  for (const [name, value] of entries) {
    const found = seenAs(call.view, name);
    if (!found) accepted.put(name, name, value);
    else if (!given(name) && found.key !== undefined && accepted.has(found.key)) continue;
    else {
      if (given(name)) noted(name, found, call);
      const { column, now } = found.seen;
      if (column) call.aside.values.push({ column, value });
      if (column && found.key !== undefined) call.aside.omitted.add(found.key);
      const schema =
        now === undefined || found.isRelation ? undefined : call.view.present.domain.attributes[now];
      if (found.key !== undefined)
        accepted.put(found.key, name, column && schema ? converted(schema, value, column.kind) : value);
    }
  }
  return accepted.values;
}

function presentQuery(query: Input, call: ViewedCall): Input {
  if (!isObject(query.filter)) return query;
  const accepted = new PresentInput(call);
  for (const [name, wanted] of Object.entries(query.filter)) {
    if (wanted === undefined) continue;
    const found = seenAs(call.view, name);
    if (found) noted(name, found, call);
    if (found?.seen.column)
      call.aside.conditions.push({ column: found.seen.column, wanted: wanted as Conditions }); // the schema has checked it
    else accepted.put(found?.key ?? name, name, wanted);
  }
  return { ...query, filter: accepted.values };
}

/**
 * An order by a retired column becomes a cursor at the beginning of that list; the cursor of a page that was read already
 * says by itself what the order is. Throws OtherOrder where the two differ.
 */
function presentSort(query: Input, call: ViewedCall): Input {
  if (!isObject(query.sort)) return query;
  const { sort, ...others } = query;
  const { by, direction = "asc" } = sort as { by: string; direction?: "asc" | "desc" }; // the schema has checked it
  const found = seenAs(call.view, by);
  if (!found) return query;
  noted(by, found, call);
  const { column, now } = found.seen;
  if (!column) return { ...query, sort: { ...sort, by: now } };
  if (typeof query.cursor !== "string")
    return { ...others, cursor: encodeCursor({ columns: [column.name], direction }) };
  const cursor = decodeCursor(query.cursor);
  if (cursor.direction !== direction || !cursor.columns.includes(column.name)) throw new OtherOrder();
  return others;
}

/** An input of this version while it is put together. Two names of one thing can't both be given. */
class PresentInput {
  readonly values: Input = {};
  readonly #names = new Map<string, string>();
  readonly #label: string;

  constructor({ view }: ViewedCall) {
    this.#label = view.label.one.toLowerCase();
  }

  has(key: string): boolean {
    return this.#names.has(key);
  }

  put(key: string, name: string, value: unknown): void {
    const other = this.#names.get(key);
    if (other !== undefined && JSON.stringify(this.values[key]) !== JSON.stringify(value)) {
      const message = `"${other}" and "${name}" are two names of one thing of a ${this.#label}. Send one of them.`;
      throw new BadInput(message, { [name]: [message] });
    }
    this.#names.set(key, name);
    this.values[key] = value;
  }
}

interface Found {
  readonly seen: Seen;
  /** What inputs of this version call it. */
  readonly key: string | undefined;
  readonly isRelation: boolean;
}

/** What became of an attribute or of a relation's key. */
export function seenAs({ attributes, relations }: DomainView, name: string): Found | undefined {
  const attribute = attributes.get(name);
  if (attribute) return { seen: attribute, key: attribute.now, isRelation: false };
  const relation = name.endsWith("Id") ? relations.get(name.slice(0, -"Id".length)) : undefined;
  if (!relation) return undefined;
  return {
    seen: relation,
    key: relation.now === undefined ? undefined : `${relation.now}Id`,
    isRelation: true,
  };
}

function noted(name: string, { seen, key }: Found, { view, notices, uses }: ViewedCall): void {
  const { entry, column } = seen;
  if (!entry) return;
  uses(name, seen);
  if (column) notices.deprecated(`${view.name}.${name}`, { since: entry.since });
  else if (key !== undefined && key !== name) notices.renamed(`${view.name}.${name}`, key);
}

const isObject = (value: unknown): value is Input =>
  typeof value === "object" && value !== null && !Array.isArray(value);
