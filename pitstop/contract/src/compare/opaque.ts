import type { JsonSchema } from "../schema.ts";
import { sortedTexts } from "../sorted.ts";
import type { Alternative, Leniency } from "./shape.ts";

/** The keywords for what no schema can hold: functions, and what happens to a value once they are done with it. */
export const OPAQUE = ["x-checks", "x-conversions", "x-then", "x-lenient"] as const;

type Opaque = Pick<
  Exclude<Alternative, { kind: "null" }>,
  "checks" | "conversions" | "afterwards" | "lenient"
>;

/** What a schema says of the functions that its values go through. */
export function opaqueOf(schema: JsonSchema): Opaque {
  const {
    "x-checks": checks,
    "x-conversions": conversions,
    "x-then": afterwards,
    "x-lenient": lenient,
  } = schema;
  return {
    ...(Array.isArray(checks) && { checks: checks.map(String) }),
    ...(Array.isArray(conversions) && { conversions: conversions.map(String) }),
    ...(typeof afterwards === "object" && afterwards !== null && { afterwards: afterwards as JsonSchema }), // read-contract.ts checked it
    ...(typeof lenient === "string" && { lenient: lenient as Leniency }), // one of three; another takes as little as none
  };
}

/** What two of them say together. */
export function bothOpaque(a: Opaque, b: Opaque): Opaque {
  const [checks, conversions] = [
    [...(a.checks ?? []), ...(b.checks ?? [])],
    [...(a.conversions ?? []), ...(b.conversions ?? [])],
  ];
  const afterwards =
    a.afterwards && b.afterwards ? { allOf: [a.afterwards, b.afterwards] } : (a.afterwards ?? b.afterwards);
  // What one of two takes on top, the other one refuses.
  const lenient = a.lenient === b.lenient ? a.lenient : undefined;
  return {
    ...(checks.length > 0 && { checks: sortedTexts(new Set(checks)) }),
    ...(conversions.length > 0 && { conversions }),
    ...(afterwards !== undefined && { afterwards }),
    ...(lenient !== undefined && { lenient }),
  };
}
