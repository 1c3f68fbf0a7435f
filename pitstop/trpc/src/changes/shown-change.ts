import type { EntityManager } from "@mikro-orm/postgresql";
import { hides } from "../access/hidden-columns.ts";
import { scopeConditions } from "../access/scope-sql.ts";
import { Parameters } from "../crud/parameters.ts";
import type { Reached } from "../crud/reached.ts";
import { readStatement } from "../crud/statement.ts";
import type { Column } from "../crud/table.ts";
import { wholeNumberSql } from "../crud/wire-form.ts";
import type { Action } from "./change-log.ts";
import type { Values } from "./past-names.ts";
import type { LoggedChange } from "./read-changes.ts";

/** A change as its caller sees it. */
export interface ShownChange {
  id: number;
  recordId: number;
  action: Action;
  version: number;
  at: string;
  /** Null where the application did it by itself. */
  by: { id: string; name: string } | null;
  client: string | null;
  requestId: string | null;
  changes: { name: string; before: unknown; after: unknown }[];
}

/** Changes without what is hidden from the caller, relations as the records that they lead to. */
export async function shownChanges(
  em: EntityManager,
  reached: Reached,
  changes: readonly LoggedChange[],
): Promise<ShownChange[]> {
  const { domain } = reached.table;
  const titles = new Map<string, ReadonlyMap<string, string>>();
  for (const name of Object.keys(domain.relations))
    titles.set(name, await titlesOf(em, reached, { name, keys: keysIn(changes, `${name}Id`) }));
  const referenceTo = (name: string, key: unknown) =>
    key === undefined || key === null
      ? null
      : { id: key, name: titles.get(name)?.get(String(key)) ?? String(key) };
  const shown = (change: LoggedChange): ShownChange["changes"] => [
    ...differences(
      change,
      Object.keys(domain.attributes).filter((name) => !hides(reached.table, reached.reach, name)),
    ),
    ...differences(
      change,
      Object.keys(domain.relations).flatMap((name) =>
        hides(reached.table, reached.reach, `${name}Id`) ? [] : [`${name}Id`],
      ),
    ).map(({ name: key, before, after }) => {
      const name = key.slice(0, -"Id".length);
      return { name, before: referenceTo(name, before), after: referenceTo(name, after) };
    }),
  ];
  return changes.map((change) => {
    const { before: _before, after: _after, userId, userName, ...facts } = change;
    const by = userId === null ? null : { id: userId, name: userName ?? userId };
    return { ...facts, by, changes: shown(change) };
  });
}

/** What has another value after a change than before. */
function differences({ before, after }: LoggedChange, names: readonly string[]): ShownChange["changes"] {
  return names.flatMap((name) => {
    const [was, is] = [before?.[name] ?? null, after?.[name] ?? null];
    return was === null && is === null ? [] : [{ name, before: was, after: is }];
  });
}

const keysIn = (changes: readonly LoggedChange[], name: string): string[] => {
  const keyOf = (values: Values | null): string[] => {
    const key = values?.[name] ?? null;
    return key === null ? [] : [String(key)];
  };
  return [...new Set(changes.flatMap(({ before, after }) => [...keyOf(before), ...keyOf(after)]))];
};

/** The titles that related records have now, as far as they are there for the caller. */
async function titlesOf(
  em: EntityManager,
  { table, reach }: Reached,
  { name, keys }: { name: string; keys: readonly string[] },
): Promise<ReadonlyMap<string, string>> {
  const related = table.relations[name];
  if (!related || keys.length === 0) return new Map();
  const { isReadable, hidden, scope } = reach.related(related.domain);
  if (!isReadable || hidden.has(related.titleAttribute)) return new Map();
  const parameters = new Parameters();
  const conditions = [
    `${related.id} = any(${parameters.addList(related.columns.id as Column, [...keys])})`, // every table has one
    ...scopeConditions(related, scope, parameters),
  ];
  const id = wholeNumberSql(related.id);
  const found = await readStatement<[unknown, string | null]>(
    em,
    `select json_build_array(${id}, ${related.title}::text)::text from ${related.sql} where ${conditions.join(" and ")}`,
    parameters.values,
  );
  return new Map(found.flatMap(([key, title]) => (title === null ? [] : [[String(key), title]])));
}
