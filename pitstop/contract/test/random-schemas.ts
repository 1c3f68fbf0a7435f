// Random schemas with values that they accept, and random changes with a value that shows them.
import fc from "fast-check";
import type { JsonSchema, JsonValue } from "../src/schema.ts";

/** A schema, and values that it accepts, those at its limits among them. */
export interface Described {
  schema: JsonSchema;
  values: JsonValue[];
}

/**
 * A change of a schema. A loosening accepts whatever was accepted; of a tightening, `witness` is a value that was
 * accepted and is refused now.
 */
export interface Change {
  before: JsonSchema;
  after: JsonSchema;
  witness?: JsonValue;
}

const text = (length: number): string => "x".repeat(length);
const limits = fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 5 }));

const scalar: fc.Arbitrary<Described> = fc.oneof(
  limits.map(([least, more]) => ({
    schema: { type: "string", minLength: least, maxLength: least + more },
    values: [text(least), text(least + more)],
  })),
  limits.map(([from, more]) => ({
    schema: { type: "integer", minimum: from, maximum: from + more },
    values: [from, from + more],
  })),
  limits.map(([from, more]) => ({
    schema: { type: "number", minimum: from, maximum: from + more + 1 },
    values: [from, from + 0.5],
  })),
  fc
    .subarray(["a", "b", "c"], { minLength: 1 })
    .map((values) => ({ schema: { enum: [...values] }, values: [...values] })),
  fc.constant<Described>({ schema: { type: "boolean" }, values: [true, false] }),
);

/** Any schema of the kinds that contracts are made of, three levels deep at most. */
export const described: fc.Arbitrary<Described> = fc.letrec<{ any: Described }>((tie) => ({
  any: fc.oneof({ maxDepth: 3, withCrossShrink: true }, scalar, wrapped(tie("any")), objects(tie("any"))),
})).any;

function wrapped(inner: fc.Arbitrary<Described>): fc.Arbitrary<Described> {
  return fc.oneof(
    inner.map(({ schema, values }) => ({
      schema: { anyOf: [schema, { type: "null" }] },
      values: [...values, null],
    })),
    inner.map(({ schema, values }) => ({
      schema: { type: "array", items: schema, maxItems: 3 },
      values: [[], values.slice(0, 3)],
    })),
    inner.map(({ schema, values }) => ({
      schema: { type: "object", propertyNames: { type: "string" }, additionalProperties: schema },
      values: [{}, Object.fromEntries(values.map((value, index) => [`k${index}`, value]))],
    })),
  );
}

function objects(inner: fc.Arbitrary<Described>): fc.Arbitrary<Described> {
  const property = fc.record({ inner, isRequired: fc.boolean() });
  return fc
    .dictionary(fc.constantFrom("p", "q", "r"), property, { maxKeys: 3, noNullPrototype: true })
    .map((properties) => {
      const entries = Object.entries(properties);
      const required = entries.filter(([, { isRequired }]) => isRequired);
      const first = (list: typeof entries) =>
        Object.fromEntries(list.map(([name, each]) => [name, each.inner.values[0] ?? null]));
      const last = Object.fromEntries(
        entries.map(([name, each]) => [name, each.inner.values.at(-1) ?? null]),
      );
      return {
        schema: {
          type: "object",
          additionalProperties: false,
          properties: Object.fromEntries(entries.map(([name, each]) => [name, each.inner.schema])),
          required: required.map(([name]) => name),
        },
        values: [first(required), first(entries), last],
      };
    });
}

const strict = (properties: Record<string, JsonSchema>, required: string[] = []): JsonSchema => ({
  type: "object",
  additionalProperties: false,
  properties,
  required,
});

