import type { SchemaObject, UnchangedColumns } from "../snapshot/index.ts";
import { type Claim, isPermitted } from "./claim.ts";
import { isNamedBy } from "./named-by.ts";

/** The tables that migrations insert into, each with the columns whose values they leave as they are. */
export function insertedInto(claims: readonly Claim[], objects: readonly SchemaObject[]): UnchangedColumns[] {
  // What no comment permits is looked for: a statement that takes it away would otherwise hide behind the INSERT.
  const permitted = claims.filter(isPermitted);
  const hasClaim = (object: SchemaObject, ...acts: Claim["act"][]) =>
    permitted.some((claim) => acts.includes(claim.act) && isNamedBy(object, claim));
  return objects
    .filter((object) => object.kind === "table" && hasClaim(object, "insert") && !hasClaim(object, "drop"))
    .map((table) => ({
      table,
      columns: objects.filter(
        (object) =>
          object.kind === "column" &&
          object.parents.includes(table.id) &&
          !hasClaim(object, "values", "drop"),
      ),
    }));
}
