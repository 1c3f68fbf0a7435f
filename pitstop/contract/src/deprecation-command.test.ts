import { expect, test } from "vitest";
import { contract, object, TODAY } from "../test/findings.ts";
import { compare } from "./compare.ts";
import type { Procedure } from "./contract.ts";
import type { JsonSchema } from "./schema.ts";

const text = { type: "string" };
const Id = { type: "integer", minimum: 1 };
const hints = (procedure: string, before: Partial<Procedure>, after: Partial<Procedure>): string =>
  compare(contract({ [procedure]: before }), contract({ [procedure]: after }), {
    today: TODAY,
    hasPitstop: true,
  })
    .flatMap(({ hint }) => hint ?? [])
    .join("\n");
const sent = (procedure: string, before: JsonSchema, after: JsonSchema) =>
  hints(procedure, { input: before }, { input: after });
const answered = (procedure: string, before: JsonSchema, after: JsonSchema) =>
  hints(procedure, { output: before }, { output: after });
const filter = (conditions: JsonSchema) => object({ filter: conditions });

const COMMAND = "pitstop attribute:deprecate";

test.each(["car.create", "car.update"])(
  "an attribute that is gone from %s is named in the command",
  (name) => {
    expect(sent(name, object({ color: text }), object({}))).toContain(`${COMMAND} car color`);
    expect(answered(name, object({ color: text }), object({}))).toContain(`${COMMAND} car color`);
  },
);

test("so is one that is gone from the records of a list, or from its filter", () => {
  const page = (record: JsonSchema) => object({ items: { type: "array", items: record } });
  expect(answered("car.list", page(object({ color: text })), page(object({})))).toContain(
    `${COMMAND} car color`,
  );
  expect(sent("car.list", filter(object({ size: object({ in: text }) })), filter(object({})))).toContain(
    `${COMMAND} car size`,
  );
});

test("a condition that is gone names the attribute that it was on", () => {
  const found = sent(
    "car.count",
    filter(object({ size: object({ equals: text, contains: text }) })),
    filter(object({ size: object({ equals: text }) })),
  );
  expect(found).toContain(`${COMMAND} car size`);
  expect(found).not.toContain("contains");
});

test.each<[string, string, JsonSchema, JsonSchema]>([
  ["an option of a list", "car.list", object({ limit: Id }), object({})],
  ["all of a filter", "car.list", filter(object({ size: object({}) })), object({})],
  [
    "a field within an attribute",
    "car.create",
    object({ size: object({ x: text }) }),
    object({ size: object({}) }),
  ],
  ["an input of another procedure", "car.sell", object({ color: text }), object({})],
  [
    "a relation's filter",
    "car.list",
    filter(object({ categoryId: object({ equals: Id }) })),
    filter(object({})),
  ],
  [
    "a condition on a relation",
    "car.list",
    filter(object({ categoryId: object({ isNull: { type: "boolean" } }) })),
    filter(object({ categoryId: object({}) })),
  ],
  [
    "what every record has",
    "car.list",
    filter(object({ createdAt: object({ from: text }) })),
    filter(object({})),
  ],
])("%s is no attribute, and no command is named for it", (_what, name, before, after) => {
  expect(sent(name, before, after)).not.toBe("");
  expect(sent(name, before, after)).not.toContain(":deprecate");
});

test("a relation is named by its own name, in answers and by its key in inputs", () => {
  const RELATION = "pitstop relation:deprecate car category";
  const Reference = object({ "id!": Id, "name!": text });
  const related = object({ "category!": Reference });
  expect(answered("car.byId", related, object({}))).toContain(RELATION);
  for (const key of [Id, { anyOf: [Id, { type: "null" }] }])
    expect(sent("car.create", object({ categoryId: key }), object({}))).toContain(RELATION);
  const unnamed = object({ "category!": object({ "id!": Id }) });
  expect(answered("car.byId", related, unnamed)).not.toContain(":deprecate");
});

test("an attribute whose name ends like that of a relation is still one", () => {
  expect(sent("car.create", object({ chassisId: text }), object({}))).toContain(`${COMMAND} car chassisId`);
});

test("outside a Pitstop application, no hint names its commands", () => {
  const before = contract({
    "car.create": { input: object({ color: text }), output: object({ color: text }) },
  });
  const after = contract({ "car.create": { input: object({}), output: object({}) } });
  const found = compare(before, after, { today: TODAY });
  expect(found.map(({ hint }) => hint)).toEqual([
    "Keep accepting it until no deployed client sends it.",
    "Keep it until no deployed client reads it.",
  ]);
});
