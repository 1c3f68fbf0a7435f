import type { Attribute } from "../../attribute-types/attribute.ts";
import type { ApiEffect } from "../../plan.ts";

/** What deployed clients notice. */
export function apiEffects(domain: string, before: Attribute, after: Attribute): ApiEffect[] {
  const found: ApiEffect[] = [];
  const { name } = after;
  if (before.type !== after.type)
    found.push({
      level: "breaking",
      text: `${domain}: "${name}" is a ${after.type} in answers, no ${before.type} any more; inputs may be either until it is purged`,
    });
  if (!before.isNullable && after.isNullable)
    found.push({ level: "breaking", text: `${domain}: "${name}" may be null in answers` });
  if (before.isNullable && !after.isNullable)
    found.push({ level: "breaking", text: `${domain}.create and update: refuse null for "${name}"` });
  const gone = before.rules.values?.filter((value) => !after.rules.values?.includes(value)) ?? [];
  const fresh = after.rules.values?.filter((value) => !before.rules.values?.includes(value)) ?? [];
  if (gone.length > 0)
    found.push({ level: "breaking", text: `${domain}: "${name}" is refused as ${gone.join(", ")}` });
  if (fresh.length > 0 && before.rules.values)
    found.push({
      level: "risky",
      text: `${domain}: answers may have ${fresh.join(", ")} in "${name}", which deployed clients do not know`,
    });
  const isTighter =
    (after.rules.maxLength ?? Number.POSITIVE_INFINITY) <
      (before.rules.maxLength ?? Number.POSITIVE_INFINITY) ||
    (after.rules.maximum ?? Number.POSITIVE_INFINITY) < (before.rules.maximum ?? Number.POSITIVE_INFINITY) ||
    (after.rules.minLength ?? 1) > (before.rules.minLength ?? 1) ||
    (after.rules.minimum ?? Number.NEGATIVE_INFINITY) > (before.rules.minimum ?? Number.NEGATIVE_INFINITY) ||
    (after.rules.pattern !== undefined && after.rules.pattern !== before.rules.pattern);
  if (isTighter)
    found.push({
      level: "breaking",
      text: `${domain}.create and update: refuse values of "${name}" that were taken before`,
    });
  if (after.isUnique && !before.isUnique)
    found.push({
      level: "breaking",
      text: `${domain}.create and update: refuse a "${name}" that another one has`,
    });
  return found.length > 0
    ? found
    : [{ level: "safe", text: `${domain}: deployed clients notice nothing of the change to "${name}"` }];
}
