import type { Node } from "libpg-query";
import { describe, expect, it } from "vitest";
import { verdicts } from "../../test/verdicts.ts";
import { advice } from "../flavors/advice.ts";
import { nothingKnown } from "../known.ts";
import { split } from "../split.ts";
import rule from "./unjudged.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "alter view red_cars drop column color;",
      table: null,
      lock: null,
      says: "OBJECT_VIEW AT_DropColumn",
      rewrite: "pitstop:allow unjudged",
    },
    { sql: "alter sequence n add column a int;" },
    { sql: "alter index cars_color disable trigger all;" },
    { sql: "alter table cars options (add a 'b');" },
  ],
  safe: ["alter table cars add column color text, drop column paint;", "select 1;", "do $$ begin end $$;"],
});

describe("a statement of a later PostgreSQL", () => {
  const [statement] = split("select 1;", { isInTransaction: false, queries: [] });
  const checked = (node: object) =>
    // No parser makes these nodes yet: that is the case.
    statement && rule.check({ ...statement, node: node as Node }, nothingKnown(advice.sql), false);

  it.each([
    [{ RepackStmt: {} }, "RepackStmt"],
    [{ WaitStmt: { lsn: "0/0" } }, "WaitStmt"],
    [{ toString: {} }, "toString"],
    [{ DropStmt: { removeType: "OBJECT_PROPGRAPH", objects: [] } }, "DropStmt OBJECT_PROPGRAPH"],
    [{ RenameStmt: { renameType: "OBJECT_PROPGRAPH" } }, "RenameStmt OBJECT_PROPGRAPH"],
    [{ DropStmt: {} }, "DropStmt without an object"],
    [
      {
        AlterTableStmt: {
          objtype: "OBJECT_TABLE",
          cmds: [{ AlterTableCmd: { subtype: "AT_MergePartitions" } }],
        },
      },
      "AT_MergePartitions",
    ],
  ])("is a finding and never nothing: %j", (node, form) => {
    expect(checked(node)).toEqual([
      expect.objectContaining({ rule: "unjudged", level: "error", message: expect.stringContaining(form) }),
    ]);
  });
});
