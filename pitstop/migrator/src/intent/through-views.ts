import { nodeOf, nodesOf, words } from "@pitstop/lint/sql";
import { type Node, parseSync } from "libpg-query";
import type { SchemaObject } from "../snapshot/index.ts";
import type { Stated } from "./claim.ts";
import type { Names } from "./names.ts";
import { relationName } from "./object-name.ts";

/** A view that PostgreSQL writes through: which table its rows are of, and which column is which. */
interface Writable {
  /** The name of the table, or of another such view, before the migration. */
  readonly below: readonly string[];
  /** By the name in the view; undefined where it has all columns under their own names. */
  readonly columns: ReadonlyMap<string, string> | undefined;
}

/** Views of a database and of a migration: what a statement does to their rows, it does to those of the table below. */
export class Views {
  readonly #objects: ReadonlyMap<string, SchemaObject>;
  readonly #withTriggers: ReadonlySet<string>;
  readonly #writable = new Map<string, Writable | undefined>();

  constructor(objects: readonly SchemaObject[]) {
    const views = objects.filter(({ kind }) => kind === "view");
    this.#objects = new Map(views.map((view) => [keyOf(view.path), view]));
    // What a trigger does instead, no statement says.
    const above = objects.filter(({ kind }) => kind === "trigger").map(({ path }) => keyOf(path.slice(0, 2)));
    this.#withTriggers = new Set(above);
  }

  /** CREATE VIEW. */
  follow(node: Node, names: Names): void {
    const view = nodeOf(node, "ViewStmt");
    const relation = relationName(view?.view);
    const path = names.before(["view"], relation);
    if (!view || !path) return;
    this.#writable.set(
      keyOf(path),
      writableBy(view.query, words(view.aliases), (name) => names.before(["table"], name)),
    );
  }

  /** The names of what is below, where a statement changes rows of a view; `path` is the name before the migration. */
  below({ act }: Stated, path: readonly string[]): (readonly string[])[] {
    if (act !== "values" && act !== "delete" && act !== "insert") return [];
    const writable = this.#find(path.slice(0, 2));
    if (!writable) return [];
    const [column] = path.slice(2);
    const own = column === undefined || !writable.columns ? column : writable.columns.get(column);
    if (column !== undefined && own === undefined) return [];
    const found = own === undefined ? writable.below : [...writable.below, own];
    return [found, ...this.below({ act, kinds: [], name: [] }, found)];
  }

  #find(path: readonly string[]): Writable | undefined {
    const key = keyOf(path);
    const view = this.#objects.get(key);
    if (view && !this.#writable.has(key) && !this.#withTriggers.has(key))
      this.#writable.set(key, parsed(view));
    return this.#writable.get(key);
  }
}

const keyOf = (path: readonly string[]): string => JSON.stringify(path);

/** PostgreSQL prints the definition of a view with the schema of each table. */
function parsed({ properties: { definition } }: SchemaObject): Writable | undefined {
  if (typeof definition !== "object" || definition === null || !("text" in definition)) return undefined;
  try {
    return writableBy(parseSync(definition.text).stmts?.[0]?.stmt, [], (name) => [...name]);
  } catch {
    return undefined; // a newer server's syntax: nothing is known of it
  }
}

/** https://www.postgresql.org/docs/18/sql-createview.html#SQL-CREATEVIEW-UPDATABLE-VIEWS */
function writableBy(
  query: Node | undefined,
  aliases: readonly string[],
  nameBefore: (name: readonly string[]) => readonly string[] | undefined,
): Writable | undefined {
  const { fromClause = [], targetList = [], ...select } = nodeOf(query, "SelectStmt") ?? {};
  const [relation, ...others] = nodesOf(fromClause, "RangeVar");
  const isOther = select.withClause || select.groupClause || select.distinctClause || select.valuesLists;
  if (!relation || others.length > 0 || fromClause.length > 1 || isOther) return undefined;
  const below = nameBefore(relationName(relation));
  if (!below) return undefined;
  const targets = nodesOf(targetList, "ResTarget");
  const isWhole = targets.some(({ val }) =>
    nodeOf(val, "ColumnRef")?.fields?.some((field) => "A_Star" in field),
  );
  if (isWhole && aliases.length === 0) return { below, columns: undefined };
  const columns = targets.flatMap(({ name, val }, index) => {
    const column = words(nodeOf(val, "ColumnRef")?.fields).at(-1);
    const own = aliases[index] ?? name ?? column;
    return column === undefined || own === undefined ? [] : [[own, column] as const];
  });
  return { below, columns: new Map(columns) };
}
