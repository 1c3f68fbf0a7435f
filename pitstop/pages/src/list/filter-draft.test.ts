import * as definitions from "@app/types/testing/machines";
import { expect, test } from "vitest";
import { domainsOf } from "../domains.ts";
import type { FormValue } from "../kinds/kind.ts";
import { operatorsOf } from "../kinds/operator.tsx";
import { applyDraft, draftOf, filterableFields, startDraft, withoutCondition } from "./filter-draft.ts";

const { machine } = domainsOf({ machine: definitions.machine, workshop: definitions.workshop });

function apply(key: string, id: string, value: FormValue, filter = {}) {
  const field = filterableFields(machine).find((one) => one.inputKey === key);
  const operator = field && operatorsOf(field).find((one) => one.id === id);
  if (!operator) throw new Error(`"${key}" has no operator "${id}".`);
  return applyDraft(machine, filter, { ...startDraft(field, operator), value });
}

test("every attribute and relation can be filtered by", () => {
  expect(filterableFields(machine).map(({ inputKey }) => inputKey)).toEqual([
    ...Object.keys(machine.attributes),
    "workshopId",
    "parentId",
    "createdAt",
    "updatedAt",
  ]);
});

test.each([
  ["name", "contains", " a ", { contains: " a " }],
  ["name", "equals", "a", { equals: "a" }],
  ["summary", "isEmpty", null, { isNull: true }],
  ["summary", "isNotEmpty", null, { isNull: false }],
  ["quantity", "from", "1000", { from: 1000 }],
  ["views", "to", "-5", { to: "-5" }],
  ["weight", "equals", "1e3", { equals: 1000 }],
  ["price", "from", "0.10", { from: "0.10" }],
  ["built", "from", "2026-01-31", { from: "2026-01-31" }],
  ["checkedAt", "from", "2026-01-31", { from: new Date(2026, 0, 31).toISOString() }],
  ["checkedAt", "to", "2026-01-31", { to: new Date(2026, 0, 31, 23, 59, 59, 999).toISOString() }],
  ["state", "in", ["draft", "inReview"], { in: ["draft", "inReview"] }],
  ["rented", "equals", false, { equals: false }],
  [
    "token",
    "equals",
    "11111111-1111-4111-8111-111111111111",
    { equals: "11111111-1111-4111-8111-111111111111" },
  ],
  ["workshopId", "equals", 3, { equals: 3 }],
])("%s %s %j is a condition, and can be changed", (key, id, value, condition) => {
  const { filter } = apply(key, id, value);
  expect(filter).toEqual({ [key]: condition });
  const [name = "", operand] = Object.entries(condition)[0] ?? [];
  const draft = draftOf(machine, key, name, operand);
  if (!draft) throw new Error("The condition can't be changed.");
  expect(applyDraft(machine, filter ?? {}, draft)).toEqual({ filter });
});

test.each([
  ["name", "contains", ""],
  ["quantity", "from", "1,000"],
  ["quantity", "from", "2.5"],
  ["weight", "from", "12,5"],
  ["price", "from", "1,000"],
  ["price", "from", ""],
  ["built", "from", "31.12.2026"],
  ["built", "from", "2026-02-30"],
  ["checkedAt", "to", "2026-02-30"],
  ["token", "equals", "1111"],
  ["state", "in", []],
  ["rented", "equals", null],
  ["workshopId", "equals", null],
])("%s %s %j is refused, and the filter stays as it was", (key, id, value) => {
  expect(apply(key, id, value, { name: { contains: "a" } })).toEqual({
    error: expect.stringMatching(/\.$|digits/),
  });
});

test("a condition joins the others, or takes the place of the one that is changed", () => {
  const filter = { quantity: { from: 1 }, name: { contains: "a" } };
  expect(apply("quantity", "to", "9", filter).filter).toEqual({ ...filter, quantity: { from: 1, to: 9 } });
  const draft = draftOf(machine, "name", "contains", "a");
  if (!draft) throw new Error("The condition can't be changed.");
  const [, equals] = operatorsOf(draft.field);
  expect(applyDraft(machine, filter, { ...draft, ...(equals && { operator: equals }) }).filter).toEqual({
    quantity: { from: 1 },
    name: { equals: "a" },
  });
});

test("what only a link can ask is left alone", () => {
  expect(draftOf(machine, "quantity", "in", [1, 2])).toBeUndefined();
  expect(draftOf(machine, "id", "equals", 1)).toBeUndefined();
  expect(withoutCondition({ id: { equals: 1, in: [1] } }, "id", "in")).toEqual({ id: { equals: 1 } });
  expect(withoutCondition({ id: { equals: 1 } }, "id", "equals")).toEqual({});
});
