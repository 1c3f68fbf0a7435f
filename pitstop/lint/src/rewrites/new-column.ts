import { columnClauses, constraintBody } from "../column-clauses.ts";
import type { Constraint } from "../constraint.ts";
import type { Known } from "../known.ts";
import { refusesKeyNotValid } from "../partitions.ts";
import { derivedName } from "../quote.ts";
import { addColumn, addFilledColumn, fillColumn } from "../recipes/column.ts";
import type { Recipe } from "../recipes/recipe.ts";
import { requireColumn } from "../recipes/required.ts";
import { assigned, rowTrigger, rowTriggerDropped } from "../recipes/row-trigger.ts";
import { expressionAt } from "../source-text.ts";
import type { Statement } from "../statement.ts";
import { nodeOf } from "../syntax-node.ts";
import { type AddedColumn, addedColumns } from "../table-change.ts";
import { volatileFunction } from "../volatility.ts";
import { checkRecipe, foreignKeyRecipe, uniqueRecipe } from "./constraint-steps.ts";
import { partitionedKeyText } from "./partitioned-key.ts";
import { recipeText } from "./recipe-text.ts";

/** All of ADD COLUMN by safe means: its type, its value for existing rows, NOT NULL, and each of its constraints. */
export function newColumnText(column: string, statement: Statement, known: Known): string {
  const added = addedColumns(statement, known).find((change) => change.column.name === column);
  if (added === undefined) return "";
  const text = recipeText(newColumn(added, statement, known), added.name, known);
  return [text, ...partitionedKeys(added, statement, known)].join("\n");
}

/** The foreign keys that the recipe leaves out, because PostgreSQL refuses their first step on the table. */
function partitionedKeys(
  { name, column, command }: AddedColumn,
  statement: Statement,
  known: Known,
): string[] {
  const definition = nodeOf(command.def, "ColumnDef");
  if (definition === undefined || !refusesKeyNotValid(known, name)) return [];
  const { clauses } = columnClauses(statement, definition);
  const bodies = clauses
    .filter(({ kind }) => kind === "CONSTR_FOREIGN")
    .map(({ text }) => constraintBody(text));
  const keys = column.constraints.filter(({ kind }) => kind === "foreign");
  return keys.map((key, index) => partitionedKeyText(name, key, bodies[index] ?? "", known));
}

function newColumn(added: AddedColumn, statement: Statement, known: Known): Recipe {
  const { name: table, column, command } = added;
  const definition = nodeOf(command.def, "ColumnDef");
  if (definition === undefined) return [];
  const { type, clauses } = columnClauses(statement, definition);
  const serverMajor = known.serverVersion.major;
  const textOf = (kind: string) => clauses.filter((clause) => clause.kind === kind).map(({ text }) => text);
  const bodies: Partial<Record<Constraint["kind"], string[]>> = {
    check: textOf("CONSTR_CHECK").map(constraintBody),
    foreign: textOf("CONSTR_FOREIGN").map(constraintBody),
  };
  const isVirtual = column.generated === "virtual";
  const kept = isVirtual ? textOf("CONSTR_GENERATED") : textOf("CONSTR_NOTNULL");
  const plain = [type, ...textOf("CONSTR_DEFAULT"), ...kept].join(" ");
  const isKey = column.constraints.some(({ kind }) => kind === "primary");
  const constraints = column.constraints.flatMap((constraint) => {
    const body = bodies[constraint.kind]?.shift() ?? "";
    if (constraint.kind === "check") return checkRecipe(table, constraint, body);
    if (constraint.kind === "foreign" && refusesKeyNotValid(known, table)) return [];
    if (constraint.kind === "foreign") return foreignKeyRecipe(table, constraint, body);
    if (constraint.kind === "not-null") return [];
    return uniqueRecipe(table, constraint, { nullable: [column.name], serverMajor });
  });
  const filled = {
    table,
    column: column.name,
    definition: type,
    // A primary key makes its columns required itself.
    isRequired: column.isNotNull && !isKey,
    serverMajor,
  };
  const value = defaultValue(added, statement, known);
  if (value?.isComputed) {
    const byDefault = { value: value.sql, isKept: true };
    return [...addFilledColumn({ ...filled, value: value.sql, default: byDefault }), ...constraints];
  }
  if (isVirtual) {
    const required = column.isNotNull ? requireColumn({ table, column: column.name, serverMajor }) : [];
    return [...addColumn({ table, column: column.name, definition: plain }), ...required, ...constraints];
  }
  if (column.isNotNull && value === undefined) {
    return [
      ...addFilledColumn({ ...filled, value: "null /* the value of existing rows */" }),
      ...constraints,
    ];
  }
  return [...addColumn({ table, column: column.name, definition: plain }), ...constraints];
}

function defaultValue({ column }: AddedColumn, statement: Statement, known: Known) {
  if (column.defaultValue === undefined) return undefined;
  const { expression, location } = column.defaultValue;
  // Before PostgreSQL 11 every default is written into every row.
  const isComputed = known.serverVersion.major < 11 || volatileFunction(expression) !== undefined;
  return { sql: expressionAt(statement, location), isComputed };
}

/** A stored generated column as a plain one that a trigger computes for each row written from now on. */
export function computedColumnText(column: string, statement: Statement, known: Known): string {
  const added = addedColumns(statement, known).find((change) => change.column.name === column);
  const definition = nodeOf(added?.command.def, "ColumnDef");
  if (added === undefined || definition === undefined) return "";
  const { name: table } = added;
  const { type, clauses } = columnClauses(statement, definition);
  const generated = clauses.find(({ kind }) => kind === "CONSTR_GENERATED")?.text ?? "";
  const value = generated.replace(/^[^(]*/, "").replace(/\s*stored$/i, "");
  const trigger = derivedName(table.name, column, "computed");
  const comment = `Computes "${column}" for each row that is written.`;
  const up = rowTrigger(table, trigger, `  ${assigned(table, column, value)}`, comment);
  const serverMajor = known.serverVersion.major;
  const recipe = [
    ...addColumn({ table, column, definition: type, with: { up, down: rowTriggerDropped(table, trigger) } }),
    fillColumn({ table, column, value, why: "Nothing to roll back: the values go with the column." }),
    ...(added.column.isNotNull ? requireColumn({ table, column, serverMajor }) : []),
  ];
  return recipeText(recipe, table, known);
}

/** The definition of an added column with another type in place of its own; arrays stay arrays. */
export function retypedDefinition(column: string, type: string, statement: Statement, known: Known): string {
  const added = addedColumns(statement, known).find((change) => change.column.name === column);
  const definition = nodeOf(added?.command.def, "ColumnDef");
  const clauses = definition ? columnClauses(statement, definition).clauses : [];
  const brackets = added?.column.type.isArray ? "[]" : "";
  return [`${type}${brackets}`, ...clauses.map(({ text }) => text)].join(" ");
}
