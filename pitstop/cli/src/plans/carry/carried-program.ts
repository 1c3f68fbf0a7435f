// Views, triggers and functions: what they give stays the same, so that code of both versions goes on.
import { quoted } from "@pitstop/migrator/recipes";
import { migration, statement } from "../../layers/sql.ts";
import type { Note, PlannedMigration } from "../../plan.ts";
import { schemaHistory } from "../../schema-history/replay.ts";
import type { FunctionObject, TriggerObject, ViewObject } from "../../schema-history/schema-object.ts";
import { storedColumns } from "../../schema-history/stored-columns.ts";
import { nodesOf, parseSql } from "../../sql-text/parse-sql.ts";
import { exchangeColumn } from "../../sql-text/rename-column.ts";
import type { Workspace } from "../../workspace/workspace.ts";
import { type Carried, type Carry, namedInDatabase } from "./carry.ts";

const NOTHING: Carried = { migrations: [], notes: [] };

export function carriedProgram(
  workspace: Workspace,
  object: ViewObject | TriggerObject | FunctionObject,
  carry: Carry,
): Carried {
  if (object.kind === "trigger") return carriedTrigger(object, carry);
  return object.kind === "function"
    ? carriedFunction(workspace, object, carry)
    : carriedView(workspace, object, carry);
}

function carriedView(workspace: Workspace, object: ViewObject, carry: Carry): Carried {
  const { table, from, to, backward } = carry;
  const by = backward === undefined ? { column: to } : { column: to, expression: backward };
  const columnsOf = (name: string) => storedColumns(workspace, name);
  const found = exchangeColumn(object.sql, { table, column: from }, by, { columnsOf });
  if (!found) return NOTHING;
  if (found.places.length === 0) return carry.isFinal ? refuseStar(object, carry) : NOTHING;
  if (!found.isCertain) throw namedInDatabase(object, carry, ", and not every place is certain");
  if (carry.isFinal && backward !== undefined)
    throw namedInDatabase(object, carry, ", whose type is another one now");
  if (object.kind === "materialized view")
    throw namedInDatabase(object, carry, ", and what it holds would have to be computed again");
  return replaced(object.name, table, object.sql, found.sql, /^create\s+(?:or\s+replace\s+)?/i);
}

/** `select *` was spelled out when the view was made, with the old column. */
function refuseStar(object: ViewObject, carry: Carry): Carried {
  const parsed = parseSql(object.sql);
  const hasStar = nodesOf(parsed?.statements, "A_Star").length > 0;
  if (hasStar && new RegExp(`\\bfrom\\s+"?${carry.table}\\b`, "i").test(object.sql))
    throw namedInDatabase(object, carry, ' by "*"');
  return NOTHING;
}

