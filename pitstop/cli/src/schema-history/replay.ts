// What the migrations have made, told from their statements in order; the columns of tables are for entities to say.
import type { ScanToken } from "libpg-query";
import { parseSql, relationName, type SqlNode, stringsOf } from "../sql-text/parse-sql.ts";
import { exchangeColumn } from "../sql-text/rename-column.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { type MigrationSql, migrationSql } from "./migration-sql.ts";
import { otherObjects } from "./other-statements.ts";
import type { ConstraintObject, OtherObject, SchemaObject } from "./schema-object.ts";

export interface SchemaHistory {
  readonly objects: readonly SchemaObject[];
  readonly others: readonly OtherObject[];
  /** SQL that nobody can read before it runs. */
  readonly unread: readonly MigrationSql[];
}

const known = new WeakMap<ReadonlyMap<string, string>, SchemaHistory>();

/** The indexes, constraints, views, triggers and functions that the migrations leave behind. */
export function schemaHistory(workspace: Pick<Workspace, "files">): SchemaHistory {
  const before = known.get(workspace.files);
  if (before) return before;
  const replay = new Replay();
  const unread: MigrationSql[] = [];
  for (const each of migrationSql(workspace)) {
    const isRead = each.sql !== undefined && replay.run(each.sql, { path: each.path, line: each.line });
    if (!isRead) unread.push(each);
  }
  const history = { objects: replay.objects, others: replay.others, unread };
  known.set(workspace.files, history);
  return history;
}

type Place = Pick<MigrationSql, "path" | "line">;

class Replay {
  objects: SchemaObject[] = [];
  others: OtherObject[] = [];

  /** Notes what a text of SQL does; false where it's none. */
  run(sql: string, place: Place): boolean {
    const parsed = parseSql(sql);
    if (!parsed) return false;
    // Each by itself, so that positions in the tree are those of its own text.
    for (const text of statementTexts(sql, parsed.tokens)) {
      for (const statement of parseSql(text)?.statements ?? []) this.#statement(statement, text, place);
    }
    return true;
  }

