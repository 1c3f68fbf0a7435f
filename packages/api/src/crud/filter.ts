import { recordAttributes } from "@pitstop/types";
import type { Aside } from "./aside.ts";
import type { Parameters } from "./parameters.ts";
import { column } from "./record.ts";
import type { Column, Table } from "./table.ts";

/** The conditions of one attribute, as the strict schemas of the shared types let them through. */
export interface Conditions {
  equals?: unknown;
  in?: unknown[] | undefined;
  from?: unknown;
  to?: unknown;
  contains?: string | undefined;
  isNull?: boolean | undefined;
}

export interface Restriction {
  search?: string | undefined;
  filter?: Record<string, Conditions | undefined> | undefined;
}

/**
 * The conditions of a WHERE clause for a search and a filter, in the order of the table's columns, so that the same
 * question always gives the same text. Names come from the table, never from the input. An older client's conditions on
 * what is retired follow, and its search looks where its version did.
 */
export function conditionsOf(
  table: Table,
  { search, filter }: Restriction,
  parameters: Parameters,
  aside?: Aside,
): string[] {
  const conditions = search ? [searchCondition(table, search, parameters, aside)] : [];
  for (const [name, target] of Object.entries(table.columns)) {
    const wanted = filter && Object.hasOwn(filter, name) ? filter[name] : undefined;
    if (wanted) conditions.push(...attributeConditions(target, wanted, parameters));
  }
  for (const { column: retired, wanted } of aside?.conditions ?? [])
    conditions.push(...attributeConditions(retired, wanted, parameters));
  return conditions;
}

function attributeConditions(target: Column, wanted: Conditions, parameters: Parameters): string[] {
  const { sql } = target;
  const conditions: string[] = [];
  if (wanted.equals !== undefined) conditions.push(equalCondition(target, [wanted.equals], parameters));
  if (wanted.in) conditions.push(`${sql} = any(${parameters.addList(target, spellings(target, wanted.in))})`);
  if (wanted.from !== undefined) conditions.push(`${sql} >= ${parameters.add(target, wanted.from)}`);
  if (wanted.to !== undefined) conditions.push(`${sql} <= ${parameters.add(target, wanted.to)}`);
  if (wanted.contains) conditions.push(containsCondition(target, wanted.contains, parameters));
  if (wanted.isNull !== undefined)
    conditions.push(`${emptySql(target)} is ${wanted.isNull ? "" : "not "}null`);
  return conditions;
}

function equalCondition(target: Column, values: unknown[], parameters: Parameters): string {
  const [only, ...more] = spellings(target, values);
  return more.length === 0
    ? `${target.sql} = ${parameters.add(target, only)}`
    : `${target.sql} = any(${parameters.addList(target, [only, ...more])})`;
}

/** A text is stored composed (NFC); one that another program has written is found as it stands there, too. */
const spellings = ({ kind }: Column, values: unknown[]): unknown[] =>
  kind === "text" ? [...new Set(values.flatMap((value) => [value, String(value).normalize("NFC")]))] : values;

/** In upper or lower case, and in whichever way Unicode spells it. ASCII, which is most text, has one way. */
function containsCondition(target: Column, text: string, parameters: Parameters): string {
  const { sql } = target;
  const composed = `case when octet_length(${sql}) = char_length(${sql}) then ${sql} else normalize(${sql}) end`;
  return `(${composed}) ilike ${parameters.add(target, containing(text.normalize("NFC")))}`;
}

/** The null of JSON is answered like no value, and found like it. */
const emptySql = ({ sql, kind, type }: Column): string =>
  kind === "json" && type === "jsonb" ? `nullif(${sql}, 'null')` : sql;

function searchCondition(
  table: Table,
  search: string,
  parameters: Parameters,
  aside: Aside | undefined,
): string {
  const matches = (aside?.searched ?? searchable(table)).map((each) => {
    const target = typeof each === "string" ? column(table, each) : each;
    return containsCondition(target, search, parameters);
  });
  return matches.length > 0 ? `(${matches.join(" or ")})` : "false";
}

function searchable({ domain }: Table): string[] {
  const attributes = Object.entries({ ...domain.attributes, ...recordAttributes });
  return attributes.filter(([, schema]) => schema.meta()?.searchable).map(([name]) => name);
}

/** An ILIKE pattern in which nothing that a person types is a wildcard. */
const containing = (text: string): string => `%${text.replace(/[\\%_]/g, "\\$&")}%`;
