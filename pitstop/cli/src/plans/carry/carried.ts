// What names a column in the database, taken over to the column in its place.
import { type Recipe, renameConstraint, renameIndex } from "@pitstop/migrator/recipes";
import { inDefaultSchema, madeName, plannedTogether } from "../../layers/sql.ts";
import type { Note, PlannedMigration } from "../../plan.ts";
import type { MigrationSql } from "../../schema-history/migration-sql.ts";
import { namesColumn, schemaHistory } from "../../schema-history/replay.ts";
import type { SchemaObject } from "../../schema-history/schema-object.ts";
import type { ColumnName } from "../../sql-text/column-places.ts";
import { wordOf } from "../../workspace/sql-literals.ts";
import type { Workspace } from "../../workspace/workspace.ts";
import { carriedConstraint } from "./carried-constraint.ts";
import { carriedIndex } from "./carried-index.ts";
import { carriedProgram } from "./carried-program.ts";
import type { Carried, Carry } from "./carry.ts";
import { carriedOthers } from "./other-objects.ts";

/**
 * The migrations that make every index, constraint, view, trigger and function that names the old column name the new
 * one. Throws RefusedError NAMED_IN_DATABASE, by file and line, for what can't be read for certain.
 */
export function carriedObjects(workspace: Workspace, carry: Carry): Carried {
  const { objects, unread } = schemaHistory(workspace);
  const column = { table: carry.table, column: carry.from };
  const migrations: PlannedMigration[] = [];
  const notes: Note[] = unreadNotes(workspace, unread, column);
  for (const object of objects) {
    if (carry.handled.has(object.name)) continue;
    if (object.kind === "index" && object.table === carry.table && namesColumn(object, column))
      migrations.push(...carriedIndex(object, nameAfter(object, carry), carry));
    else if ("definition" in object && concerns(object, carry))
      migrations.push(...carriedConstraint(object, nameAfter(object, carry), carry));
    else if (!("definition" in object) && object.kind !== "index") {
      const found = carriedProgram(workspace, object, carry);
      migrations.push(...found.migrations);
      notes.push(...found.notes);
    }
  }
  const others = carriedOthers(workspace, carry);
  return { migrations: [...migrations, ...others.migrations], notes: [...notes, ...others.notes] };
}

/** What migrations compose while they run may be about the column: nothing is carried that nobody can read. */
const unreadNotes = (
  { files }: Workspace,
  unread: readonly MigrationSql[],
  { table, column }: ColumnName,
): Note[] =>
  unread
    .filter(
      ({ path, written }) => wordOf(table).test(written) || wordOf(column).test(files.get(path) ?? written),
    )
    .map(({ path, line }) => ({
      level: "warning",
      text: `${path}:${line} composes SQL that may name ${table}.${column}. What it made isn't carried over: look at it.`,
    }));

/**
 * The same where the column is renamed in one instant: PostgreSQL follows in all but names that are made of the
 * column's, and the bodies of functions.
 */
export function renamedAtOnce(workspace: Workspace, carry: Carry): Carried {
  const recipes: Recipe[] = [];
  const migrations: PlannedMigration[] = [];
  const notes: Note[] = [];
  for (const object of schemaHistory(workspace).objects) {
    if (carry.handled.has(object.name)) continue;
    if (object.kind === "function") {
      const found = carriedProgram(workspace, object, carry);
      migrations.push(...found.migrations);
      notes.push(...found.notes);
    } else if (
      "table" in object &&
      object.table === carry.table &&
      nameAfter(object, carry) !== object.name
    ) {
      const names = { table: inDefaultSchema(carry.table), from: object.name, to: nameAfter(object, carry) };
      recipes.push(object.kind === "index" ? renameIndex(names) : renameConstraint(names));
    }
  }
  const name = `rename_${carry.table}_${carry.from}_names`;
  const renames = recipes.length > 0 ? [plannedTogether(recipes, name, { phase: "contract" })] : [];
  return { migrations: [...renames, ...migrations], notes };
}

/** Constraints of the table that name the column, and foreign keys of others that lead to it. */
function concerns(object: Extract<SchemaObject, { definition: string }>, { table, from }: Carry): boolean {
  if (object.table === table && namesColumn(object, { table, column: from })) return true;
  return (
    object.references === table &&
    new RegExp(`references[^(]*\\([^)]*\\b${from}\\b`, "i").test(object.definition)
  );
}

/** A name that MikroORM makes of the columns follows them; one that somebody chose stays. */
function nameAfter(object: SchemaObject, { table, from, to, statedNames }: Carry): string {
  if (statedNames.has(object.name) || !("columns" in object) || !object.columns) return object.name;
  const columns = object.columns.map((each) => (each === from ? to : each));
  const { kind } = object;
  if (kind === "foreign key") return object.name;
  const [before, after] = object.columns.length > 0 ? [object.columns, columns] : [[from], [to]];
  return object.name === madeName(kind, table, before) ? madeName(kind, table, after) : object.name;
}
