import type { JsonSchema } from "../schema.ts";
import { kinds } from "./kinds.ts";
import { notesOf } from "./notes.ts";
import type { ZodSchema } from "./zod.ts";

/** Who gives the values of a schema: clients what they send, the server what it answers. */
export type Direction = "input" | "output";

/** What the description of one kind of schema asks of the others. */
export interface Description {
  readonly io: Direction;
  /** Where undefined is told by the value's being absent, so that nobody needs to say it of the value. */
  readonly isProperty: boolean;
  /** A schema within this one; `isProperty` only for what may be absent in it. */
  of(schema: ZodSchema | undefined, isProperty?: boolean): JsonSchema;
}

/** A description; schemas that contain themselves stand apart, and are referred to as `#/$defs/…`. */
export type WrittenSchema = JsonSchema & { $defs?: Record<string, JsonSchema> };

/**
 * Describes a zod schema in JSON Schema. What JSON Schema has no words for has a name (`x-type: "date"`), and what no
 * description can hold, such as a function that checks, is marked (`x-checks`, `x-conversions`).
 */
export function describeZod(root: ZodSchema, io: Direction): WrittenSchema {
  const $defs: Record<string, JsonSchema> = {};
  const underWay = new Map<ZodSchema, string>();
  const used = new Set<string>();
  const describe = (schema: ZodSchema | undefined, isProperty: boolean): JsonSchema => {
    if (!schema) return {};
    const met = underWay.get(schema);
    if (met !== undefined) {
      used.add(met);
      return { $ref: met };
    }
    const own = schema === root ? "#" : `#/$defs/schema${underWay.size}-${Object.keys($defs).length}`;
    underWay.set(schema, own);
    const described = withNotes(
      schema,
      kinds(schema, { io, isProperty, of: (each, is = false) => describe(each, is) }),
    );
    underWay.delete(schema);
    if (!used.has(own) || schema === root) return described;
    $defs[own.slice("#/$defs/".length)] = described;
    return { $ref: own };
  };
  const written = describe(root, io === "input");
  return Object.keys($defs).length === 0 ? written : { ...written, $defs };
}

function withNotes(schema: ZodSchema, described: JsonSchema): JsonSchema {
  const { format, ...notes } = notesOf(schema);
  // A format that is stated says nothing that the checks say better.
  return {
    ...described,
    ...(format !== undefined && described.format === undefined && { format }),
    ...notes,
  };
}
