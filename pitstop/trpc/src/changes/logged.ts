// The part of a changing statement that logs the change: the two commit together or not at all, in one round trip.
import { recordAttributes } from "@pitstop/domain";
import pg from "pg";
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
  return `${id}, ${version}, coalesce(d.before, '{}'), coalesce(d.after, '{}') from ${after} t cross join ${before} e cross join lateral ${differencesSql(table, names)}`;
}

/** The values of the row `e` and of the row `t` by name, of those names alone whose values differ. */
function differencesSql({ columns }: Table, names: readonly string[]): string {
  const rows = names.flatMap((name) => {
    const column = columns[name];
    const value = (alias: string) => column && `to_jsonb(${answeredSql(column, alias)})`;
    return column ? [`(${pg.escapeLiteral(name)}, ${value("e")}, ${value("t")})`] : [];
  });
  const nothing = "(null::text, null::jsonb, null::jsonb)";
  return `(select jsonb_object_agg(v.name, v.before), jsonb_object_agg(v.name, v.after)
      from (values ${rows.length > 0 ? rows.join(", ") : nothing}) v (name, before, after)
      where v.before is distinct from v.after) d (before, after)`;
}

/** A function of PostgreSQL takes at most 100 arguments, two for each field. */
const FIELDS_OF_A_CALL = 50;

function objectSql({ columns }: Table, names: readonly string[], alias: string): string {
  const fields = names.flatMap((name) => {
    const column = columns[name];
    return column ? [`${pg.escapeLiteral(name)}, ${answeredSql(column, alias)}`] : [];
  });
  const calls: string[] = [];
  for (let from = 0; from < fields.length || from === 0; from += FIELDS_OF_A_CALL)
    calls.push(`jsonb_build_object(${fields.slice(from, from + FIELDS_OF_A_CALL).join(", ")})`);
  return calls.join(" || ");
}
