import type { MigrationReport } from "@pitstop/migrator";
import { expect, test } from "vitest";
import { migrated } from "./checklist.ts";

type Step = MigrationReport["steps"][number];

const step = (name: Step["step"], outcome: Step["outcome"] = "done", summary = ""): Step => ({
  step: name,
  outcome,
  summary,
  duration: 1,
});

/** As far as a checklist reads it. */
const report = (steps: readonly Step[], applied: readonly string[] = ["Migration1"]) =>
  ({ steps, applied, database: "pitstop at db.example:5432" }) as MigrationReport;

const proofOf = (steps: readonly Step[], applied?: readonly string[]) =>
  migrated(report(steps, applied), 5).proof;

test("a checklist says of the database what the steps of the migrator did", () => {
  const all = ["lint", "backup", "rehearsal", "apply", "verification"] as const;
  expect(migrated(report(all.map((name) => step(name))), 5)).toEqual({
    what: "data integrity",
    outcome: "done",
    proof: "linted, backed up, rehearsed, applied and verified on pitstop at db.example:5432",
    duration: 5,
  });
});

test("what was not needed or was left out is not said to be done", () => {
  const empty = "the database has no tables yet";
  expect(proofOf([step("lint"), step("backup", "not needed", empty), step("apply")])).toBe(
    `linted and applied on pitstop at db.example:5432; backup not needed: ${empty}`,
  );
  expect(
    proofOf([step("apply"), step("lint", "left out", "on request"), step("backup", "not needed", empty)]),
  ).toBe(`applied on pitstop at db.example:5432; backup not needed: ${empty}; lint left out: on request`);
});

test("where nothing was pending, nothing was done", () => {
  expect(proofOf([], [])).toBe("nothing was pending on pitstop at db.example:5432");
});
