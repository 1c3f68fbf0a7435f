import {
  addCheck,
  addForeignKey,
  addUnique,
  dropCheck,
  dropForeignKey,
  dropUnique,
  passingName,
  plainIndex,
  renameConstraint,
  replaceCheck,
  replaceForeignKey,
  type Unique,
} from "@pitstop/migrator/recipes";
import { inDefaultSchema, planned } from "../../layers/sql.ts";
import type { PlannedMigration } from "../../plan.ts";
import { exchangedDefinition } from "../../schema-history/replay.ts";
import type { ConstraintObject } from "../../schema-history/schema-object.ts";
import { type Carry, namedInDatabase } from "./carry.ts";

/** The same constraint over the new column; the old one goes once the new one holds. */
export function carriedConstraint(object: ConstraintObject, name: string, carry: Carry): PlannedMigration[] {
  if (object.kind === "unique") return carriedUnique(object, name, carry);
  if (!carry.isAlike && object.kind === "check") throw namedInDatabase(object, carry, ", whose type changes");
  const table = inDefaultSchema(object.table);
  const definition = definitionAfter(object, carry);
  const [before, after] = [
    { table, name: object.name, definition: object.definition },
    { table, name, definition },
  ];
  if (object.kind === "check") {
    if (name === object.name) return planned(replaceCheck(before, after), `carry_${name}`);
    return [...planned(addCheck(after), name), ...planned(dropCheck(before), `release_${object.name}`)];
  }
  const references = inDefaultSchema(object.references ?? "");
  const [old, fresh] = [
    { ...before, references },
    { ...after, references },
  ];
  if (name === object.name) return planned(replaceForeignKey(old, fresh), `carry_${name}`);
  return [...planned(addForeignKey(fresh), name), ...planned(dropForeignKey(old), `release_${object.name}`)];
}

function definitionAfter(object: ConstraintObject, { table, from, to }: Carry): string {
  if (object.table === table) {
    const [own = "", ...others] = object.definition.split(/(?=\breferences\b)/i);
    return exchangedDefinition({ ...object, definition: own + others.join("") }, from, to);
  }
  // Of another table: only the columns that it leads to are ours.
  return object.definition.replace(
    /(references[^(]*\()([^)]*)(\))/i,
    (_all, head: string, list: string, end: string) =>
      head + list.replace(new RegExp(`(^|[\\s,])("?)${from}\\2(?=[\\s,]|$)`, "g"), `$1"${to}"`) + end,
  );
}

function carriedUnique(object: ConstraintObject, name: string, { from, to }: Carry): PlannedMigration[] {
  const columns = object.columns.map((column) => (column === from ? to : column));
  const before = uniqueOf(object, object.name, object.columns);
  const isSame = name === object.name;
  const added = isSame ? passingName(name) : name;
  return [
    ...planned(addUnique(uniqueOf(object, added, columns)), isSame ? `carry_${name}` : name),
    ...planned(dropUnique(before), isSame ? `carry_${name}_old` : `release_${object.name}`),
    ...(isSame
      ? planned(
          renameConstraint({ table: inDefaultSchema(object.table), from: added, to: name }),
          `carry_${name}`,
        )
      : []),
  ];
}

function uniqueOf({ table, definition }: ConstraintObject, name: string, columns: readonly string[]): Unique {
  const index = plainIndex({ table: inDefaultSchema(table), name, columns, isUnique: true });
  const nulls = /\bnulls\s+not\s+distinct\b/i.test(definition) ? " nulls not distinct" : "";
  const [deferral] = /\bdeferrable\b.*$/i.exec(definition) ?? [];
  return {
    index: { ...index, create: index.create + nulls },
    ...(deferral === undefined ? {} : { deferral }),
  };
}