  #statement(statement: SqlNode, text: string, place: Place): void {
    const [[kind, node] = ["", {}]] = Object.entries(statement) as [string, SqlNode][]; // one key: its kind
    this.others = otherObjects(this.others, { kind, node, text, ...place });
    if (kind === "CreateStmt") this.#createTable(node, text, place);
    if (kind === "AlterTableStmt") this.#alterTable(node, text, place);
    if (kind === "IndexStmt") this.#createIndex(node, text, place);
    if (kind === "CreateFunctionStmt") this.#createFunction(node, text, place);
    if (kind === "RenameStmt") this.#rename(node);
    if (kind === "DropStmt") this.#drop(node);
    if (kind === "ViewStmt") this.#put({ kind: "view", name: relationName(node.view), sql: text, ...place });
    if (kind === "CreateTableAsStmt" && node.objtype === "OBJECT_MATVIEW") {
      const name = relationName((node.into as SqlNode | undefined)?.rel);
      this.#put({ kind: "materialized view", name, sql: text, ...place });
    }
    if (kind === "CreateTrigStmt")
      this.#put({
        kind: "trigger",
        name: String(node.trigname),
        table: relationName(node.relation),
        sql: text,
        calls: stringsOf(node.funcname).at(-1) ?? "",
        ...place,
      });
  }

  #put(object: SchemaObject): void {
    this.#remove(({ kind, name }) => kind === object.kind && name === object.name);
    this.objects.push(object);
  }

  #remove(goes: (object: SchemaObject) => boolean): void {
    this.objects = this.objects.filter((object) => !goes(object));
  }

  #createTable(node: SqlNode, text: string, place: Place): void {
    const table = relationName(node.relation);
    for (const element of (node.tableElts ?? []) as SqlNode[]) this.#element(table, element, text, place);
  }

  #element(table: string, element: SqlNode, text: string, place: Place): void {
    const column = element.ColumnDef as SqlNode | undefined;
    for (const { Constraint } of (column?.constraints ?? []) as { Constraint: SqlNode }[])
      this.#constraint(table, Constraint, text, place, String(column?.colname));
    if (element.Constraint) this.#constraint(table, element.Constraint as SqlNode, text, place);
  }

  #constraint(table: string, node: SqlNode, text: string, place: Place, column?: string): void {
    const kind = constraintKinds[String(node.contype)];
    if (!kind) return;
    const keys = node.contype === "CONSTR_FOREIGN" ? node.fk_attrs : node.keys;
    const columns = column === undefined ? stringsOf(keys) : [column];
    const index = this.objects.find((each) => each.kind === "index" && each.name === node.indexname);
    if (index?.kind === "index") this.#remove((each) => each === index);
    const over = index?.kind === "index" ? (index.columns ?? []) : columns;
    const suffix = { unique: "key", check: "check", "foreign key": "fkey" }[kind];
    const name = String(node.conname ?? [table, ...over, suffix].join("_"));
    const references = node.pktable ? relationName(node.pktable) : undefined;
    const stated =
      column === undefined && !index ? definitionAt(text, Number(node.location ?? 0)) : undefined;
    const definition =
      stated ??
      (kind === "unique" ? `unique (${over.map((each) => `"${each}"`).join(", ")})` : inlineAt(text, node));
    this.#put({ kind, name, table, definition, columns: over, ...(references && { references }), ...place });
  }

  #alterTable(node: SqlNode, text: string, place: Place): void {
    const table = relationName(node.relation);
    for (const { AlterTableCmd: command } of (node.cmds ?? []) as { AlterTableCmd: SqlNode }[]) {
      const { subtype, name, def } = command;
      if (subtype === "AT_AddConstraint") this.#element(table, def as SqlNode, text, place);
      if (subtype === "AT_AddColumn") this.#element(table, def as SqlNode, text, place);
      if (subtype === "AT_DropConstraint")
        this.#remove((object) => object.name === name && "table" in object && object.table === table);
      if (subtype === "AT_DropColumn") {
        const column = { table, column: String(name) };
        this.#remove((object) => isOnTable(object, table) && namesColumn(object, column));
      }
    }
  }

  #createIndex(node: SqlNode, text: string, place: Place): void {
    const parts = (node.indexParams ?? []) as { IndexElem: SqlNode }[];
    const names = parts.map(({ IndexElem }) => IndexElem.name);
    const isPlain = names.every((name) => name !== undefined) && node.whereClause === undefined;
    this.#put({
      kind: "index",
      name: String(node.idxname),
      table: relationName(node.relation),
      sql: text
        .replace(/(create\s+(?:unique\s+)?index)\s+concurrently/i, "$1")
        .replace(/(index)\s+if\s+not\s+exists/i, "$1"),
      columns: isPlain ? names.map(String) : undefined,
      isUnique: node.unique === true,
      ...place,
    });
  }

  #createFunction(node: SqlNode, text: string, place: Place): void {
    const options = ((node.options ?? []) as { DefElem: SqlNode }[]).map(({ DefElem }) => DefElem);
    const option = (name: string) =>
      options.find(({ defname }) => defname === name)?.arg as SqlNode | undefined;
    const [body = ""] = stringsOf((option("as")?.List as SqlNode | undefined)?.items);
    const [language = "sql"] = stringsOf([option("language")]);
    this.#put({
      kind: "function",
      name: stringsOf(node.funcname).at(-1) ?? "",
      sql: text,
      language,
      body,
      ...place,
    });
  }

  #rename({ renameType, relation, subname, newname, object }: SqlNode): void {
    const [from, to] = [relationName(relation), String(newname)];
    if (renameType === "OBJECT_COLUMN") this.#renameColumn(from, String(subname), to);
    const isIt: Record<string, (each: SchemaObject) => boolean> = {
      OBJECT_INDEX: (each) => (each.kind === "index" || each.kind === "unique") && each.name === from,
      OBJECT_TABCONSTRAINT: (each) => "table" in each && each.table === from && each.name === subname,
      OBJECT_TRIGGER: (each) => each.kind === "trigger" && each.table === from && each.name === subname,
      OBJECT_VIEW: (each) => each.kind === "view" && each.name === from,
      OBJECT_FUNCTION: (each) => each.kind === "function" && each.name === JSON.stringify(object),
    };
    if (renameType === "OBJECT_TABLE") {
      this.objects = this.objects.map((each) => movedTo(each, from, to));
      return;
    }
    const matches = isIt[String(renameType)];
    if (!matches) return;
    this.objects = this.objects.map((each) => (matches(each) ? renamed(each, to) : each));
  }

  #renameColumn(table: string, from: string, to: string): void {
    const by = { column: to };
    this.objects = this.objects.map((object) => {
      if (!("table" in object) || object.table !== table) return object;
      if (object.kind === "index" || object.kind === "trigger") {
        const columns =
          object.kind === "index"
            ? { columns: object.columns?.map((each) => (each === from ? to : each)) }
            : {};
        const sql =
          exchangeColumn(object.sql, { table, column: from }, by, { isRowOfTable: true })?.sql ?? object.sql;
        return { ...object, sql, ...columns } as SchemaObject; // its own fields
      }
      return {
        ...object,
        definition: exchangedDefinition(object, from, to),
        columns: object.columns.map((each) => (each === from ? to : each)),
      };
    });
  }

  #drop({ objects, removeType }: SqlNode): void {
    for (const each of (objects ?? []) as SqlNode[]) {
      const path = stringsOf((each.List as SqlNode | undefined)?.items ?? []);
      const called = each.ObjectWithArgs as SqlNode | undefined;
      const name = called ? stringsOf(called.objname).at(-1) : path.at(-1);
      if (removeType === "OBJECT_TABLE") this.#remove((object) => isOnTable(object, name ?? ""));
      else if (removeType === "OBJECT_TRIGGER")
        this.#remove(
          (object) => object.kind === "trigger" && object.name === name && object.table === path.at(-2),
        );
      else
        this.#remove(
          (object) => dropped[String(removeType)]?.includes(object.kind) === true && object.name === name,
        );
    }
  }
}

