import type { Attribute, Constant, Rules } from "../../attribute-types/attribute.ts";
import type { AttributeType } from "../../attribute-types/attribute-type.ts";
import { attributeTypes } from "../../attribute-types/index.ts";
import { UsageError } from "../../errors.ts";
import { type AttributeFlags, examplesOf, typeNamed, withFlags } from "../../grammar/parse-attribute.ts";
import { checkText } from "../../names/check-text.ts";

/** What is to be another one about an attribute; what is undefined stays. */
export interface AttributeChange extends AttributeFlags {
  readonly type?: string | undefined;
  readonly required?: boolean | undefined;
  readonly default?: string | undefined;
  readonly noDefault?: boolean | undefined;
  readonly noPattern?: boolean | undefined;
  readonly values?: string | undefined;
}

/** The attribute after a change. Throws UsageErrors for what does not fit together. */
export function changedAttribute(before: Attribute, change: AttributeChange): Attribute {
  const [typeWord = before.type, argumentWord] = (change.type ?? before.type).split(":");
  const type = typeNamed(typeWord);
  let { rules } = before;
  if (change.type !== undefined)
    rules = {
      ...keptRules(type, rules),
      ...type.rules(argumentWord === undefined ? [] : argumentWord.split(",")),
    };
  if (change.values !== undefined) {
    if (type.name !== "enum") throw badFlag(`"${before.name}" is not an enum, so it has no --values.`);
    rules = type.rules(change.values.split(","));
  }
  if (change.noPattern) {
    const { pattern: _gone, ...others } = rules;
    rules = others;
  }
  rules = withFlags(type, rules, change);
  const isUnique = change.unique ?? before.isUnique;
  const isSortable =
    change.index ??
    (change.type === undefined ? before.isSortable : type.isSortable && type.canBeIndexed(rules));
  if ((isUnique || isSortable) && !type.canBeIndexed(rules)) {
    throw badFlag(`"${before.name}" cannot have an index: its values do not fit into one.`);
  }
  if (change.label !== undefined) checkText(change.label, "label", { maxLength: 80 });
  if (change.description !== undefined) checkText(change.description, "description");
  const isNullable = change.required === undefined ? before.isNullable : !change.required;
  const fallback = defaultAfter(before, change, type.name, rules);
  const examples = change.example
    ? examplesOf(type, rules, change.example)
    : examplesAfter(before, type, rules);
  const { default: _before, examples: _examples, ...kept } = before;
  return {
    ...kept,
    type: type.name,
    rules,
    isNullable,
    ...(fallback !== undefined && { default: fallback }),
    isUnique,
    isSortable,
    isSearchable: change.type === undefined ? before.isSearchable : type.isSearchable,
    label: change.label ?? before.label,
    ...(change.description !== undefined && { description: change.description }),
    ...(examples !== undefined && { examples }),
  };
}

/** Examples go that only the rules of before took. */
function examplesAfter(before: Attribute, type: AttributeType, rules: Attribute["rules"]) {
  const former = attributeTypes.get(before.type);
  const kept = before.examples?.filter(
    (example) => !(former && takes(former, before.rules, example)) || takes(type, rules, example),
  );
  return kept?.length === 0 ? undefined : kept;
}

function takes(type: AttributeType, rules: Attribute["rules"], value: Constant): boolean {
  try {
    return type.constant(String(value), rules) === value;
  } catch {
    return false;
  }
}

/** What people ruled beside the type, and the new type knows too: it goes by a flag, never by itself. */
function keptRules(type: AttributeType, { pattern, minLength = 1, minimum, maximum }: Rules): Rules {
  const knows = (rule: AttributeType["knows"][number]): boolean => type.knows.includes(rule);
  return {
    ...(knows("pattern") && pattern !== undefined && { pattern }),
    // One character is what texts have without a word.
    ...(knows("length") && minLength > 1 && { minLength }),
    ...(knows("range") && minimum !== undefined && { minimum }),
    ...(knows("range") && maximum !== undefined && { maximum }),
  };
}

/** A default that is kept must fit the rules of now. */
function defaultAfter(before: Attribute, change: AttributeChange, type: string, rules: Attribute["rules"]) {
  if (change.noDefault) return undefined;
  if (change.default === undefined && before.default === undefined) return undefined;
  const kept = typeof before.default === "object" ? JSON.stringify(before.default) : String(before.default);
  try {
    return attributeTypes.get(type)?.constant(change.default ?? kept, rules);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    const hint = "Pass one that fits: --default <value>. Or take the default away: --no-default.";
    throw new UsageError("BAD_DEFAULT", error.message, hint);
  }
}

const badFlag = (message: string) =>
  new UsageError("BAD_FLAG", message, "Leave the flag out, or change the type by --type.");
