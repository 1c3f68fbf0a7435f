import type { Attribute } from "../../attribute-types/attribute.ts";
import { RefusedError, UsageError } from "../../errors.ts";
import { readAttribute } from "../../layers/read-attribute.ts";
import { columnType } from "../../layers/sql.ts";
import { type Domain, requireAttribute } from "../../workspace/read-domain.ts";

type Stated = Attribute & { readonly column: string };

/**
 * The unique attribute of the other domain that has the values of `from`: the one that is named, or the only one of its
 * type. Throws RefusedError NOT_UNIQUE, and UsageError MATCH_NEEDED.
 */
export function matchAttribute(from: Stated, other: Domain, named: string | undefined): Stated {
  if (named !== undefined) {
    requireAttribute(other, named);
    return checked(from, other, readAttribute(other.types, other.entity, named));
  }
  const title = other.types.title.text;
  if (title !== "id" && isSameKind(from, readAttribute(other.types, other.entity, title)))
    return checked(from, other, readAttribute(other.types, other.entity, title));
  const [only, ...more] = other.attributes
    .map((name) => readAttribute(other.types, other.entity, name))
    .filter((attribute) => attribute.isUnique && isSameKind(from, attribute));
  if (only && more.length === 0) return only;
  throw new UsageError(
    "MATCH_NEEDED",
    `Pitstop can't tell which attribute of ${other.name} holds the values of "${from.name}".`,
    "Name it: --match <attribute>.",
  );
}

function checked(from: Stated, { name: domain }: Domain, match: Stated): Stated {
  if (!isSameKind(from, match)) {
    throw new UsageError(
      "BAD_FLAG",
      `"${from.name}" is of type ${from.type}, and "${match.name}" of ${domain} is of type ${match.type}.`,
      "Name an attribute of the same type: --match <attribute>.",
    );
  }
  if (match.isUnique) return match;
  throw new RefusedError(
    "NOT_UNIQUE",
    `"${match.name}" of ${domain} is not unique, so one value may match several records.`,
    `Make it unique first: pitstop attribute:change ${domain} ${match.name} --unique. Or name another one: --match <attribute>.`,
  );
}

const isSameKind = (one: Attribute, other: Attribute): boolean => {
  const [first, second] = [one, other].map((attribute) => columnType(attribute).replace(/\(.*/, ""));
  const isText = (type: string | undefined) => type === "varchar" || type === "text";
  return first === second || (isText(first) && isText(second));
};

/** Refuses what can't create a record from one value alone. Throws RefusedError NOT_EXACT. */
export function checkCreatable(other: Domain, match: Attribute): void {
  const needed = [
    ...other.attributes
      .filter((name) => name !== match.name)
      .filter((name) => {
        const { isNullable, default: standard } = readAttribute(other.types, other.entity, name);
        return !isNullable && standard === undefined;
      }),
    ...other.types.relations.filter(({ isNullable }) => !isNullable).map(({ name }) => name),
  ];
  if (needed.length === 0) return;
  throw new RefusedError(
    "NOT_EXACT",
    `A ${other.name} needs ${needed.join(", ")} besides "${match.name}" as well, and there is no value for it.`,
    "Create the missing records by hand first, then run the command without --create-missing.",
  );
}
