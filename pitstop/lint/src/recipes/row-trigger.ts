import { quoted } from "../quote.ts";
import { quotedTable, type TableName } from "../table-name.ts";
import { allowed, locked, type SqlStatement, statement } from "./recipe.ts";

/** Texts of days and moments mean in the trigger what they mean to the migrator, whatever the writing session prefers. */
const SETTINGS = "set timezone to 'UTC' set datestyle to 'ISO'";

/** A trigger before each insert and update, with a function of its own in the schema of the table. */
export function rowTrigger(table: TableName, trigger: string, body: string, comment: string): SqlStatement[] {
  const called = quotedTable({ ...table, name: trigger });
  const quotes = dollarQuotes(body);
  return [
    statement(
      `create function ${called}() returns trigger language plpgsql ${SETTINGS} as ${quotes}\n#variable_conflict use_column\nbegin\n${body}\n  return new;\nend\n${quotes}`,
      [],
      comment,
    ),
    statement(
      `create trigger ${quoted(trigger)} before insert or update on ${quotedTable(table)} for each row execute function ${called}()`,
      locked("SHARE ROW EXCLUSIVE", table),
      comment,
    ),
  ];
}

/** Dollar quotes that the text itself doesn't hold. */
function dollarQuotes(text: string): string {
  let quotes = "$$";
  for (let number = 1; text.includes(quotes); number++) quotes = `$body${number}$`;
  return quotes;
}

export function rowTriggerDropped(table: TableName, trigger: string): SqlStatement[] {
  return [
    allowed(
      "drop-trigger",
      "no code needs it anymore",
      statement(
        `drop trigger if exists ${quoted(trigger)} on ${quotedTable(table)}`,
        locked("ACCESS EXCLUSIVE", table),
        "No code needs it anymore.",
      ),
    ),
    allowed(
      "drop-function",
      "only the trigger used it",
      statement(
        `drop function if exists ${quotedTable({ ...table, name: trigger })}()`,
        [],
        "Only the trigger used it.",
      ),
    ),
  ];
}

/** PL/pgSQL that gives a column of the new row a value: the expression names columns as a query on the table would. */
export function assigned(table: TableName, column: string, expression: string): string {
  return `select ${expression} into new.${quoted(column)} from ${newRow(table)};`;
}

/**
 * The new row, under the name of its table. Without the fence of `offset 0`, the planner would put its values into an
 * expression and compute what CASE keeps for later: a cast that only some values survive.
 * Source: https://www.postgresql.org/docs/18/sql-expressions.html#SYNTAX-EXPRESS-EVAL
 */
export const newRow = (table: TableName): string => `(select new.* offset 0) as ${quoted(table.name)}`;
