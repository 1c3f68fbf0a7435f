import type { Schema } from "../schema.ts";
import { canonical } from "../sorted.ts";
import { convertsAll } from "./converts-all.ts";
import { deprecationDifferences } from "./deprecations.ts";
import { type Difference, narrows, under, widens } from "./difference.ts";
import type { Comparison } from "./differences.ts";
import { alwaysSent, formerNames } from "./former-names.ts";
import { isReference } from "./references.ts";
import { renames } from "./renames.ts";
import { isAnything, type Notes, type ObjectValues } from "./shape.ts";

/** How two objects differ: their properties by name, and what they accept beside those. */
export function objectDifferences(
  comparison: Comparison,
  before: ObjectValues,
  after: ObjectValues,
): Difference[] {
  const names = new Set([
    ...before.properties.keys(),
    ...after.properties.keys(),
    ...before.required,
    ...after.required,
  ]);
  const renamed = renames(comparison, before, after);
  const former = formerNames(comparison.shapeAfter, after);
  const sent = alwaysSent(before, after, former);
  const movedTo = (name: string) => after.properties.get(former.get(name) ?? name);
  const properties = [...names].flatMap((name) => {
    const [old, now] = [before.properties.get(name), after.properties.get(name)];
    const found =
      old !== undefined && now !== undefined
        ? both(comparison, old, now, sent.has(name), after.required.has(name), movedTo(name))
        : old !== undefined
          ? removed(comparison, name, old, after, before.required.has(name), renamed.to.get(name))
          : now !== undefined
            ? added(
                comparison,
                now,
                before,
                after.required.has(name) && !sent.has(name),
                renamed.from.get(name),
              )
            : necessity(before.required.has(name), after.required.has(name));
    return under(step(name), found, name);
  });
  return [
    ...properties,
    ...additional(comparison, before.additional, after.additional),
    ...keys(comparison, before, after),
  ];
}

const step = (name: string): string => (/^[\w$-]+$/.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`);

function both(
  comparison: Comparison,
  before: Schema,
  after: Schema,
  wasRequired: boolean,
  isRequired: boolean,
  movedTo: Schema = after,
): Difference[] {
  const [old, now] = [comparison.shapeBefore(before).notes, comparison.shapeAfter(after).notes];
  if (now.retired && !old.retired) {
    return [
      retired(now),
      ...comparison.schemas(before, movedTo).filter(narrows),
      // A value that is moved may have to be sent as before, under either name.
      ...(now.renamedTo === undefined ? necessity(wasRequired, isRequired) : []),
    ];
  }
  const within = comparison.schemas(before, after);
  if (isServedFormerly(before, now)) return formerType(before, after, within);
  const isOptional = !wasRequired && !isRequired;
  return [
    ...within,
    ...necessity(wasRequired, isRequired),
    ...(isOptional ? defaults(old, now) : []),
    ...deprecationDifferences(old, now),
  ];
}

/**
 * Clients of the version before go on with the type that they know. What they send is converted, and refused where the
 * type of now has no such value.
 */
const formerType = (before: Schema, after: Schema, within: readonly Difference[]): Difference[] =>
  within.some((difference) => narrows(difference) && difference.path === "") && !convertsAll(before, after)
    ? [{ kind: "former-type-narrowed", path: "", effect: "narrows" }]
    : [];

/** Whether clients of the version before are served as they were: the type is another one for newer clients alone. */
const isServedFormerly = (before: Schema, { formerly = [] }: Notes): boolean =>
  formerly.some((schema) => valuesOf(schema) === valuesOf(before));

/** What a schema says about its values, without what it says about itself. */
function valuesOf(schema: Schema): string {
  if (typeof schema === "boolean") return String(schema);
  const {
    title: _title,
    description: _description,
    deprecated: _deprecated,
    sunset: _sunset,
    ...values
  } = schema;
  const { formerly: _formerly, ...own } = values;
  return canonical(own);
}

const retired = ({ renamedTo }: Notes): Difference => ({
  kind: "property-retired",
  path: "",
  effect: "none",
  ...(renamedTo !== undefined && { renamedTo }),
});

function necessity(wasRequired: boolean, isRequired: boolean): Difference[] {
  if (wasRequired === isRequired) return [];
  return [
    isRequired
      ? { kind: "property-became-required", path: "", effect: "narrows" }
      : { kind: "property-became-optional", path: "", effect: "widens" },
  ];
}

function defaults(before: Notes, after: Notes): Difference[] {
  const [old, now] = [before.default, after.default];
  if (JSON.stringify(old) === JSON.stringify(now)) return [];
  const kind =
    old === undefined ? "default-added" : now === undefined ? "default-removed" : "default-changed";
  return [
    {
      kind,
      path: "",
      effect: "none",
      ...(old !== undefined && { before: old }),
      ...(now !== undefined && { after: now }),
    },
  ];
}

function removed(
  comparison: Comparison,
  name: string,
  schema: Schema,
  after: ObjectValues,
  wasRequired: boolean,
  renamedTo: string | undefined,
): Difference[] {
  const isRefused = comparison.schemas(schema, after.additional).some(narrows);
  const { retired, deprecated, sunset } = comparison.shapeBefore(schema).notes;
  const effect = isRefused ? (wasRequired ? "both" : "narrows") : "widens";
  return [
    {
      kind: "property-removed",
      path: "",
      effect,
      wasRequired,
      isRefused,
      wasRetired: retired,
      isReference: isReference(name, comparison.shapeBefore(schema)),
      deprecation: { deprecated, ...(sunset !== undefined && { sunset }) },
      ...(renamedTo !== undefined && { renamedTo }),
    },
  ];
}

function added(
  comparison: Comparison,
  schema: Schema,
  before: ObjectValues,
  isRequired: boolean,
  renamedFrom: string | undefined,
): Difference[] {
  const wasClosed = comparison.shapeBefore(before.additional).alternatives.length === 0;
  const isTyped = comparison.schemas(before.additional, schema).some(narrows);
  const effect = isRequired
    ? wasClosed
      ? "both"
      : "narrows"
    : wasClosed
      ? "widens"
      : isTyped
        ? "narrows"
        : "none";
  return [
    {
      kind: "property-added",
      path: "",
      effect,
      isRequired,
      wasIgnored: !wasClosed,
      isUnexpected:
        !wasClosed &&
        !isAnything(before.additional) &&
        comparison.schemas(before.additional, schema).some(widens),
      ...(renamedFrom !== undefined && { renamedFrom }),
    },
  ];
}

/** What an object accepts beside its properties: nothing, anything, or values of a schema. */
function additional(comparison: Comparison, before: Schema, after: Schema): Difference[] {
  const [was, is] = [accepts(comparison.shapeBefore(before)), accepts(comparison.shapeAfter(after))];
  if (was && is)
    return isAnything(before) && isAnything(after) ? [] : under(".*", comparison.schemas(before, after));
  if (was === is) return [];
  return [
    is
      ? { kind: "additional-opened", path: "", effect: "widens" }
      : { kind: "additional-closed", path: "", effect: "narrows" },
  ];
}

const accepts = ({ alternatives }: { alternatives: readonly unknown[] }): boolean => alternatives.length > 0;

/** The names that the properties of a record may have. */
const keys = (comparison: Comparison, before: ObjectValues, after: ObjectValues): Difference[] =>
  under("(key)", comparison.schemas(textual(before.names), textual(after.names)));

/** A name is a text, whatever else the schema would accept. */
const textual = (names: Schema): Schema => (isAnything(names) ? ANY_TEXT : names);
const ANY_TEXT = { type: "string" };
