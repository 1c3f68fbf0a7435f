import { expect, test } from "vitest";
import { applied, planOf, refusal, workspace } from "../../../test/workspace.ts";
import { readRetired } from "../../layers/retired-layer.ts";
import { operations } from "../../operations/index.ts";
import { readDomain } from "../../workspace/read-domain.ts";
import type { Workspace } from "../../workspace/workspace.ts";

function plan(name: string, args: Record<string, unknown>, on: Workspace) {
  const operation = operations.get(name);
  if (!operation) throw new Error(name);
  return planOf(operation, args, on);
}

const run = (name: string, args: Record<string, unknown>, on: Workspace) => applied(plan(name, args, on), on);

const move = { domain: "car", target: "category", name: "paint", from: "color" };

test("a text becomes a relation in the types and the entity, and its column is retired with its trigger", () => {
  const moved = run("relation:add", move, workspace);
  const { attributes, relations } = readDomain(moved, "car");
  expect([attributes, relations]).toEqual([["name"], ["category", "paint"]]);
  expect(readRetired(moved)).toEqual([
    {
      domain: "car",
      attribute: "color",
      table: "cars",
      since: workspace.today,
      column: "color",
      type: "varchar(40)",
      schema: expect.stringMatching(/^z\.string.*max\(40\)\.nullable/),
      replacedBy: "paint_id",
      trigger: "cars_color_paint_id_sync",
      inStep: {
        forward: expect.stringContaining('"found"."name" = "cars"."color"'),
        backward: expect.stringContaining('"found"."id" = "cars"."paint_id"'),
        prepare: expect.stringContaining("raise exception"),
      },
    },
  ]);
});

test("a required text becomes a required relation, which older code fills by the text until it is purged", () => {
  const add = { domain: "car", attributes: ["kind:string:40!"], backfill: "'x'" };
  const required = run("purge", {}, run("attribute:add", add, workspace));
  const moved = run("relation:add", { ...move, from: "kind" }, required);
  const relation = (on: Workspace) => on.files.get("packages/types/src/car.ts")?.match(/paint: .*/)?.[0];
  expect(relation(moved)).toBe(
    'paint: { domain: "category", label: "Paint", nullable: false, filled: true },',
  );
  const purged = run("purge", { domain: "car", attribute: "kind" }, moved);
  expect(relation(purged)).toBe('paint: { domain: "category", label: "Paint", nullable: false },');
  expect(readRetired(purged)).toEqual([]);
});

test.each([
  [{ match: "description" }, workspace, "NOT_UNIQUE", "--match <attribute>"],
  [{ match: "nothing" }, workspace, "NO_ATTRIBUTE", "name, description"],
  [{ from: "nothing" }, workspace, "NO_ATTRIBUTE", "name, color"],
  [{ from: "name" }, workspace, "TITLE_NEEDED", "Write another title"],
  [{ name: "color" }, workspace, "NAME_TAKEN", "--name"],
  [{ createMissing: true, leaveMissing: true }, workspace, "BAD_FLAG", "Choose one"],
  [{ backfill: "1" }, workspace, "BAD_FLAG", "Leave one of them out"],
  [{ from: undefined, match: "name" }, workspace, "BAD_FLAG", "Add --from"],
  [{ required: true, leaveMissing: true }, workspace, "BAD_FLAG", "--create-missing"],
])("%o is refused with what to do", (flags, on, code, hint) => {
  const error = refusal(() => plan("relation:add", { ...move, ...flags }, on as Workspace));
  expect(error.code).toBe(code);
  expect(error.hint).toContain(hint);
});

test("records that need more than the value are not made up", () => {
  const richer = run(
    "attribute:add",
    { domain: "category", attributes: ["rank:integer!"], backfill: "1" },
    workspace,
  );
  const error = refusal(() => plan("relation:add", { ...move, createMissing: true }, richer));
  expect(error.message).toBe(`A category needs rank besides "name" as well, and there is no value for it.`);
  expect(() => plan("relation:add", move, richer)).not.toThrow();
});
