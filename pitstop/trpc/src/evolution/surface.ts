import { UnderscoreNamingStrategy } from "@mikro-orm/core";
import type { StatedEntity } from "@pitstop/database";
import type { Label } from "../crud/aside.ts";
import type { Domain } from "../crud/table.ts";

/** A domain with the name under which REST has it. */
export interface NamedDomain extends Domain {
  readonly plural: string;
}

/** What one version of the API says of a domain, and in which columns the database has it. */
export interface Surface {
  readonly table: string;
  readonly plural: string;
  readonly label: Label;
  /** Columns by attribute, in the order of answers. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Columns of keys by relation, in the same order. */
  readonly relations: Readonly<Record<string, string>>;
}

const naming = new UnderscoreNamingStrategy();

/** What this version says of a domain. */
export function surfaceOf(
  { plural, label, attributes, relations }: NamedDomain,
  { meta }: StatedEntity,
): Surface {
  const columnOf = (name: string, byRule: string): string => {
    const { fieldNames, fieldName, joinColumn } = meta.properties[name] ?? {};
    return fieldNames?.[0] ?? fieldName ?? joinColumn ?? byRule;
  };
  const named = (names: object, rule: (name: string) => string): Record<string, string> =>
    Object.fromEntries(Object.keys(names).map((name) => [name, columnOf(name, rule(name))]));
  return {
    table: meta.tableName,
    plural,
    label: { one: label.one, many: label.many },
    attributes: named(attributes, (name) => naming.propertyToColumnName(name)),
    relations: named(relations, (name) => naming.joinKeyColumnName(name, "id")),
  };
}

/** Whether two versions say the same of a domain, to the order of answers. */
export const isSameSurface = (one: Surface, other: Surface): boolean =>
  one.table === other.table &&
  JSON.stringify([one.attributes, one.relations]) === JSON.stringify([other.attributes, other.relations]);
