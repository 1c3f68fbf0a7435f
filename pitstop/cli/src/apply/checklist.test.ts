import type { MigrationReport } from "@pitstop/migrator";
import { expect, test } from "vitest";
import { migrated } from "./checklist.ts";

type Stage = MigrationReport["stages"][number];

const stage = (name: Stage["stage"], outcome: Stage["outcome"] = "done", summary = ""): Stage => ({
  stage: name,
  outcome,
  summary,
  duration: 1,
});

/** As far as a checklist reads it. */
const report = (stages: readonly Stage[], applied: readonly string[] = ["Migration1"]) =>
  ({ stages, applied, database: "pitstop at db.example:5432" }) as MigrationReport;

const proofOf = (stages: readonly Stage[], applied?: readonly string[]) =>
  migrated(report(stages, applied), 5).proof;

test("a checklist says of the database what the stages of the migrator did", () => {
  const all = ["lint", "backup", "rehearsal", "apply", "verification"] as const;
  expect(migrated(report(all.map((name) => stage(name))), 5)).toEqual({
    what: "data integrity",
    outcome: "done",
    proof: "linted, backed up, rehearsed, applied and verified on pitstop at db.example:5432",
    duration: 5,
  });
});

test("what was not needed or was left out is not said to be done", () => {
  const empty = "the database has no tables yet";
  expect(proofOf([stage("lint"), stage("backup", "not needed", empty), stage("apply")])).toBe(
    `linted and applied on pitstop at db.example:5432; backup not needed: ${empty}`,
  );
  expect(
    proofOf([stage("apply"), stage("lint", "left out", "on request"), stage("backup", "not needed", empty)]),
  ).toBe(`applied on pitstop at db.example:5432; backup not needed: ${empty}; lint left out: on request`);
});

test("where nothing was pending, nothing was done", () => {
  expect(proofOf([], [])).toBe("nothing was pending on pitstop at db.example:5432");
});
