import type { Node } from "libpg-query";
import { type Known, type KnownTable, tableIn } from "./known.ts";
import { descendants, nodeOf, nodesOf, words } from "./syntax-node.ts";
import { shown, tableNameOf } from "./table-name.ts";

/** A table whose rows can't be updated or deleted anymore, and why. */
export interface RefusedWrites {
  readonly table: string;
  readonly why: string;
}

/**
 * The tables that a publication makes refuse UPDATE and DELETE: what it sends of those must identify the row.
 * https://www.postgresql.org/docs/18/sql-createpublication.html, the notes on WHERE and on column lists (measured on 16, 17).
 */
export function refusedWrites(node: Node, known: Known): RefusedWrites[] {
  const create = nodeOf(node, "CreatePublicationStmt");
  const alter = nodeOf(node, "AlterPublicationStmt");
  if (alter?.action === "AP_DropObjects" || !sendsChanges(create?.options)) return [];
  return nodesOf((create ?? alter)?.pubobjects, "PublicationObjSpec").flatMap(({ pubtable }) => {
    if (pubtable === undefined) return [];
    const name = tableNameOf(pubtable.relation);
    const filtered = descendants({ where: pubtable.whereClause }, "ColumnRef").map(
      ({ fields }) => words(fields).at(-1) ?? "",
    );
    const listed = pubtable.columns === undefined ? undefined : words(pubtable.columns);
    const why = reason(tableIn(known, name), filtered, listed);
    return why === undefined ? [] : [{ table: shown(name), why }];
  });
}

/** Without `publish`, everything is sent. */
function sendsChanges(options: Node[] | undefined): boolean {
  const publish = nodesOf(options, "DefElem").find(({ defname }) => defname === "publish");
  return publish === undefined || /update|delete/i.test(nodeOf(publish.arg, "String")?.sval ?? "");
}

function reason(
  table: KnownTable | undefined,
  filtered: readonly string[],
  listed: readonly string[] | undefined,
): string | undefined {
  // By an index, a row is identified by columns that aren't known here.
  if (table?.identity === "i") return undefined;
  if (table?.identity === "f")
    return listed === undefined ? undefined : "a column list leaves out what identifies a row";
  const key = primaryKeyOf(table);
  if (key === undefined && table?.isDefined === true) return "it has no primary key";
  const outside = filtered.filter((column) => !(key ?? ["id"]).includes(column));
  if (outside.length > 0)
    return `WHERE reads ${outside.join(", ")}, which ${outside.length === 1 ? "is" : "are"} not in its primary key`;
  const left = (key ?? []).filter((column) => listed !== undefined && !listed.includes(column));
  return left.length === 0 ? undefined : `the column list leaves out ${left.join(", ")} of its primary key`;
}

function primaryKeyOf(table: KnownTable | undefined): readonly string[] | undefined {
  const key = [...(table?.constraints.values() ?? [])].find(({ kind }) => kind === "primary");
  return key && (table?.indexes.get(key.usingIndex ?? "")?.columns ?? key.columns);
}