function carriedTrigger(object: TriggerObject, carry: Carry): Carried {
  const { table, from, to } = carry;
  if (object.table !== table) return NOTHING;
  const found = exchangeColumn(object.sql, { table, column: from }, { column: to }, { isRowOfTable: true });
  if (!found || found.places.length === 0) return NOTHING;
  if (/^create\s+constraint\b/i.test(object.sql))
    throw namedInDatabase(object, carry, ", and can't be replaced in place");
  const when = /\bwhen\s*\(/i.exec(object.sql)?.index ?? object.sql.length;
  const isInCondition = found.places.some(({ start }) => start > when);
  if (carry.backward !== undefined && isInCondition && carry.isFinal)
    throw namedInDatabase(object, carry, ", whose type is another one now");
  const isOldKept = carry.backward !== undefined && isInCondition;
  const sql = withColumns(isOldKept ? object.sql : found.sql, carry);
  const isEarly = /\bbefore\b/i.test(object.sql) && object.name < `${table}_${from}`;
  const notes: Note[] =
    isEarly && !carry.isFinal
      ? [
          {
            level: "warning",
            text: `Until it is purged, the trigger "${object.name}" doesn't see what older code writes to "${from}".`,
          },
        ]
      : [];
  return { ...replaced(object.name, table, object.sql, sql, /^create\s+(?:or\s+replace\s+)?/i), notes };
}

/** `update of color`: code of both versions fires it, until the old column goes. */
function withColumns(sql: string, { from, to, isFinal }: Carry): string {
  return sql.replace(/(\bupdate\s+of\s+)(.+?)(?=\s+(?:on|or)\b)/i, (_all, head: string, list: string) => {
    const names = list.split(",").map((name) => name.trim().replace(/^"(.*)"$/, "$1"));
    const others = names.filter((name) => name !== from && name !== to);
    if (others.length === names.length) return head + list;
    return head + [...others, ...(isFinal ? [] : [from]), to].map(quoted).join(", ");
  });
}

function carriedFunction(workspace: Workspace, object: FunctionObject, carry: Carry): Carried {
  const { table, from, to } = carry;
  const word = new RegExp(`(?<![\\w$])"?${from}"?(?![\\w$])`, "i");
  if (!word.test(object.body)) return NOTHING;
  const triggers = schemaHistory(workspace).objects.filter(
    (each) => each.kind === "trigger" && each.calls === object.name,
  );
  const isOfTable =
    triggers.length > 0 && triggers.every((each) => each.kind === "trigger" && each.table === table);
  const namesTable = new RegExp(`(?<![\\w$.])"?${table}"?(?![\\w$])`).test(object.body);
  if (!isOfTable && !namesTable) return NOTHING;
  const body =
    object.language === "sql"
      ? sqlBody(workspace, object, carry)
      : rowBody(object, carry, isOfTable, namesTable);
  if (body === object.body) return NOTHING;
  // A value of another type is for a person to think of: the old column has the old one until it is purged.
  if (carry.backward !== undefined && !carry.isFinal)
    return {
      migrations: [],
      notes: [
        {
          level: "warning",
          text: `${object.path}:${object.line}: the function "${object.name}" names "${from}", whose type is another one from now on. It works until pitstop purge; change it before.`,
        },
      ],
    };
  if (carry.backward !== undefined) throw namedInDatabase(object, carry, ", whose type is another one now");
  const sql = object.sql.replace(object.body, () => body);
  return replaced(object.name, to, object.sql, sql, /^create\s+(?:or\s+replace\s+)?/i);
}

function sqlBody(workspace: Workspace, object: FunctionObject, carry: Carry): string {
  const { table, from, to } = carry;
  const columnsOf = (name: string) => storedColumns(workspace, name);
  const found = exchangeColumn(object.body, { table, column: from }, { column: to }, { columnsOf });
  if (!found?.isCertain) throw namedInDatabase(object, carry, ", and not every place is certain");
  return found.sql;
}

/** PL/pgSQL: the rows of a trigger are certain. What else has the column's name is, if the table isn't named. */
function rowBody(object: FunctionObject, carry: Carry, isOfTable: boolean, namesTable: boolean): string {
  const { from, to } = carry;
  const row = new RegExp(`(\\b(?:new|old)\\s*\\.\\s*)("?)${from}\\2(?![\\w$])`, "gi");
  const body = isOfTable ? object.body.replace(row, (_all, head: string) => head + quoted(to)) : object.body;
  const left = new RegExp(`(?<![\\w$])"?${from}"?(?![\\w$])`, "i").test(body);
  if (left && namesTable) throw namedInDatabase(object, carry, ", and not every place is certain");
  return body;
}

const LOCKS = "ACCESS EXCLUSIVE";

/** The object with another text, in one statement; the old text is the way back. */
function replaced(name: string, table: string, before: string, after: string, create: RegExp): Carried {
  if (before === after) return NOTHING;
  const text = (sql: string) => sql.replace(create, "create or replace ");
  const comment = `"${name}" names the column that is in use from now on.`;
  const migrations: PlannedMigration[] = [
    migration(`carry_${name.replaceAll(/\W/g, "_")}`, {
      up: [statement(table, text(after), comment, LOCKS)],
      down: [statement(table, text(before), "As it was.", LOCKS)],
    }),
  ];
  return { migrations, notes: [] };
}
