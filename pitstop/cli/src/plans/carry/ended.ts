import { dropCheck, dropForeignKey, dropIndex, dropUnique, plainIndex } from "@pitstop/migrator/recipes";
import type { EntityMention } from "../../layers/entity/entity-mention.ts";
import { inDefaultSchema, planned } from "../../layers/sql.ts";
import type { Note, PlannedMigration } from "../../plan.ts";
import { namesColumn, schemaHistory } from "../../schema-history/replay.ts";
import type { SchemaObject } from "../../schema-history/schema-object.ts";
import { exchangeColumn } from "../../sql-text/rename-column.ts";
import type { Workspace } from "../../workspace/workspace.ts";
import { type Carried, namedInDatabase } from "./carry.ts";
import { othersNaming, refuseHolding } from "./other-objects.ts";

/** What ends with an attribute, in sentences with file and line. */
export const endedNotes = (ended: readonly EntityMention[]): Note[] =>
  ended.map(({ kind, path, line, text }) => ({
    level: "warning",
    text: `Ends with it: the ${kind} at ${path}:${line}, ${text.replace(/\s+/g, " ")}`,
  }));

/** Why someone should think again: a rule that nobody enforces from then on. */
export function endedRules(ended: readonly EntityMention[]): string | null {
  const rules = ended.filter(({ kind }) => kind === "unique" || kind === "check");
  if (rules.length === 0) return null;
  const places = rules.map(({ kind, path, line }) => `the ${kind} at ${path}:${line}`);
  return `The database no longer enforces ${places.join(" and ")}.`;
}

/**
 * The migrations that end what names a column before it's dropped, each by its name. Throws RefusedError
 * NAMED_IN_DATABASE for views, triggers, functions and foreign keys of other tables: they would fail, or go silently.
 */
export function endedObjects(
  workspace: Workspace,
  column: { readonly table: string; readonly column: string },
  handled: ReadonlySet<string>,
): Carried {
  const migrations: PlannedMigration[] = [];
  const notes: Note[] = [];
  refuseHolding(othersNaming(workspace, column), column);
  for (const object of schemaHistory(workspace).objects) {
    if (handled.has(object.name) || !isNamed(object, column)) continue;
    const recipe = dropped(object);
    if (!recipe) throw namedInDatabase(object, { table: column.table, from: column.column }, "");
    migrations.push(...planned(recipe, `end_${object.name}`));
    notes.push({
      level: "warning",
      text: `Ends with it: the ${object.kind} "${object.name}" of ${object.path}:${object.line}.`,
    });
  }
  return { migrations, notes };
}

function isNamed(object: SchemaObject, { table, column }: { table: string; column: string }): boolean {
  if (object.kind === "view" || object.kind === "materialized view")
    return (exchangeColumn(object.sql, { table, column }, { column })?.places.length ?? 0) > 0;
  if (object.kind === "function") {
    const names = (word: string) => new RegExp(`(?<![\\w$])"?${word}"?(?![\\w$])`).test(object.body);
    return names(column) && names(table);
  }
  if ("references" in object && object.references === table && object.table !== table)
    return new RegExp(`references[^(]*\\([^)]*\\b${column}\\b`, "i").test(object.definition);
  return "table" in object && object.table === table && namesColumn(object, { table, column });
}

function dropped(object: SchemaObject) {
  if (!("table" in object)) return undefined;
  const table = inDefaultSchema(object.table);
  const { name } = object;
  switch (object.kind) {
    case "index":
      return dropIndex({ table, name, create: object.sql });
    case "unique":
      return dropUnique({ index: plainIndex({ table, name, columns: object.columns, isUnique: true }) });
    case "check":
      return dropCheck({ table, name, definition: object.definition });
    case "foreign key":
      return dropForeignKey({
        table,
        name,
        definition: object.definition,
        references: inDefaultSchema(object.references ?? ""),
      });
    default:
      return undefined;
  }
}
