import type { Changed } from "./difference.ts";
import {
  type Definition,
  describeObject,
  type ObjectKind,
  type Position,
  type Property,
  type SchemaObject,
} from "./schema-object.ts";

/**
 * What is different about an object that is still there. Something where there was nothing is no difference.
 */
export function compareProperties(
  before: SchemaObject,
  after: SchemaObject,
  { schemas, roles }: PresentNames,
): Changed[] {
  const changes = Object.entries(before.properties).flatMap(([property, was]) => {
    const is = after.properties[property] ?? null;
    return isKept(withPresentRoles(property, was, roles), is)
      ? []
      : [changed(before, property, `${property} was ${shown(was)} and is ${shown(is)} now`)];
  });
  return [...nameChange(before, after, schemas), ...changes];
}

/** By the name that each schema and role had before. */
interface PresentNames {
  readonly schemas: ReadonlyMap<string, string>;
  readonly roles: ReadonlyMap<string, string>;
}

/** Owners and rights name roles, which may get another name. */
function withPresentRoles(property: string, was: Property, roles: ReadonlyMap<string, string>): Property {
  if (property === "owner" && typeof was === "string") return roles.get(was) ?? was;
  if (property !== "rights" && property !== "roles") return was;
  return isSet(was) ? was.map((item) => withPresentRole(item, roles)) : was;
}

function withPresentRole(item: string, roles: ReadonlyMap<string, string>): string {
  const [, name = item, right = ""] = /^(.*)( may [A-Z].*)$/s.exec(item) ?? [];
  return `${roles.get(name) ?? name}${right}`;
}

const changed = (object: SchemaObject, property: string, what: string): Changed => ({
  object,
  what: "changed",
  property,
  sentence: `${capitalized(describeObject(object))}: ${what}.`,
});

/** Their names are those of what they bind together, which may get other names. */
const NAMED_BY_OTHERS: readonly ObjectKind[] = [
  "cast",
  "transform",
  "default privilege",
  "database",
  "database setting",
  "role membership",
  "role setting",
  "security label",
  "user mapping",
  "published table",
  "published schema",
];

/** What belongs to a table has the table's name in its own: only its last part is a name of its own. */
function nameChange(
  before: SchemaObject,
  after: SchemaObject,
  schemas: ReadonlyMap<string, string>,
): Changed[] {
  if (NAMED_BY_OTHERS.includes(before.kind)) return [];
  const now = `it is ${describeObject(after)} now`;
  if (ownName(before) !== ownName(after)) return [changed(before, "name", now)];
  const isInSchema = before.path.length === 2 && after.path.length === 2;
  const [schema = "", is] = [before.path[0], after.path[0]];
  return isInSchema && (schemas.get(schema) ?? schema) !== is ? [changed(before, "schema", now)] : [];
}

/** A function has the names of its types in its own, and those may get other names. */
function ownName({ kind, path }: SchemaObject): string {
  const name = path.at(-1) ?? "";
  return kind === "function" ? name.slice(0, name.indexOf("(")) : name;
}

function isKept(was: Property, is: Property): boolean {
  if (was === null) return true;
  if (typeof was === "string") return was === is;
  if (isSet(was)) return isSet(is) && was.every((item) => is.includes(item));
  if (isPosition(was)) return isPosition(is) && isNotBehind(was, is);
  return isDefinition(is) && (is.text === was.text || is.structure === was.structure);
}

const isSet = (value: Property): value is readonly string[] => Array.isArray(value);
const isPosition = (value: Property): value is Position =>
  typeof value === "object" && value !== null && "position" in value;
const isDefinition = (value: Property): value is Definition =>
  typeof value === "object" && value !== null && "text" in value;

/** A sequence that goes on loses nothing; one that goes back gives keys a second time. */
function isNotBehind(was: Position, is: Position): boolean {
  if (was.position === null) return true;
  if (is.position === null) return false;
  return BigInt(was.increment) > 0n
    ? BigInt(is.position) >= BigInt(was.position)
    : BigInt(is.position) <= BigInt(was.position);
}

function shown(value: Property): string {
  if (value === null) return "gone";
  if (typeof value === "string") return value;
  if (isSet(value)) return value.length === 0 ? "nothing" : value.join(", ");
  if (isPosition(value)) return value.position ?? "at its start";
  return shortened(value.text);
}

const shortened = (text: string): string => {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > 120 ? `${line.slice(0, 119)}…` : line;
};

export const capitalized = (sentence: string): string => sentence.charAt(0).toUpperCase() + sentence.slice(1);
