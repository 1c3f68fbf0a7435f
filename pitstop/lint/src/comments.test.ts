import { describe, expect, it } from "vitest";
import { lint } from "./lint.ts";

const drop = "alter table cars drop column color;";

describe("an intended exception", () => {
  it("is counted with its reason, and is no finding", () => {
    const { findings, exceptions } = lint(`-- pitstop:allow drop-column nobody reads it since 2.4\n${drop}`);
    expect(findings).toEqual([]);
    expect(exceptions).toEqual([{ rule: "drop-column", line: 2, reason: "nobody reads it since 2.4" }]);
  });

  it("is for its rule and the statement below it alone", () => {
    const sql = `-- pitstop:allow drop-column nobody reads it\n${drop}\n${drop}\nalter table cars rename to vehicles;`;
    expect(lint(sql).findings.map(({ rule, line }) => `${line} ${rule}`)).toEqual([
      "3 drop-column",
      "4 rename-table",
    ]);
  });

  it("may be written several times above a statement, and as a block", () => {
    const sql = "/* pitstop:allow drop-column old */\n-- pitstop:allow rename-table old\n";
    expect(lint(`${sql}${drop}`).findings).toEqual([]);
  });

  it.each([
    ["names no rule", `-- pitstop:allow\n${drop}`],
    ["names a rule that there is not", `-- pitstop:allow drop-colum nobody reads it\n${drop}`],
    ["gives no reason", `-- pitstop:allow drop-column\n${drop}`],
    ["stands behind the statement", `${drop} -- pitstop:allow drop-column nobody reads it\nselect 1;`],
    ["stands below every statement", `${drop}\n-- pitstop:allow drop-column nobody reads it`],
    [
      "stands inside the statement",
      `alter table cars\n-- pitstop:allow drop-column nobody reads it\ndrop column color;`,
    ],
    ["is misspelt", `-- pitstop:alow drop-column nobody reads it\n${drop}`],
  ])("is an error when it %s", (_why, sql) => {
    const { findings, exceptions } = lint(sql);
    expect(exceptions).toEqual([]);
    expect(findings.map(({ rule }) => rule)).toEqual(
      expect.arrayContaining(["invalid-comment", "drop-column"]),
    );
    expect(findings.find(({ rule }) => rule === "invalid-comment")?.rewrite).toContain(
      "-- pitstop:allow <rule id> <reason>",
    );
  });
});

describe("the conventions of a plain file", () => {
  it("a version that is no number is an error", () => {
    expect(lint("/* pg=new */ select 1;").findings.map(({ rule }) => rule)).toEqual(["invalid-comment"]);
  });

  it("a comment wins over the version of the server", () => {
    const sql = "alter table cars add column wheels int default 4;";
    const serverVersion = { major: 10, minor: undefined };
    expect(lint(sql, { serverVersion }).findings).toHaveLength(1);
    expect(lint(`/* pg=16 */ ${sql}`, { serverVersion }).findings).toEqual([]);
  });

  it("a comment in a string is no comment", () => {
    expect(lint("select '/* tx */'; create index concurrently i on cars (color);").findings).toEqual([]);
  });
});
