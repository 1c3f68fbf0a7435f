// What names a column beside indexes, constraints and programs: a person looks at it, and what would hinder a drop is
// refused before it.
import { literal, quoted } from "@pitstop/migrator/recipes";
import { migration, statement } from "../../layers/sql.ts";
import type { Note } from "../../plan.ts";
import { schemaHistory } from "../../schema-history/replay.ts";
import type { OtherObject } from "../../schema-history/schema-object.ts";
import type { ColumnName } from "../../sql-text/column-places.ts";
import { wordOf } from "../../workspace/sql-literals.ts";
import type { Workspace } from "../../workspace/workspace.ts";
import { type Carried, type Carry, namedInDatabase } from "./carry.ts";

/** Those of the table that name the column. */
export const othersNaming = (workspace: Workspace, { table, column }: ColumnName): OtherObject[] =>
  schemaHistory(workspace).others.filter((each) => each.table === table && wordOf(column).test(each.sql));

/** A comment goes over to the column that takes the place of another one; of the rest, people are told. */
export function carriedOthers(workspace: Workspace, carry: Carry): Carried {
  const { table, from, to } = carry;
  const found = othersNaming(workspace, { table, column: from });
  if (carry.isFinal) refuseHolding(found, { table, column: from });
  return {
    migrations: found.flatMap(({ kind, comment }) =>
      kind === "comment" && comment !== undefined && !carry.isFinal ? [commented(table, to, comment)] : [],
    ),
    notes: found.filter(({ kind }) => kind !== "comment").map((each) => noted(each, from)),
  };
}

/** Throws RefusedError NAMED_IN_DATABASE for what PostgreSQL wouldn't let the column go for, or would drop with it. */
export function refuseHolding(found: readonly OtherObject[], { table, column }: ColumnName): void {
  const holding = found.find(({ kind }) => kind !== "comment" && kind !== "privilege");
  if (holding) throw namedInDatabase(holding, { table, from: column }, "");
}

const commented = (table: string, column: string, comment: string) => {
  const target = `comment on column ${quoted(table)}.${quoted(column)} is`;
  const lock = "SHARE UPDATE EXCLUSIVE";
  return migration(`comment_${table}_${column}`, {
    up: [statement(table, `${target} ${literal(comment)}`, "As the column before it says.", lock)],
    down: [statement(table, `${target} null`, "The column goes.", lock)],
  });
};

const noted = ({ kind, name, path, line }: OtherObject, column: string): Note => ({
  level: "warning",
  text: `${path}:${line}: the ${kind} "${name}" goes on naming "${column}" until it is purged. Write it again for the new column in a migration of its own (pnpm --filter db migration:create --blank).`,
});
