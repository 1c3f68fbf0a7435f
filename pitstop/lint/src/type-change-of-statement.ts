import type { Node } from "libpg-query";
import { collationOf } from "./column.ts";
import { type ColumnType, columnTypeOf } from "./column-type.ts";
import { columnIn, type Known, type KnownColumn } from "./known.ts";
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
  /** The values stay as they are, and compare in another way. */
  readonly isRecollated: boolean;
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
    const before = columnIn(known, name, column);
    const current = oldType(before, next);
    const settings = { serverMajor: known.serverVersion.major, timeZone: known.timeZone };
    const ofType = current && typeChange(current, next, { expression: using, column }, settings);
    const isRecollated =
      ofType === "none" && hasOtherCollation(before, definition && collationOf(definition));
    const ofColumn = isRecollated ? "index rebuild" : ofType;
    // A virtual column has no values: nothing is written, and nothing is read (measured on 18).
    const effect = before?.generated === "virtual" ? "none" : ofColumn;
    return { name, table, column, current, next, using, isRecollated, effect };
  });
}

/** Without COLLATE, a column gets the collation of its type again. A snapshot says nothing of collations. */
const hasOtherCollation = (before: KnownColumn | undefined, next: string | undefined): boolean =>
  before?.isFromSnapshot === true ? next !== undefined : before?.collation !== next;

/** A snapshot that shows the new type already was written together with this change, and knows nothing of the old. */
function oldType(column: ReturnType<typeof columnIn>, next: ColumnType): ColumnType | undefined {
  const isAfter = column?.isFromSnapshot === true && column.type?.name === next.name;
  return isAfter && column.type?.modifiers.join() === next.modifiers.join() ? undefined : column?.type;
}
