import { afterEach, describe, expect, it, vi } from "vitest";
import { project } from "../../test/command/project.ts";
import { rules } from "../rules/index.ts";

afterEach(() => vi.unstubAllEnvs());

const files = {
  "db/größe, 100%.sql":
    "select 1;\n  alter table cars drop column color;\n  alter table cars drop column color;\n",
  "db/broken.sql": "select 1;\nalter tabel cars;\n",
  "db/warning.sql": "alter table cars alter column vin drop not null;\n",
};

describe("--format github", () => {
  it("writes a workflow command for each finding, with nothing that could end it early", async () => {
    vi.stubEnv("GITHUB_WORKSPACE", undefined);
    const { exitCode, stdout } = await project(files).lint(
      "db/größe, 100%.sql",
      "db/warning.sql",
      "--format",
      "github",
    );
    const lines = stdout.trimEnd().split("\n");
    expect(lines).toHaveLength(3);
    expect(lines[0]).toMatch(
      /^::error file=db\/größe%2C 100%25\.sql,line=2,col=3,title=drop-column::The values of color are lost, .*%0A%0A-- First deploy/,
    );
    expect(lines[2]).toMatch(/^::warning file=db\/warning\.sql,line=1,col=1,title=drop-not-null::/);
    expect(exitCode).toBe(1);
  });

  it("names files as the checkout does", async () => {
    const { folder, lint } = project(files);
    vi.stubEnv("GITHUB_WORKSPACE", folder);
    const { stdout } = await lint(`${folder}/db/warning.sql`, "--format", "github");
    expect(stdout).toContain("file=db/warning.sql,");
  });

  it("shows what could not be linted, and SQL from standard input without a file", async () => {
    vi.stubEnv("GITHUB_WORKSPACE", undefined);
    const { pipe, lint } = project(files);
    const broken = await lint("db/broken.sql", "--format", "github");
    expect(broken.stdout).toMatch(
      /^::error file=db\/broken\.sql,line=2,title=LINT_SQL_INVALID::Line 2, column 7: syntax error/,
    );
    expect(broken.exitCode).toBe(2);
    const piped = await pipe("drop table cars;", "-", "--format", "github");
    expect(piped.stdout).toMatch(/^::error line=1,col=1,title=drop-table::/);
  });
});

describe("--format sarif", () => {
  it("is a log of SARIF 2.1.0 that names its rules", async () => {
    vi.stubEnv("GITHUB_WORKSPACE", undefined);
    const { stdout, exitCode } = await project(files).lint(
      "db/größe, 100%.sql",
      "db/warning.sql",
      "--format",
      "sarif",
    );
    const log = JSON.parse(stdout);
    expect(log).toMatchObject({
      version: "2.1.0",
      $schema: expect.stringContaining("sarif-schema-2.1.0.json"),
    });
    const [run] = log.runs;
    expect(log.runs).toHaveLength(1);
    expect(run.tool.driver.name).toBe("pitstop-lint");
    const ids = run.tool.driver.rules.map(({ id }: { id: string }) => id);
    expect(ids).toEqual([...rules.map(({ id }) => id), "invalid-comment"]);
    expect(run.invocations).toEqual([
      { executionSuccessful: true, exitCode: 1, toolExecutionNotifications: [] },
    ]);
    for (const result of run.results) expect(ids[result.ruleIndex]).toBe(result.ruleId);
    expect(run.results[0]).toEqual({
      ruleId: "drop-column",
      ruleIndex: ids.indexOf("drop-column"),
      level: "error",
      message: { text: expect.stringMatching(/^The values of color are lost/) },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: "db/gr%C3%B6%C3%9Fe%2C%20100%25.sql" },
            region: { startLine: 2, startColumn: 3 },
          },
        },
      ],
      partialFingerprints: { "statement/v1": expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
    expect(run.results.map(({ level }: { level: string }) => level)).toEqual(["error", "error", "warning"]);
    expect(exitCode).toBe(1);
  });

  it("tells equal findings apart, and knows a finding again when lines above it move", async () => {
    const fingerprints = async (text: string) => {
      const { stdout } = await project({ "a.sql": text }).lint("a.sql", "--format", "sarif");
      return JSON.parse(stdout).runs[0].results.map(
        (result: { partialFingerprints: Record<string, string> }) =>
          result.partialFingerprints["statement/v1"],
      );
    };
    const twice = "drop table cars;\ndrop table cars;\n";
    const [first, second] = await fingerprints(twice);
    expect(first).not.toBe(second);
    expect(await fingerprints(`-- a line more\n${twice.replace("table cars", "table\n  cars")}`)).toEqual([
      first,
      second,
    ]);
  });

  it("says what could not be linted", async () => {
    vi.stubEnv("GITHUB_WORKSPACE", undefined);
    const { stdout, exitCode, stderr } = await project(files).lint("db/broken.sql", "--format", "sarif");
    const [{ invocations, results }] = JSON.parse(stdout).runs;
    expect(results).toEqual([]);
    expect(invocations).toMatchObject([
      {
        executionSuccessful: false,
        exitCode: 2,
        toolExecutionNotifications: [
          {
            level: "error",
            descriptor: { id: "LINT_SQL_INVALID" },
            locations: [
              { physicalLocation: { artifactLocation: { uri: "db/broken.sql" }, region: { startLine: 2 } } },
            ],
          },
        ],
      },
    ]);
    expect(stderr).toContain("LINT_SQL_INVALID");
    expect(exitCode).toBe(2);
  });
});

it("an unknown format ends with 2 and names the formats", async () => {
  const { exitCode, stderr } = await project(files).lint("db/warning.sql", "--format", "junit");
  expect(stderr).toContain("Allowed choices are text, json, github, sarif.");
  expect(exitCode).toBe(2);
});