const dropped: Readonly<Record<string, readonly string[]>> = {
  OBJECT_INDEX: ["index"],
  OBJECT_VIEW: ["view"],
  OBJECT_MATVIEW: ["materialized view"],
  OBJECT_FUNCTION: ["function"],
};

const constraintKinds: Readonly<Record<string, ConstraintObject["kind"]>> = {
  CONSTR_UNIQUE: "unique",
  CONSTR_CHECK: "check",
  CONSTR_FOREIGN: "foreign key",
};

const isOnTable = (object: SchemaObject, table: string): boolean =>
  "table" in object && object.table === table;

/** Whether an index, a constraint or a trigger names a column of its own table. */
export function namesColumn(object: SchemaObject, column: { table: string; column: string }): boolean {
  if (object.kind === "index" || object.kind === "trigger")
    return (exchangeColumn(object.sql, column, column, { isRowOfTable: true })?.places.length ?? 0) > 0;
  if (!("definition" in object)) return false;
  if (object.columns.includes(column.column)) return true;
  return (
    object.kind === "check" &&
    exchangedDefinition(object, column.column, `${column.column}_`) !== object.definition
  );
}

/** A constraint's definition with another column of its own table. */
export function exchangedDefinition(object: ConstraintObject, from: string, to: string): string {
  const head = `alter table "${object.table}" add constraint "c" `;
  const found = exchangeColumn(
    head + object.definition,
    { table: object.table, column: from },
    { column: to },
  );
  return found ? found.sql.slice(head.length) : object.definition;
}

function renamed(object: SchemaObject, to: string): SchemaObject {
  if (object.kind !== "index" && object.kind !== "view" && object.kind !== "trigger")
    return { ...object, name: to };
  const place =
    object.kind === "index"
      ? /(\bindex\s+)("[^"]+"|\w+)/i
      : object.kind === "view"
        ? /(\bview\s+)("[^"]+"|\w+)/i
        : /(\btrigger\s+)("[^"]+"|\w+)/i;
  return { ...object, name: to, sql: object.sql.replace(place, `$1"${to}"`) };
}

function movedTo(object: SchemaObject, from: string, to: string): SchemaObject {
  const isOther = "references" in object && object.references === from;
  const references = isOther ? { references: to } : {};
  if (!("table" in object) || object.table !== from) return { ...object, ...references };
  if (!("sql" in object)) return { ...object, ...references, table: to };
  const table = new RegExp(`(\\bon\\s+(?:only\\s+)?(?:"?public"?\\.)?)("${from}"|${from}\\b)`, "i");
  return { ...object, table: to, sql: object.sql.replace(table, `$1"${to}"`) };
}

/** The texts of the statements, without what is between them. */
function statementTexts(sql: string, tokens: readonly ScanToken[]): string[] {
  const texts: string[] = [];
  let first: ScanToken | undefined;
  let last: ScanToken | undefined;
  for (const token of tokens) {
    if (token.text === ";") {
      if (first && last) texts.push(sql.slice(first.start, last.end));
      first = undefined;
      continue;
    }
    first ??= token;
    last = token;
  }
  if (first && last) texts.push(sql.slice(first.start, last.end));
  return texts;
}

/** What follows the name of a table constraint, up to the next comma or the end of the list. */
function definitionAt(text: string, location: number): string | undefined {
  const tokens = parseSql(text)?.tokens.filter(({ start }) => start >= location) ?? [];
  const begin = /^constraint$/i.test(tokens[0]?.text ?? "") ? 2 : 0;
  const first = tokens[begin];
  let depth = 0;
  let last = first;
  for (const token of tokens.slice(begin)) {
    if (token.text === "(") depth++;
    if (token.text === ")") depth--;
    if (depth < 0 || (depth === 0 && token.text === ",")) break;
    last = token;
  }
  if (!first || !last) return undefined;
  return text.slice(first.start, last.end).replace(/\s+not\s+valid$/i, "");
}

/** A check that is written beside its column. */
function inlineAt(text: string, node: SqlNode): string {
  const tokens = parseSql(text)?.tokens.filter(({ start }) => start >= Number(node.location ?? 0)) ?? [];
  const open = tokens.findIndex((token) => token.text === "(");
  let depth = 0;
  const close = tokens.findIndex((token, index) => {
    if (index < open) return false;
    if (token.text === "(") depth++;
    if (token.text === ")") depth--;
    return depth === 0;
  });
  const [first, last] = [tokens[open], tokens[close]];
  return first && last ? `check ${text.slice(first.start, last.end)}` : "";
}
