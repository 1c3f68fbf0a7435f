import type { Node } from "libpg-query";
import { type ColumnType, columnTypeOf } from "./column-type.ts";
import { columnIn, type Known } from "./known.ts";
import { type TypeChange, typeChange } from "./safe-type-change.ts";
import type { Statement } from "./statement.ts";
import { nodeOf } from "./syntax-node.ts";
import { changesOf } from "./table-change.ts";
import type { TableName } from "./table-name.ts";

export interface ChangedType {
  readonly name: TableName;
  readonly table: string;
  readonly column: string;
  /** Undefined where nothing says what it was. */
  readonly current: ColumnType | undefined;
  readonly next: ColumnType;
  readonly using: Node | undefined;
  /** Undefined where the old type is not known. */
  readonly effect: TypeChange | undefined;
}

/** The changes of type in a statement, on tables that existed before, with what each does to the table. */
export function changedTypes(statement: Statement, known: Known): ChangedType[] {
  return changesOf("AT_AlterColumnType", statement, known).map(({ name, table, command }) => {
    const column = command.name ?? "";
    const definition = nodeOf(command.def, "ColumnDef");
    const next = columnTypeOf(definition?.typeName);
    const using = definition?.raw_default;
    const current = oldType(columnIn(known, name, column), next);
    const settings = { serverMajor: known.serverVersion.major, timeZone: known.timeZone };
    const effect = current && typeChange(current, next, { expression: using, column }, settings);
    return { name, table, column, current, next, using, effect };
  });
}

/** A snapshot that shows the new type already was written together with this change, and knows nothing of the old. */
function oldType(column: ReturnType<typeof columnIn>, next: ColumnType): ColumnType | undefined {
  const isAfter = column?.isFromSnapshot === true && column.type?.name === next.name;
  return isAfter && column.type?.modifiers.join() === next.modifiers.join() ? undefined : column?.type;
}
