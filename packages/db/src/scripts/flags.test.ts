import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { takeFlags } from "./flags.ts";

test("the migrator's flags are taken out, and the rest is MikroORM's", () => {
  vi.stubEnv("INIT_CWD", "/home/anna");
  const { rest, environment } = takeFlags(
    [
      "migration:up",
      "--without",
      "backup,lint",
      "--to=Migration1",
      "--without=rehearsal",
      "--yes-without-backup",
      "--sample",
      "500",
      "--report",
      "report.md",
      "--json",
    ],
    {},
  );
  vi.unstubAllEnvs();
  expect(rest).toEqual(["migration:up", "--to=Migration1", "--quiet"]);
  expect(environment).toEqual({
    PITSTOP_WITHOUT: "backup,lint,rehearsal",
    PITSTOP_YES_WITHOUT_BACKUP: "yes",
    PITSTOP_SAMPLE: "500",
    PITSTOP_REPORT: join("/home/anna", "report.md"),
    PITSTOP_OUTPUT: "json",
  });
});

test("steps to leave out add up with those of the variable, and a single value replaces its variable", () => {
  const variables = { PITSTOP_WITHOUT: "backup,rehearsal", PITSTOP_SAMPLE: "9" };
  const { environment } = takeFlags(["migration:up", "--without", "lint", "--sample", "500"], variables);
  expect(environment).toEqual({ PITSTOP_WITHOUT: "backup,rehearsal,lint", PITSTOP_SAMPLE: "500" });
  expect(takeFlags(["migration:up"], variables).environment).toEqual({});
});

test.each([
  [["--without"], /Name a stage: lint, backup/],
  [["--without", "--json"], /Name a stage/],
  [["--report="], /--report report.md/],
  [["--sample", "many"], /--sample 1000/],
])("%j says what is missing", (args, hint) => {
  expect(() => takeFlags(args)).toThrow(
    expect.objectContaining({ code: "USAGE", hint: expect.stringMatching(hint) }),
  );
});
