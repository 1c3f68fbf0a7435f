import { canonical } from "../sorted.ts";
import { describeType } from "../text/describe-type.ts";
import { type Difference, narrows, widens } from "./difference.ts";
import type { Comparison } from "./differences.ts";
import { opaqueDifferences } from "./opaque-differences.ts";
import { type Alternative, kinds, type ObjectValues } from "./shape.ts";

/** How the alternatives of each type differ: one with one by what is in it, several by which of them came and went. */
export function unionDifferences(
  comparison: Comparison,
  before: readonly Alternative[],
  after: readonly Alternative[],
): Difference[] {
  const [old, now] = [byType(before), byType(after)];
  return [...old]
    .flatMap(([type, alternatives]) => {
      const others = now.get(type);
      return others ? sameKind(comparison, alternatives, others) : [];
    })
    .concat(amongOthers(comparison, old, now));
}

/** Where anything was accepted, that includes what has a name: only the functions of the two can differ. */
function amongOthers(
  comparison: Comparison,
  before: ReadonlyMap<string, Alternative[]>,
  after: ReadonlyMap<string, Alternative[]>,
): Difference[] {
  const pairs = (one: ReadonlyMap<string, Alternative[]>, two: ReadonlyMap<string, Alternative[]>) =>
    [...two]
      .filter(([type]) => type.startsWith("named ") && !one.has(type))
      .map(([, [each]]) => [one.get("other")?.[0], each]);
  const found = [...pairs(before, after), ...pairs(after, before).map(([other, each]) => [each, other])];
  return found.flatMap(([left, right]) => (left && right ? opaqueDifferences(comparison, left, right) : []));
}

/** The alternatives of each type; those that JSON has no type for by their names. */
function byType(alternatives: readonly Alternative[]): Map<string, Alternative[]> {
  const order = alternatives.toSorted((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind));
  return Map.groupBy(order, (each) => (each.kind === "named" ? `named ${each.name}` : each.kind));
}

function sameKind(comparison: Comparison, before: Alternative[], after: Alternative[]): Difference[] {
  const [only, other] = [before[0], after[0]];
  if (before.length === 1 && after.length === 1 && only && other)
    return [...comparison.alternatives(only, other)];
  const tagged = byTag(comparison, before, after);
  if (tagged) return tagged;
  const [old, now] = leftOver(
    before,
    after,
    (left, right) => comparison.alternatives(left, right).length === 0,
  );
  const [left, right] = [old[0], now[0]];
  if (old.length === 1 && now.length === 1 && left && right) return [...comparison.alternatives(left, right)];
  // What is left on one side may still be covered by what is on the other: nothing is lost then.
  const gone = old.filter(
    (each) => !after.some((other) => !comparison.alternatives(each, other).some(narrows)),
  );
  const come = now.filter(
    (each) => !before.some((other) => !comparison.alternatives(other, each).some(widens)),
  );
  return [
    ...gone.map((each) => memberRemoved(each)),
    ...come.map((each) => memberAdded(each, lacking(before, each))),
  ];
}

/** The properties that every member had so far, and a new one may be without: clients read these before they look further. */
function lacking(before: readonly Alternative[], member: Alternative): string[] {
  const [first, ...more] = before.flatMap((each) => (each.kind === "object" ? [each.required] : []));
  if (member.kind !== "object" || !first) return [];
  return [...first].filter((name) => more.every((each) => each.has(name)) && !member.required.has(name));
}

/** What has no partner among the others, each taken once. */
function leftOver(
  before: readonly Alternative[],
  after: readonly Alternative[],
  isSame: (left: Alternative, right: Alternative) => boolean,
): [Alternative[], Alternative[]] {
  const rest = [...after];
  const old = before.filter((left) => {
    const place = rest.findIndex((right) => isSame(left, right));
    if (place >= 0) rest.splice(place, 1);
    return place < 0;
  });
  return [old, rest];
}

/** Objects that one property tells apart (`{ type: "circle", … }`) are compared by its value. */
function byTag(
  comparison: Comparison,
  before: Alternative[],
  after: Alternative[],
): Difference[] | undefined {
  const old = before.filter((each) => each.kind === "object");
  const now = after.filter((each) => each.kind === "object");
  const name = [...(old[0]?.properties.keys() ?? [])].find(
    (key) => isTag(old, comparison.shapeBefore, key) && isTag(now, comparison.shapeAfter, key),
  );
  if (name === undefined) return undefined;
  const tagged = new Map(now.map((each) => [tagOf(each, comparison.shapeAfter, name), each]));
  const differences = old.flatMap((each): readonly Difference[] => {
    const tag = tagOf(each, comparison.shapeBefore, name);
    const partner = tagged.get(tag);
    tagged.delete(tag);
    return partner ? comparison.alternatives(each, partner) : [memberRemoved(each, ` with ${name} ${tag}`)];
  });
  return [...differences, ...[...tagged].map(([tag, each]) => memberAdded(each, [], ` with ${name} ${tag}`))];
}

type ReadShape = Comparison["shapeBefore"];

function isTag(alternatives: readonly ObjectValues[], shape: ReadShape, name: string): boolean {
  const tags = alternatives.map((each) => (each.required.has(name) ? tagOf(each, shape, name) : undefined));
  return tags.every((tag) => tag !== undefined) && new Set(tags).size === tags.length;
}

function tagOf(object: ObjectValues, shape: ReadShape, name: string): string | undefined {
  const found = shape(object.properties.get(name) ?? false).alternatives;
  const [only] = found;
  if (found.length !== 1 || !only || only.kind === "null" || only.values?.length !== 1) return undefined;
  return canonical(only.values[0]);
}

const memberRemoved = (member: Alternative, more = ""): Difference => ({
  kind: "union-member-removed",
  path: "",
  effect: "narrows",
  member: describe(member) + more,
});

const memberAdded = (member: Alternative, lacks: readonly string[], more = ""): Difference => ({
  kind: "union-member-added",
  path: "",
  effect: "widens",
  member: describe(member) + more,
  lacks,
});

/** A member of a union in a few words. */
function describe(member: Alternative): string {
  if (member.kind === "null") return "null";
  if (member.kind === "named" || member.kind === "other")
    return describeType(member.kind === "named" ? member.name : "other");
  if (member.values) return member.values.map((value) => JSON.stringify(value)).join(" or ");
  if (member.kind === "object" && member.properties.size > 0)
    return `an object of ${[...member.properties.keys()].join(", ")}`;
  if (member.kind === "string" && member.format !== undefined) return `text in the format ${member.format}`;
  if (member.kind === "string" && member.patterns.length > 0)
    return `text that matches ${member.patterns.join(" and ")}`;
  return describeType(member.kind);
}
