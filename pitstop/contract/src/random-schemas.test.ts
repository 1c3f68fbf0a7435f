// What the comparison says of inputs, held against the values themselves: zod reads the schemas as a second opinion.
import fc from "fast-check";
import { expect, test } from "vitest";
import { z } from "zod";
import { findingsOf } from "../test/findings.ts";
import { described, loosening, tightening } from "../test/random-schemas.ts";
import type { JsonSchema, JsonValue } from "./schema.ts";

const numRuns = 500;

/** Whether a value is accepted, as zod reads the schema. Its types allow for less than what it reads. */
const accepts = (schema: JsonSchema, value: JsonValue): boolean =>
  z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0]).safeParse(value).success;

const isBreaking = (before: JsonSchema, after: JsonSchema): boolean =>
  findingsOf("input", before, after).some(({ level }) => level === "breaking");

test("the random schemas accept the values that stand beside them", () => {
  fc.assert(
    fc.property(described, ({ schema, values }) => {
      for (const value of values) expect(accepts(schema, value)).toBe(true);
    }),
    { numRuns },
  );
});

test("a schema compared with itself, in either direction, has no findings", () => {
  fc.assert(
    fc.property(described, fc.constantFrom("input", "output"), ({ schema }, side) => {
      expect(findingsOf(side, schema, structuredClone(schema))).toEqual([]);
    }),
    { numRuns },
  );
});

test("a loosened input is never breaking", () => {
  fc.assert(
    fc.property(loosening, ({ before, after }) => {
      expect(findingsOf("input", before, after).filter(({ level }) => level === "breaking")).toEqual([]);
    }),
    { numRuns },
  );
});

test("a tightened input is breaking, and there is a value that shows it", () => {
  fc.assert(
    fc.property(tightening, ({ before, after, witness }) => {
      expect([accepts(before, witness), accepts(after, witness)]).toEqual([true, false]);
      expect(isBreaking(before, after)).toBe(true);
    }),
    { numRuns },
  );
});

test("of any two inputs that are not breaking, the second accepts what the first does", () => {
  fc.assert(
    fc.property(described, described, ({ schema: before, values }, { schema: after }) => {
      const isLost = values.some((value) => accepts(before, value) && !accepts(after, value));
      if (isLost) expect(isBreaking(before, after)).toBe(true);
    }),
    { numRuns: 4 * numRuns },
  );
});

test("a tightened answer breaks nobody unless a field is gone, and a loosened one is always told", () => {
  fc.assert(
    fc.property(tightening, ({ before, after }) => {
      const told = findingsOf("output", after, before);
      expect(told).not.toEqual([]);
      const ofRemovals = new Set([
        "output-field-removed",
        "removed-without-deprecation",
        "output-additional-closed",
      ]);
      const breaking = findingsOf("output", before, after).filter(({ level }) => level === "breaking");
      expect(breaking.filter(({ id }) => !ofRemovals.has(id))).toEqual([]);
    }),
    { numRuns },
  );
});
