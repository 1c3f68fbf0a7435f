import type { Attribute } from "../../attribute-types/attribute.ts";
import { attributeTypes } from "../../attribute-types/index.ts";
import { notUnderstood } from "../../edit/source.ts";
import { columnType } from "../../layers/sql.ts";
import { storedType } from "../../schema-history/stored-columns.ts";
import type { Domain } from "../../workspace/read-domain.ts";
import type { Workspace } from "../../workspace/workspace.ts";

/**
 * The SQL type of a column that is there: as its attribute says it, or as the snapshot of the migrations has it where
 * the code can't be read for certain. Throws FILE_NOT_UNDERSTOOD where neither says it.
 */
export function typeOfColumn(
  workspace: Workspace,
  { types, table }: Domain,
  attribute: Attribute & { readonly column: string },
): string {
  const stated = attributeTypes.has(attribute.type) ? columnType(attribute) : "";
  if (stated !== "" && !stated.includes("undefined")) return stated;
  const stored = storedType(workspace, table, attribute.column);
  if (stored !== undefined) return stored;
  const member = types.attributes.find(({ name }) => name === attribute.name);
  throw notUnderstood(types.source, member?.node ?? 0, `a type of "${attribute.name}" that can be read`);
}