/** One step that makes a schema accept less, with a value that is lost. The other way round it accepts more. */
const leafTightening: fc.Arbitrary<Required<Change>> = fc.oneof(
  limits.map(([least, more]) => ({
    before: { type: "string", minLength: least },
    after: { type: "string", minLength: least + more + 1 },
    witness: text(least),
  })),
  limits.map(([most, more]) => ({
    before: { type: "string", maxLength: most + more + 1 },
    after: { type: "string", maxLength: most },
    witness: text(most + 1),
  })),
  limits.map(([from, more]) => ({
    before: { type: "integer", minimum: from },
    after: { type: "integer", exclusiveMinimum: from + more },
    witness: from,
  })),
  limits.map(([to, more]) => ({
    before: { type: "number", maximum: to + more },
    after: { type: "number", exclusiveMaximum: to + more },
    witness: to + more,
  })),
  fc.constant<Required<Change>>({ before: { type: "number" }, after: { type: "integer" }, witness: 0.5 }),
  fc.integer({ min: 2, max: 5 }).map((step) => ({
    before: { type: "integer" },
    after: { type: "integer", multipleOf: step },
    witness: step + 1,
  })),
  fc.constant<Required<Change>>({
    before: { type: "string" },
    after: { type: "string", pattern: "^a" },
    witness: "b",
  }),
  fc.constant<Required<Change>>({ before: { enum: ["a", "b"] }, after: { enum: ["a"] }, witness: "b" }),
  fc.constant<Required<Change>>({ before: { type: "string" }, after: { enum: ["a"] }, witness: "b" }),
  fc.constant<Required<Change>>({
    before: { type: ["string", "null"] },
    after: { type: "string" },
    witness: null,
  }),
  fc.constant<Required<Change>>({
    before: { type: ["string", "boolean"] },
    after: { type: "boolean" },
    witness: "x",
  }),
);

const objectTightening: fc.Arbitrary<Required<Change>> = described.chain(
  ({ schema, values: [value = null] }) =>
    fc.constantFrom(
      { before: strict({ p: schema }), after: strict({}), witness: { p: value } },
      { before: strict({ p: schema }), after: strict({ p: schema }, ["p"]), witness: {} },
      {
        before: { type: "array", items: schema },
        after: { type: "array", items: schema, minItems: 1 },
        witness: [],
      },
      {
        before: { type: "array", items: schema, maxItems: 2 },
        after: { type: "array", items: schema, maxItems: 1 },
        witness: [value, value],
      },
      {
        before: { type: "object", additionalProperties: schema },
        after: strict({}),
        witness: { p: value },
      },
      {
        before: {
          anyOf: [strict({ tag: { const: 1 } }, ["tag"]), strict({ tag: { const: 2 }, v: schema }, ["tag"])],
        },
        after: { anyOf: [strict({ tag: { const: 1 } }, ["tag"])] },
        witness: { tag: 2, v: value },
      },
    ),
);

/** What refuses something and accepts something else instead. */
const exchange: fc.Arbitrary<Required<Change>> = described.map(({ schema }) => ({
  before: strict({}),
  after: strict({ p: schema }, ["p"]),
  witness: {},
}));

/** The change somewhere within a schema that otherwise stays as it is. */
const somewhere = (change: fc.Arbitrary<Required<Change>>): fc.Arbitrary<Required<Change>> =>
  fc
    .tuple(change, fc.array(described.chain(context), { maxLength: 3 }))
    .map(([inner, contexts]) => contexts.reduce((found, wrap) => wrap(found), inner));

export const tightening = somewhere(fc.oneof(leafTightening, objectTightening, exchange));

/** A tightening read backwards: nothing that was accepted is refused. */
export const loosening: fc.Arbitrary<Change> = somewhere(fc.oneof(leafTightening, objectTightening)).map(
  ({ before, after }) => ({ before: after, after: before }),
);

type Wrap = (change: Required<Change>) => Required<Change>;

/** A place for a change: beside the value of another schema, in a list, in a record, or where null may stand as well. */
function context({ schema, values: [value = null] }: Described): fc.Arbitrary<Wrap> {
  const around =
    (place: (inner: JsonSchema) => JsonSchema, hold: (inner: JsonValue) => JsonValue): Wrap =>
    ({ before, after, witness }) => ({ before: place(before), after: place(after), witness: hold(witness) });
  return fc.constantFrom(
    around(
      (inner) => strict({ inner, other: schema }, ["other"]),
      (inner) => ({ inner, other: value }),
    ),
    around(
      (inner) => strict({ inner, other: schema }, ["inner"]),
      (inner) => ({ inner }),
    ),
    around(
      (inner) => ({ type: "array", items: inner }),
      (inner) => [inner],
    ),
    around(
      (inner) => ({ type: "object", additionalProperties: inner }),
      (inner) => ({ key: inner }),
    ),
    around(
      (inner) => ({
        anyOf: [
          strict({ kind: { const: "a" }, inner }, ["kind"]),
          strict({ kind: { const: "b" }, schema }, ["kind"]),
        ],
      }),
      (inner) => ({ kind: "a", inner }),
    ),
  );
}
