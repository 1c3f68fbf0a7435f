import { columnOf } from "./column.ts";
import type { ColumnType } from "./column-type.ts";
import { type Constraint, constraintOf } from "./constraint.ts";
import { columnIn, type Known } from "./known.ts";
import type { Statement } from "./statement.ts";
import { nodeOf } from "./syntax-node.ts";
import { tableChanges } from "./table-change.ts";
import { tableDefinition } from "./table-definition.ts";
import { type TableName, tableNameOf } from "./table-name.ts";

export interface ForeignKey {
  readonly name: TableName;
  readonly constraint: Constraint;
  readonly references: NonNullable<Constraint["references"]>;
  /** The type of one of its columns, where the statement or what was before it says so. */
  typeOf(column: string): ColumnType | undefined;
}

/** The foreign keys that a statement adds, however it writes them, to old and to new tables. */
export function foreignKeysOf(statement: Statement, known: Known): ForeignKey[] {
  const { name, columns, constraints } = defined(statement);
  return constraints.flatMap((constraint) =>
    constraint.references === undefined
      ? []
      : [
          {
            name,
            constraint,
            references: constraint.references,
            typeOf: (column) =>
              columns.find((own) => own.name === column)?.type ?? columnIn(known, name, column)?.type,
          },
        ],
  );
}

function defined(statement: Statement) {
  const create = nodeOf(statement.node, "CreateStmt");
  if (create !== undefined) return { name: tableNameOf(create.relation), ...tableDefinition(create) };
  const changes = tableChanges(statement);
  const columns = changes.flatMap(({ command }) => {
    const definition = nodeOf(command.def, "ColumnDef");
    return command.subtype === "AT_AddColumn" && definition !== undefined ? [columnOf(definition)] : [];
  });
  const ofTable = changes.flatMap(({ command }) => {
    const node = nodeOf(command.def, "Constraint");
    return (node && constraintOf(node)) ?? [];
  });
  const name = changes[0]?.name ?? tableNameOf(undefined);
  return { name, columns, constraints: [...columns.flatMap((column) => column.constraints), ...ofTable] };
}
