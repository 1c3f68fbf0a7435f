// The part of a changing statement that logs the change: the two commit together or not at all, in one round trip.
import { recordAttributes } from "@pitstop/domain";
import { currentOrigin } from "../access/caller.ts";
import type { Parameters } from "../crud/parameters.ts";
import type { Reached } from "../crud/reached.ts";
import type { Table } from "../crud/table.ts";
import { answeredSql } from "../crud/wire-form.ts";
import { type Action, CHANGES } from "./change-log.ts";
import { valueNames } from "./value-names.ts";

/** The rows that a change leaves and takes, as the names of CTEs. */
interface Rows {
  readonly action: Action;
  /** What the record was; absent where there was none. */
  readonly before?: string;
  /** What the record is; absent where it is gone. */
  readonly after?: string;
}

/**
 * The CTE that logs the change, with a comma before it; empty where the domain isn't logged. Of a record that was and
 * still is, only what differs is kept. Values are kept in their wire form, by the names that inputs have.
 */
export function loggedSql({ table, isLogged }: Reached, parameters: Parameters, rows: Rows): string {
  if (!isLogged) return "";
  const { client, requestId, by } = currentOrigin();
  const facts = [table.name, rows.action, by?.id, by?.name, client, requestId].map((fact) =>
    parameters.addText(fact),
  );
  return `, logged as (
    insert into ${CHANGES} (table_name, action, user_id, user_name, client, request_id, record_id, version, before, after)
    select ${facts.join(", ")}, ${changeSql(table, rows)})`;
}

/** The id, the version and the values of the change, with the FROM clause that they come from. */
function changeSql(table: Table, { before, after }: Rows): string {
  const [id, version] = [table.columns.id, table.columns.version].map((column) => `t.${column?.sql}`);
  const names = valueNames(table);
  if (before === undefined) return `${id}, ${version}, null, ${objectSql(table, names, "t")} from ${after} t`;
  if (after === undefined) {
    const all = objectSql(table, [...names, ...Object.keys(recordAttributes)], "t");
    return `${id}, ${version}, ${all}, null from ${before} t`;
  }
  // OFFSET 0 keeps PostgreSQL from making each object again wherever it is named.
  const both = `select ${id} as id, ${version} as version, ${objectSql(table, names, "e")} as before, ${objectSql(table, names, "t")} as after from ${after} t cross join ${before} e offset 0`;
  return `c.id, c.version, ${differing("before", "after")}, ${differing("after", "before")} from (${both}) c`;
}

/** The names of one object whose values are others in the other one. */
const differing = (one: string, other: string): string =>
  `(select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(c.${one}) where value is distinct from c.${other} -> key)`;

/** A function of PostgreSQL takes at most 100 arguments, two for each field. */
const FIELDS_OF_A_CALL = 50;

function objectSql({ columns }: Table, names: readonly string[], alias: string): string {
  const fields = names.flatMap((name) => {
    const column = columns[name];
    return column ? [`'${name.replaceAll("'", "''")}', ${answeredSql(column, alias)}`] : [];
  });
  const calls: string[] = [];
  for (let from = 0; from < fields.length || from === 0; from += FIELDS_OF_A_CALL)
    calls.push(`jsonb_build_object(${fields.slice(from, from + FIELDS_OF_A_CALL).join(", ")})`);
  return calls.join(" || ");
}
