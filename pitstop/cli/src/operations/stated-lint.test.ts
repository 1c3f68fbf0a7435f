import { lint } from "@pitstop/lint";
import { expect, test } from "vitest";
import { applied, planOf, workspace } from "../../test/workspace.ts";
import type { PlannedStep } from "../plan.ts";
import { operations } from "./index.ts";

type Command = [string, Record<string, unknown>];

// Every kind of migration that is stated by hand, in the order in which people meet them.
const stories: Command[][] = [
  [["attribute:remove", { domain: "category", attribute: "description", now: true }]],
  [
    ["attribute:remove", { domain: "category", attribute: "description" }],
    ["purge", {}],
  ],
  [
    ["attribute:rename", { domain: "category", attribute: "description", to: "zebraText" }],
    ["purge", {}],
  ],
  [["attribute:rename", { domain: "category", attribute: "description", to: "zebraText", now: true }]],
  [["attribute:change", { domain: "car", attribute: "color", required: true, backfill: "'none'" }]],
  [["attribute:change", { domain: "car", attribute: "color", max: "60", default: "red" }]],
  [["attribute:change", { domain: "car", attribute: "color", max: "20" }]],
  [["attribute:change", { domain: "car", attribute: "name", required: false }]],
  [
    ["attribute:change", { domain: "car", attribute: "name", unique: true }],
    ["attribute:change", { domain: "car", attribute: "name", unique: false }],
  ],
  [
    ["attribute:add", { domain: "car", attributes: ["seats:integer=4"], backfill: "5" }],
    ["attribute:change", { domain: "car", attribute: "seats", type: "string:20", noDefault: true }],
    ["purge", {}],
  ],
  [
    ["attribute:add", { domain: "car", attributes: ["seats:integer=4"], backfill: "5" }],
    ["attribute:change", { domain: "car", attribute: "seats", type: "decimal:6,2", now: true }],
  ],
  [
    ["attribute:add", { domain: "car", attributes: ["fuel:enum:petrol,diesel!"], backfill: "'petrol'" }],
    ["purge", {}],
    ["attribute:change", { domain: "car", attribute: "fuel", values: "petrol,diesel,wood" }],
  ],
  [["relation:add", { domain: "car", target: "category", name: "second", required: true, backfill: "1" }]],
  [
    [
      "relation:add",
      { domain: "car", target: "category", name: "paint", from: "color", createMissing: true },
    ],
    ["purge", {}],
  ],
  [
    ["relation:remove", { domain: "car", relation: "category" }],
    ["purge", {}],
  ],
  [["relation:remove", { domain: "car", relation: "category", now: true }]],
  [
    ["domain:rename", { domain: "category", to: "genre" }],
    ["purge", {}],
  ],
  [["domain:rename", { domain: "category", to: "genre", now: true }]],
  [
    ["domain:remove", { domain: "car" }],
    ["purge", {}],
  ],
  [["domain:remove", { domain: "car", now: true }]],
];

const isLong = process.env.PITSTOP_LONG === "1";
// A rename reads the whole workspace, which takes seconds.
const chosen = isLong
  ? stories
  : stories.filter((story) => story.every(([name]) => !name.endsWith(":rename")));

const sqlOf = (step: PlannedStep): string => (step.kind === "sql" ? `${step.sql};` : "");

test.each(chosen.map((story) => [JSON.stringify(story), story] as const))(
  "the linter has no objection to what %s states",
  (_words, story) => expectNoErrors(story),
);

test("a required column is converted at once, though its default goes first", () => {
  // What the entities make, nobody states: the linter knows the column by its own migration.
  expectNoErrors(
    [
      ["attribute:add", { domain: "car", attributes: ["seats:integer!=4"] }],
      ["attribute:change", { domain: "car", attribute: "seats", type: "decimal:6,2", now: true }],
    ],
    ["alter table cars add column seats integer not null default 4;"],
  );
});

/** Carries commands out one after the other. The linter may warn of what they state, knowing what was before. */
function expectNoErrors(story: readonly Command[], before: readonly string[] = []): void {
  let on = workspace;
  const earlier = [...before];
  for (const [name, args] of story) {
    const operation = operations.get(name);
    if (!operation) throw new Error(name);
    const plan = planOf(operation, args, on);
    for (const { up, isTransactional } of plan.migrations) {
      const sql = up.map(sqlOf).join("\n");
      const { findings } = lint(sql, {
        isInTransaction: isTransactional,
        earlier,
        hasLockTimeout: true,
        hasStatementTimeout: true,
      });
      expect(findings.filter(({ level }) => level === "error")).toEqual([]);
      earlier.push(sql);
    }
    on = applied(plan, on);
  }
}
