import { DEFINITIONS, type Definitions, type JsonSchema, type Schema } from "../schema.ts";
import { ownAlternatives } from "./alternatives.ts";
import { intersection } from "./intersection.ts";
import { type Alternative, isAnything, type Notes, notesOf, type Shape } from "./shape.ts";
import { simplified } from "./simplified.ts";

/** Gives the shape of a schema of one contract; each schema is read once. */
export function shapesOf(definitions: Definitions): (schema: Schema) => Shape {
  const known = new WeakMap<JsonSchema, Shape>();
  const read = (schema: Schema): Shape => {
    if (typeof schema === "boolean")
      return { alternatives: schema ? ownAlternatives({}) : [], notes: notesOf(schema) };
    const found = known.get(schema);
    if (found) return found;
    const shape = {
      alternatives: simplified(alternativesOf(schema, new Set())),
      notes: notesThrough(schema),
    };
    known.set(schema, shape);
    return shape;
  };

  /** `passed` are the references on the way here: one that leads back to itself accepts nothing of its own. */
  const alternativesOf = (schema: Schema, passed: ReadonlySet<JsonSchema>): readonly Alternative[] => {
    if (typeof schema === "boolean") return schema ? ownAlternatives({}) : [];
    if (passed.has(schema)) return [];
    const deeper = new Set(passed).add(schema);
    const { $ref, anyOf, oneOf, allOf, not, ...own } = schema;
    if (isNever(not)) return [];
    const parts: (readonly Alternative[])[] = [];
    const rest = not === undefined ? own : { ...own, not };
    if (!isAnything(rest)) parts.push(ownAlternatives(rest));
    if ($ref !== undefined) parts.push(alternativesOf(targetOf(definitions, $ref), deeper));
    for (const union of [anyOf, oneOf]) {
      if (union) parts.push(union.flatMap((member) => alternativesOf(member, deeper)));
    }
    for (const part of allOf ?? []) parts.push(alternativesOf(part, deeper));
    const [first = ownAlternatives({}), ...more] = parts;
    return more.reduce(intersection, first);
  };

  /** What a reference says itself goes before what its target says. */
  const notesThrough = (schema: JsonSchema): Notes => {
    const seen = new Set<Schema>();
    let own = notesOf(schema);
    for (
      let next: Schema = schema;
      typeof next === "object" && next.$ref !== undefined && !seen.has(next);
    ) {
      seen.add(next);
      next = targetOf(definitions, next.$ref);
      const said = notesOf(next);
      own = {
        ...said,
        ...own,
        deprecated: said.deprecated || own.deprecated,
        retired: said.retired || own.retired,
      };
    }
    return own;
  };
  return read;
}

/** `{ not: {} }` is how zod writes what accepts nothing. */
const isNever = (not: unknown): boolean =>
  not === true || (typeof not === "object" && not !== null && isAnything(not as JsonSchema));

/** The schema behind a reference that says nothing else about the values, or the schema itself. */
export function resolved(definitions: Definitions, schema: Schema): Schema {
  const passed = new Set<Schema>();
  let found = schema;
  while (typeof found === "object" && found.$ref !== undefined && !passed.has(found)) {
    const { $ref, ...rest } = found;
    if (!isAnything(rest)) return found;
    passed.add(found);
    found = targetOf(definitions, $ref);
  }
  return found;
}

const targetOf = (definitions: Definitions, $ref: string): Schema =>
  definitions[$ref.slice(DEFINITIONS.length)] ?? true;
