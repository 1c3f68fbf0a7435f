import { parseSync } from "libpg-query";
import { columnOf } from "./column.ts";
import type { ColumnType } from "./column-type.ts";
import { type Known, rememberedTable } from "./known.ts";
import { nodesOf } from "./syntax-node.ts";
import { tableNameFrom } from "./table-name.ts";

/** What the linter reads of MikroORM's migration snapshot (`snapshot.json`). Everything else in it is left alone. */
export interface Snapshot {
  readonly tables?: readonly {
    readonly name: string;
    readonly schema?: string;
    readonly columns: Readonly<Record<string, SnapshotColumn>>;
    readonly indexes?: readonly {
      readonly keyName: string;
      readonly columnNames: readonly string[];
      readonly primary?: boolean;
    }[];
    readonly checks?: readonly { readonly name: string; readonly expression?: string }[];
    readonly foreignKeys?: Readonly<Record<string, SnapshotForeignKey>>;
  }[];
}

interface SnapshotColumn {
  readonly type: string;
  readonly nullable?: boolean;
  readonly default?: string | null;
}

interface SnapshotForeignKey {
  readonly constraintName: string;
  readonly columnNames: readonly string[];
  readonly referencedTableName: string;
  readonly referencedColumnNames: readonly string[];
}

export function learnSnapshot(snapshot: Snapshot, known: Known): void {
  for (const described of snapshot.tables ?? []) {
    const table = rememberedTable(known, { schema: described.schema, name: described.name });
    for (const [name, column] of Object.entries(described.columns)) {
      table.columns.set(name, {
        type: snapshotType(column.type),
        isNotNull: column.nullable === undefined ? undefined : !column.nullable,
        hasDefault: column.default !== undefined && column.default !== null,
        isNew: false,
        isFromSnapshot: true,
      });
    }
    const common = {
      isValidated: true,
      usingIndex: undefined,
      location: 0,
      isNew: false,
    };
    for (const { keyName, columnNames, primary } of described.indexes ?? []) {
      table.indexes.set(keyName, { columns: columnNames, isNew: false });
      if (primary === true) {
        const rest = { name: keyName, columns: columnNames, references: undefined, expression: undefined };
        table.constraints.set(keyName, { ...common, ...rest, kind: "primary" });
      }
    }
    for (const { name, expression } of described.checks ?? []) {
      const rest = { name, columns: [], references: undefined, expression: checkExpression(expression) };
      table.constraints.set(name, { ...common, ...rest, kind: "check" });
    }
    for (const key of Object.values(described.foreignKeys ?? {})) {
      const references = {
        table: tableNameFrom(key.referencedTableName.split(".")),
        columns: key.referencedColumnNames,
      };
      const rest = { name: key.constraintName, columns: key.columnNames, references, expression: undefined };
      table.constraints.set(key.constraintName, { ...common, ...rest, kind: "foreign" });
    }
  }
}

function snapshotType(text: string): ColumnType | undefined {
  try {
    const statement = parseSync(`create table snapshot (snapshot ${text})`).stmts?.[0]?.stmt;
    const create = statement !== undefined && "CreateStmt" in statement ? statement.CreateStmt : undefined;
    return nodesOf(create?.tableElts, "ColumnDef").map((node) => columnOf(node).type)[0];
  } catch {
    // A type that only the generator understands stays unknown.
    return undefined;
  }
}

function checkExpression(text: string | undefined) {
  try {
    const statement = parseSync(`select (${text ?? "true"})`).stmts?.[0]?.stmt;
    const select = statement !== undefined && "SelectStmt" in statement ? statement.SelectStmt : undefined;
    return nodesOf(select?.targetList, "ResTarget")[0]?.val;
  } catch {
    return undefined;
  }
}
