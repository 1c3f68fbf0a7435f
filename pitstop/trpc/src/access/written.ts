// What a caller may write: no hidden or read-only attribute, nothing beyond the row scope, and no reference to a record
// that isn't there for them.
import type { EntityManager } from "@mikro-orm/postgresql";
import { Parameters } from "../crud/parameters.ts";
import type { Reached } from "../crud/reached.ts";
import { runStatement } from "../crud/statement.ts";
import type { Column, RelatedTable, Table } from "../crud/table.ts";
import { sentValue } from "../crud/wire-form.ts";
import { BadInput } from "../errors.ts";
import { hides } from "./hidden-columns.ts";
import type { Reach } from "./reach.ts";
import { scopeConditions, scopedColumn, scopedTable, valuesOf } from "./scope-sql.ts";
import { unknownNames } from "./unknown.ts";

type Attributes = Readonly<Record<string, unknown>>;

/** What a read-only attribute is refused with. */
export const READ_ONLY = "You may read this, but not write it.";

const OUT_OF_SCOPE = "You may not write records with this value.";

/**
 * The input of a create as it is written: what the scope leaves no choice about is filled in. Throws BadInput, and the
 * error of a strict schema for what isn't there for the caller.
 */
export async function createdInput(
  em: EntityManager,
  reached: Reached,
  input: Attributes,
): Promise<Attributes> {
  const { table, reach } = reached;
  // Nothing is what a new record has anyway, of whatever the schema of the domain fills in so.
  const stated = Object.fromEntries(Object.entries(given(input)).filter(([, value]) => value !== null));
  refuseUnwritable(table, reach, stated);
  const nulls = Object.entries(input).filter(
    ([name, value]) => value === null && !isUnwritable(table, reach, name),
  );
  const written = { ...Object.fromEntries(nulls), ...filledByScope(table, reach, stated), ...stated };
  refuseOutOfScope(table, reach, written, Object.keys(reach.scope ?? {}));
  await refuseUnreachedKeys(em, reached, written);
  return written;
}

/** Refuses the input of an update that the caller may not write, as `createdInput` does. */
export async function checkUpdated(em: EntityManager, reached: Reached, input: Attributes): Promise<void> {
  const { table, reach } = reached;
  refuseUnwritable(table, reach, input);
  const named = Object.keys(given(input)).filter((name) => Object.hasOwn(reach.scope ?? {}, name));
  refuseOutOfScope(table, reach, input, named);
  await refuseUnreachedKeys(em, reached, input);
}

const given = (input: Attributes): Attributes =>
  Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));

function refuseUnwritable(table: Table, reach: Reach, input: Attributes): void {
  if (reach.hidden.size === 0 && reach.readOnly.size === 0) return;
  const names = Object.keys(given(input));
  const hidden = names.filter((name) => hides(table, reach, name));
  if (hidden.length > 0) throw unknownNames(hidden);
  const fixed = names.filter((name) => hides(table, { hidden: reach.readOnly }, name));
  if (fixed.length > 0)
    throw new BadInput(READ_ONLY, Object.fromEntries(fixed.map((name) => [name, [READ_ONLY]])));
}

const isUnwritable = (table: Table, { hidden, readOnly }: Reach, name: string): boolean =>
  hides(table, { hidden }, name) || hides(table, { hidden: readOnly }, name);

/** The values that rows of the caller have anyway, of attributes that the input leaves open. */
function filledByScope({ domain, columns }: Table, { scope }: Reach, input: Attributes): Attributes {
  const open = Object.entries(scope ?? {}).flatMap(([name, wanted]) => {
    scopedColumn(domain.name, columns, name);
    const [only, ...others] = valuesOf(wanted);
    return only !== undefined && others.length === 0 && !Object.hasOwn(input, name)
      ? [[name, only] as const]
      : [];
  });
  return Object.fromEntries(open);
}

function refuseOutOfScope(table: Table, { scope }: Reach, input: Attributes, names: readonly string[]): void {
  const outside = names.filter((name) => {
    const column = scopedColumn(table.domain.name, table.columns, name);
    // The database gives a new record its id, which no input names.
    return name !== "id" && !isAmong(column, valuesOf(scope?.[name]), input[name] ?? null);
  });
  if (outside.length === 0) return;
  throw new BadInput(OUT_OF_SCOPE, Object.fromEntries(outside.map((name) => [name, [OUT_OF_SCOPE]])));
}

export const isAmong = (column: Column, values: readonly unknown[], value: unknown): boolean =>
  values.some((each) => sameText(column, each) === sameText(column, value));

const sameText = (column: Column, value: unknown): string => JSON.stringify(sentValue(column, value));

/** A key of a record that isn't there for the caller is refused as that of a record which isn't there. */
async function refuseUnreachedKeys(
  em: EntityManager,
  { table, reach }: Reached,
  input: Attributes,
): Promise<void> {
  for (const [name, related] of Object.entries(table.relations)) {
    const key = input[`${name}Id`];
    if (key === undefined || key === null || (await isReached(em, related, reach, key))) continue;
    const label = table.domain.relations[name]?.label ?? related.domain;
    throw missingRelated(`${name}Id`, label);
  }
}

async function isReached(
  em: EntityManager,
  related: RelatedTable,
  reach: Reach,
  key: unknown,
): Promise<boolean> {
  const { isReadable, scope } = reach.related(related.domain);
  if (!isReadable || !scope) return isReadable;
  const parameters = new Parameters();
  const conditions = [
    `${related.id} = ${parameters.add(related.columns.id as Column, key)}`, // every table has one
    ...scopeConditions(related, scope, parameters),
  ];
  const text = `select 1 from ${related.sql} where ${conditions.join(" and ")}`;
  return (await runStatement(em, text, parameters.values)).length > 0;
}

/** The refusal of a key that leads to no record. */
export function missingRelated(name: string, label: string): BadInput {
  const message = `This ${label.toLowerCase()} does not exist (any more). Choose another one.`;
  return new BadInput(message, { [name]: [message] });
}

/** The condition that keeps a change within the scope of the caller. */
export const withinScope = ({ table, reach }: Reached, parameters: Parameters): string[] =>
  scopeConditions(scopedTable(table), reach.scope, parameters);
