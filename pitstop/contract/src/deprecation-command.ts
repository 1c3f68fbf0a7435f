import type { DifferenceOf } from "./compare/difference.ts";
import type { Context, Side } from "./rule.ts";

/** Where a domain's procedures hold attributes; the group is the attribute. */
const PLACES: Record<Side, Record<string, RegExp>> = {
  input: {
    create: /^\.([\w$]+)$/,
    update: /^\.([\w$]+)$/,
    list: /^\.filter\.([\w$]+)(?:\..*)?$/,
    count: /^\.filter\.([\w$]+)(?:\..*)?$/,
  },
  output: {
    byId: /^\.([\w$]+)$/,
    create: /^\.([\w$]+)$/,
    update: /^\.([\w$]+)$/,
    list: /^\.items\[\]\.([\w$]+)$/,
  },
};

/** What every record has without anybody having added it. */
const OF_EVERY_RECORD = new Set(["id", "version", "createdAt", "updatedAt"]);

/** The command that deprecates the attribute or the relation that was removed; undefined where it is neither. */
export function deprecationCommand(
  { path, isReference }: DifferenceOf<"property-removed">,
  { scope, procedure, domain }: Context,
): string | undefined {
  const place = scope !== "procedure" && PLACES[scope][procedure.slice(domain.length + 1)];
  const attribute = (place || undefined)?.exec(path)?.[1];
  if (attribute === undefined || OF_EVERY_RECORD.has(attribute)) return undefined;
  if (isReference) return `pitstop relation:deprecate ${domain} ${attribute.replace(/Id$/, "")}`;
  // A single condition does not show what it is a condition on.
  const mayBeRelation = attribute.endsWith("Id") && path !== `.${attribute}`;
  return mayBeRelation ? undefined : `pitstop attribute:deprecate ${domain} ${attribute}`;
}
