// Recipes under the names that MikroORM gives to what belongs to a column, for migrations that are stated by hand.
import { createRequire } from "node:module";
import type * as MikroOrm from "@mikro-orm/core";
import {
  type Check,
  derivedName,
  type ForeignKey,
  type Index,
  literal,
  plainIndex,
  quoted,
  type Recipe,
  type Statement,
  sqlText,
  type TableName,
  type Unique,
} from "@pitstop/migrator/recipes";
import type { Attribute, Constant } from "../attribute-types/attribute.ts";
import { attributeTypes } from "../attribute-types/index.ts";
import type { PlannedMigration, PlannedStep } from "../plan.ts";

/** A constant as SQL. */
export function constantSql(value: Constant): string {
  if (typeof value === "object") return literal(JSON.stringify(value));
  return typeof value === "string" ? literal(value) : String(value);
}

/** The column's type: `varchar(80)`. */
export const columnType = ({ type, rules }: Pick<Attribute, "type" | "rules">): string =>
  attributeTypes.get(type)?.sql(rules) ?? "text";

/** The tables of domains are in the default schema. */
export const inDefaultSchema = (table: string): TableName => ({ schema: undefined, name: table });

/** What MikroORM makes a name for, and how that ends. */
const endings = { index: "index", unique: "unique", check: "check", "foreign key": "foreign" } as const;

/** PostgreSQL cuts longer identifiers (documentation, §4.1.1). */
const MAX_IDENTIFIER_BYTES = 63;

/**
 * The name that MikroORM makes of a table and columns: `cars_color_id_index`, `cars_vin_unique`. In one that is too
 * long, it puts a hash in place of the end.
 */
export function madeName(kind: keyof typeof endings, table: string, columns: readonly string[]): string {
  const name = [table, ...columns, endings[kind]].join("_");
  if (name.length <= MAX_IDENTIFIER_BYTES) return name;
  // Loaded for long names alone: it takes longer than a plan.
  const { Utils } = createRequire(import.meta.url)("@mikro-orm/core") as typeof MikroOrm;
  const end = `_${Utils.hash(name, 5)}_${endings[kind]}`;
  return name.slice(0, MAX_IDENTIFIER_BYTES - 1 - end.length) + end;
}

export const indexName = (table: string, columns: readonly string[]): string =>
  madeName("index", table, columns);
export const uniqueName = (table: string, column: string): string => madeName("unique", table, [column]);
export const checkName = (table: string, column: string): string => madeName("check", table, [column]);
export const foreignName = (table: string, column: string): string =>
  madeName("foreign key", table, [column]);

/** The trigger that fills a column for older code. */
export const fillTriggerName = (table: string, column: string): string => derivedName(table, column, "fill");

export const indexOf = (
  table: string,
  columns: readonly string[],
  name: string = indexName(table, columns),
): Index => plainIndex({ table: inDefaultSchema(table), name, columns });

export const uniqueOf = (
  table: string,
  column: string,
  name: string = uniqueName(table, column),
): Unique => ({
  index: plainIndex({ table: inDefaultSchema(table), name, columns: [column], isUnique: true }),
});

/** The check of an enum's values. */
export const valuesCheck = (table: string, column: string, values: readonly string[]): Check => ({
  table: inDefaultSchema(table),
  name: checkName(table, column),
  definition: `check (${quoted(column)} in (${values.map(literal).join(", ")}))`,
});

export const foreignKeyOf = (table: string, column: string, other: string, onDelete: string): ForeignKey => ({
  table: inDefaultSchema(table),
  name: foreignName(table, column),
  definition: `foreign key (${quoted(column)}) references ${quoted(other)} ("id") on delete ${onDelete}`,
  references: inDefaultSchema(other),
});

/** The migrations of a recipe, their names made of `name` and what each does: `cars_price_validate`. */
export const planned = (
  recipe: Recipe,
  name: string,
  { phase = "expand" }: Partial<Pick<PlannedMigration, "phase">> = {},
): PlannedMigration[] =>
  recipe.map(({ ending, isTransactional, up, down }) =>
    migration([name, ending].filter(Boolean).join("_"), {
      phase,
      isTransactional,
      up: up.map(plannedStep),
      down: "statements" in down ? down.statements.map(plannedStep) : [],
    }),
  );

/** Recipes whose statements are quick, in one migration and one transaction. */
export const plannedTogether = (
  recipes: readonly Recipe[],
  name: string,
  { phase = "expand" }: Partial<Pick<PlannedMigration, "phase">> = {},
): PlannedMigration => {
  const all = recipes.flatMap((recipe) => planned(recipe, name));
  return migration(name, {
    phase,
    up: all.flatMap(({ up }) => up),
    down: all.toReversed().flatMap(({ down }) => down),
  });
};

/** A statement of a recipe as a plan shows it, with the first of its locks. */
export function plannedStep(of: Statement): PlannedStep {
  if (of.kind === "backfill") {
    const { table, set, where } = of.backfill;
    return { kind: "backfill", backfill: { table, set, where }, comment: of.comment };
  }
  const [first] = of.locks;
  return {
    kind: "sql",
    sql: sqlText(of),
    lock: first?.lock ?? "none",
    table: first?.table ?? "",
    comment: of.comment,
  };
}

/** A statement on a table that no recipe has. Most take the strongest lock for an instant. */
export const statement = (
  table: string,
  sql: string,
  comment: string,
  lock = "ACCESS EXCLUSIVE",
): PlannedStep => ({ kind: "sql", sql, lock, table, comment });

/** A step that the linter stops unless a person means it; the command that plans it is how a person says so. */
export const intended = (step: PlannedStep, rule: string, reason: string): PlannedStep =>
  step.kind === "sql" ? { ...step, sql: `-- pitstop:allow ${rule} ${reason}\n${step.sql}` } : step;

/** A migration of the first deploy, transactional unless told otherwise. */
export const migration = (
  name: string,
  parts: { up: readonly PlannedStep[]; down: readonly PlannedStep[] } & Partial<
    Pick<PlannedMigration, "phase" | "deploy" | "isTransactional">
  >,
): PlannedMigration => ({ name, phase: "expand", deploy: 1, isTransactional: true, ...parts });
