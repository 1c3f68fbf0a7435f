import { expect, test } from "vitest";
import { contract, findingsOf, object, TODAY } from "../test/findings.ts";
import { compare } from "./compare.ts";
import type { JsonSchema } from "./schema.ts";

const tree = (leaf: JsonSchema) => ({
  Tree: object({ "value!": leaf, children: { type: "array", items: { $ref: "#/definitions/Tree" } } }),
});
const ref = { $ref: "#/definitions/Tree" };

test("the same contract has no findings, however recursive it is", () => {
  const same = contract({ "car.list": { input: ref, output: {} } }, tree({ type: "string" }));
  expect(compare(same, structuredClone(same), { today: TODAY })).toEqual([]);
});

test("a change within a recursive schema is told once, where it is first met", () => {
  const findings = findingsOf("input", ref, ref, {
    before: tree({ type: "string" }),
    after: tree({ type: "string", maxLength: 10 }),
  });
  expect(findings.map(({ id, path }) => [id, path])).toEqual([["input-constraint-tightened", "input.value"]]);
});

test("anything against a recursive schema ends", () => {
  expect(findingsOf("output", true, ref, { after: tree(true as never) }).map(({ id }) => id)).toContain(
    "output-type-narrowed",
  );
});
