import { keyOf } from "../known.ts";
import { literal } from "../quote.ts";
import { intended } from "../rewrites/intended.ts";
import { rule } from "../rule.ts";
import type { Statement } from "../statement.ts";
import { nodeOf, words } from "../syntax-node.ts";
import { quotedTable, type TableName, tableNameFrom } from "../table-name.ts";

export default rule({
  id: "rename-enum-value",
  level: "error",
  finds: "a renamed enum value or type",
  instead: "add the new one, migrate, retire the old",
  why: "Deployed code writes, reads and casts with the old name of the value or type.",
  sources: ["strong_migrations rename_enum_value, rename_enum"],
  find: (statement, known) =>
    renames(statement)
      .filter(({ key }) => known.enums.get(key)?.isNew !== true)
      .map((found) => ({ ...found, table: null, lock: null })),
  explain: ({ key, from, to }) =>
    from === undefined
      ? `Deployed code that casts to ${key} fails as soon as the type is called ${to}.`
      : `Deployed code that writes '${from}' fails, and reads a '${to}' that it does not know, as soon as ${key} has the new name.`,
  rewrite: ({ type, from, to, key }, statement) =>
    from === undefined
      ? intended(
          "rename-enum-value",
          `no deployed code names ${key}`,
          "Release code that does not name the type first. Then:",
          statement,
        )
      : [
          `alter type ${quotedTable(type)} add value ${literal(to)} after ${literal(from)};`,
          `-- Deploy code that knows both, change the rows in batches, and write '${from}' no more.`,
        ].join("\n"),
});

interface Rename {
  readonly type: TableName;
  readonly key: string;
  /** The old value; undefined where the type itself is renamed. */
  readonly from: string | undefined;
  readonly to: string;
}

function renames({ node }: Statement): Rename[] {
  if ("AlterEnumStmt" in node && node.AlterEnumStmt.oldVal !== undefined) {
    const name = words(node.AlterEnumStmt.typeName);
    const { oldVal: from, newVal: to = "" } = node.AlterEnumStmt;
    return [{ type: tableNameFrom(name), key: keyOf(name), from, to }];
  }
  if ("RenameStmt" in node && node.RenameStmt.renameType === "OBJECT_TYPE") {
    const name = words(nodeOf(node.RenameStmt.object, "List")?.items);
    return [
      { type: tableNameFrom(name), key: keyOf(name), from: undefined, to: node.RenameStmt.newname ?? "" },
    ];
  }
  return [];
}
