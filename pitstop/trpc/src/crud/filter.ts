import { recordAttributes } from "@pitstop/domain";
import type { Reach } from "../access/reach.ts";
import { scopeConditions, scopedTable } from "../access/scope-sql.ts";
import { unknownNames } from "../access/unknown.ts";
import type { Aside } from "./aside.ts";
import type { Parameters } from "./parameters.ts";
import type { Reached } from "./reached.ts";
import { column } from "./record.ts";
import type { Column, RelatedTable, Table } from "./table.ts";

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
 * question always gives the same text, and for the rows that the caller reaches. Names come from the table, never from
 * the input. An older client's conditions on what is retired follow, and its search looks where its version did.
 */
export function conditionsOf(
  { table, reach, hidden }: Reached,
  { search, filter }: Restriction,
  parameters: Parameters,
  aside?: Aside,
): string[] {
  const conditions = search ? [searchCondition(table, search, parameters, { aside, hidden })] : [];
  for (const [name, target] of Object.entries(table.columns)) {
    const wanted = filter && Object.hasOwn(filter, name) ? filter[name] : undefined;
    if (!wanted) continue;
    if (hidden.has(target.name)) throw unknownNames([name], ["filter"]);
    conditions.push(...attributeConditions(target, wanted, parameters));
    const related = name.endsWith("Id") ? table.relations[name.slice(0, -2)] : undefined;
    if (related && leads(wanted))
      conditions.push(...reachedConditions(table, target, related, { reach, parameters }));
  }
  for (const { column: retired, wanted } of aside?.conditions ?? []) {
    if (hidden.has(retired.name))
      throw unknownNames([aside?.nameOfColumn(retired.name) ?? retired.name], ["filter"]);
    conditions.push(...attributeConditions(retired, wanted, parameters));
  }
  return [...conditions, ...scopeConditions(scopedTable(table), reach.scope, parameters)];
}

/** Whether conditions on a relation ask for records that it leads to, rather than for rows without any. */
const leads = ({ isNull: _, ...asked }: Conditions): boolean =>
  Object.values(asked).some((value) => value !== undefined);

/** That the record which a relation leads to is there for the caller: a filter tells of no others. */
function reachedConditions(
  table: Table,
  key: Column,
  related: RelatedTable,
  { reach, parameters }: { reach: Reach; parameters: Parameters },
): string[] {
  const { isReadable, scope } = reach.related(related.domain);
  if (!isReadable) return ["false"];
  if (!scope) return [];
  const conditions = [
    `x.${related.id} = ${table.sql}.${key.sql}`,
    ...scopeConditions(related, scope, parameters, "x."),
  ];
  return [`exists (select 1 from ${related.sql} x where ${conditions.join(" and ")})`];
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
  { aside, hidden }: { aside: Aside | undefined; hidden: ReadonlySet<string> },
): string {
  const matches = (aside?.searched ?? searchable(table))
    .map((each) => (typeof each === "string" ? column(table, each) : each))
    .filter(({ name }) => !hidden.has(name))
    .map((target) => containsCondition(target, search, parameters));
  return matches.length > 0 ? `(${matches.join(" or ")})` : "false";
}

function searchable({ domain }: Table): string[] {
  const attributes = Object.entries({ ...domain.attributes, ...recordAttributes });
  return attributes.filter(([, schema]) => schema.meta()?.searchable).map(([name]) => name);
}

/** An ILIKE pattern in which nothing that a person types is a wildcard. */
const containing = (text: string): string => `%${text.replace(/[\\%_]/g, "\\$&")}%`;
