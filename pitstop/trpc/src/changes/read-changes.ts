import type { EntityManager } from "@mikro-orm/postgresql";
import { Parameters } from "../crud/parameters.ts";
import { readStatement } from "../crud/statement.ts";
import type { Column, Table } from "../crud/table.ts";
import { answeredSql } from "../crud/wire-form.ts";
import { type Action, CHANGES } from "./change-log.ts";
import { presentValues, readEndedNames, spansOf, type Values } from "./past-names.ts";

/** A change as it was logged, by the present names. */
export interface LoggedChange {
  readonly id: number;
  readonly recordId: number;
  readonly action: Action;
  /** The version of the record after the change; of a deleted one, its last version. */
  readonly version: number;
  readonly at: string;
  readonly userId: string | null;
  readonly userName: string | null;
  readonly client: string | null;
  readonly requestId: string | null;
  readonly before: Values | null;
  readonly after: Values | null;
}

/** Which changes are read, the latest ones first. */
export interface WantedChanges {
  readonly recordId?: number;
  /** Only deletions of so many days, of records that are still gone. */
  readonly deletedWithin?: number;
  /** Only changes before this one. */
  readonly before?: number | undefined;
  readonly limit: number;
}

const AT: Column = { name: "at", sql: "at", type: "timestamptz", nullable: false, kind: "datetime" };
const BIGINT: Column = { name: "id", sql: "id", type: "bigint", nullable: false, kind: "bigint" };
const DAYS: Column = { name: "days", sql: "days", type: "float8", nullable: false, kind: "number" };

/** Changes of a table's records, under whichever names they were logged. */
export async function readChanges(
  em: EntityManager,
  table: Table,
  { recordId, deletedWithin, before, limit }: WantedChanges,
): Promise<LoggedChange[]> {
  const ended = await readEndedNames(em);
  const spans = spansOf(table, ended);
  const parameters = new Parameters();
  const bigint = (value: number): string => parameters.add(BIGINT, String(value));
  const among = (alias: string): string =>
    `(${spans
      .map(
        (span) =>
          `${alias}.table_name = ${parameters.addText(span.table)} and ${alias}.id > ${bigint(span.after)}${
            Number.isFinite(span.upTo) ? ` and ${alias}.id <= ${bigint(span.upTo)}` : ""
          }`,
      )
      .join(" or ")})`;
  const conditions = [
    among("c"),
    ...(recordId === undefined ? [] : [`c.record_id = ${bigint(recordId)}`]),
    ...(before === undefined ? [] : [`c.id < ${bigint(before)}`]),
    ...(deletedWithin === undefined
      ? []
      : [
          "c.action = 'delete'",
          `c.at > now() - ${parameters.add(DAYS, deletedWithin)} * interval '1 day'`,
          `not exists (select from ${CHANGES} l where ${among("l")} and l.record_id = c.record_id and l.id > c.id)`,
        ]),
  ];
  const fields = [
    "'id', c.id, 'recordId', c.record_id, 'action', c.action, 'version', c.version",
    `'at', ${answeredSql(AT, "c")}, 'userId', c.user_id, 'userName', c.user_name`,
    "'client', c.client, 'requestId', c.request_id, 'before', c.before, 'after', c.after",
  ];
  const found = await readStatement<LoggedChange>(
    em,
    `select json_build_object(${fields.join(", ")})::text from ${CHANGES} c where ${conditions.join(" and ")} order by c.id desc limit ${Math.trunc(limit)}`,
    parameters.values,
  );
  const present = (values: Values | null, id: number) =>
    values && presentValues(values, id, { table, spans, ended });
  return found.map((change) => ({
    ...change,
    before: present(change.before, change.id),
    after: present(change.after, change.id),
  }));
}

/** All changes of a record, the latest one first, as many as are asked for. */
export async function* changesOf(
  em: EntityManager,
  table: Table,
  recordId: number,
): AsyncGenerator<LoggedChange> {
  for (let before: number | undefined; ; ) {
    const changes = await readChanges(em, table, { recordId, before, limit: AT_ONCE });
    yield* changes;
    if (changes.length < AT_ONCE) return;
    before = changes.at(-1)?.id;
  }
}

const AT_ONCE = 200;
