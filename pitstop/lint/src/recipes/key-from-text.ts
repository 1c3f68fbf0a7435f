import { literal, quoted } from "../quote.ts";
import { quotedTable, shown, type TableName } from "../table-name.ts";
import { locked, migration, type Recipe, statement } from "./recipe.ts";
import { columnInStep, type Stepping } from "./replace-column.ts";

/** What becomes of a value that no row of the other table has. */
export type Unmatched = "refused" | "empty" | "created";

export interface KeyFromText {
  readonly table: TableName;
  /** The column with the values, and the foreign key that takes its place. */
  readonly from: string;
  /** The type of `from`: `varchar(40)`. */
  readonly type: string;
  readonly to: string;
  /** The table that the key leads to, and its unique column with the same values. */
  readonly target: TableName;
  readonly match: string;
  readonly unmatched: Unmatched;
}

/**
 * Adds a foreign key that is filled by looking a value up in a unique column of the other table, and keeps the value and
 * the key in step by a trigger: old code writes the value, new code the key. The look-up of a row is one in the index
 * of the unique column. The constraint itself is another recipe.
 */
export function keyFromText(change: KeyFromText): Recipe {
  const { table, from, to, target, unmatched } = change;
  const [added, ...filled] = columnInStep({
    table,
    from,
    to,
    definition: "bigint null",
    ...keyInStep(change),
    ...(unmatched === "refused" ? { fill: lookedUpForCertain(change) } : {}),
  });
  if (!added) return filled;
  return [added, ...(unmatched === "created" ? [createMissing(change, shown(target))] : []), ...filled];
}

/** How the trigger gets the key of a value and the value of a key, and what it does about a value without one. */
export function keyInStep(
  change: KeyFromText,
): Required<Pick<Stepping, "forward" | "backward">> & Pick<Stepping, "prepare"> {
  const prepare = { refused: refusedOne, created: createdOne, empty: () => undefined }[change.unmatched](
    change,
  );
  return {
    forward: lookedUp(change),
    backward: textOfKey(change),
    ...(prepare === undefined ? {} : { prepare }),
  };
}

const lookedUp = ({ table, from, target, match }: KeyFromText): string =>
  `(select "found"."id" from ${quotedTable(target)} as "found" where "found".${quoted(match)} = ${quoted(table.name)}.${quoted(from)})`;

/** The same, where a value without a key fails the statement with its own text. */
function lookedUpForCertain(change: KeyFromText): string {
  const value = `${quoted(change.table.name)}.${quoted(change.from)}`;
  const refused = `(${literal(lackText(change))} || ${value})::bigint`;
  return `case when ${value} is not null then coalesce(${lookedUp(change)}, ${refused}) end`;
}

const lackText = ({ target, match }: KeyFromText): string => `no row of ${shown(target)} has the ${match} `;

function refusedOne(change: KeyFromText): string {
  const { from, target, match } = change;
  const value = `new.${quoted(from)}`;
  const found = `select from ${quotedTable(target)} as "found" where "found".${quoted(match)} = ${value}`;
  const message = `${literal(lackText(change))} || ${value}`;
  return `if ${value} is not null and not exists (${found}) then raise exception using errcode = 'foreign_key_violation', message = ${message}; end if;`;
}

/** The value of the row's key; empty if the old column can't hold it. */
function textOfKey({ table, to, target, match, type }: KeyFromText): string {
  const found = `from ${quotedTable(target)} as "found" where "found"."id" = ${quoted(table.name)}.${quoted(to)}`;
  const value = `"found".${quoted(match)}::text`;
  return `(select case when pg_input_is_valid(${value}, ${literal(type)}) then ${value}::${type} end ${found})`;
}

function createdOne({ from, target, match }: KeyFromText): string {
  const value = `new.${quoted(from)}`;
  return `if ${value} is not null then insert into ${quotedTable(target)} (${quoted(match)}) values (${value}) on conflict do nothing; end if;`;
}

/** Each value that the other table lacks becomes a row of it; new ones are made by the trigger from here on. */
function createMissing({ table, from, target, match }: KeyFromText, targetShown: string) {
  const [value, column] = [`"row".${quoted(from)}`, quoted(match)];
  const lacks = `not exists (select from ${quotedTable(target)} as "found" where "found".${column} = ${value})`;
  return migration({
    stage: "add",
    ending: "create_missing",
    comment: `Creates the rows of ${targetShown} that values of ${shown(table)}.${from} lack.`,
    up: [
      statement(
        `insert into ${quotedTable(target)} (${column}) select distinct ${value} from ${quotedTable(table)} as "row" where ${value} is not null and ${lacks} on conflict do nothing`,
        [...locked("ROW EXCLUSIVE", target), ...locked("ACCESS SHARE", table)],
        "Reads the table without locking its rows; only new rows are written.",
      ),
    ],
    down: { statements: [], why: "Nothing to roll back: others may use the rows by now." },
  });
}
