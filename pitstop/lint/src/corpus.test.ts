import { describe, expect, it } from "vitest";
import { safe } from "../test/corpus/safe.ts";
import { safeWays } from "../test/corpus/safe-ways.ts";
import { unsafe } from "../test/corpus/unsafe.ts";
import { lint } from "./lint.ts";
import { rules } from "./rules/index.ts";

const found = (sql: string) => lint(sql).findings.map(({ rule, level }) => `${level} ${rule}`);

describe("statements with a known verdict", () => {
  it.each(unsafe)("%s finds %s", (rule, sql) => {
    const ids = lint(sql)
      .findings.filter(({ level }) => level !== "style")
      .map((finding) => finding.rule);
    expect(ids).toContain(rule);
  });

  it.each(safe)("nothing is said about %s", (sql) => {
    expect(found(sql)).toEqual([]);
  });

  it.each(safeWays)("nothing is said about the safe way of %s", (_rule, ...files) => {
    expect(files.flatMap(found)).toEqual([]);
  });

  it("has an unsafe statement for each rule that works unasked on a file", () => {
    const onRequest = ["require-lock-timeout", "require-statement-timeout", "not-rerunnable"];
    const ofHistory = ["non-linear-history", "edited-migration"];
    const expected = rules
      .filter(({ id, level }) => level !== "style" && !onRequest.includes(id) && !ofHistory.includes(id))
      .map(({ id }) => id);
    expect(new Set(unsafe.map(([rule]) => rule))).toEqual(new Set(expected));
  });
});
