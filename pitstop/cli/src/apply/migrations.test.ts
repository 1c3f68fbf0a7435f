import { expect, test } from "vitest";
import { refusal } from "../../test/workspace.ts";
import { lastBefore } from "./migrations.ts";

// In the order in which they were applied: the file of C is the oldest, and came with a branch that was merged.
const applied = ["A20260101", "B20260301", "C20260201", "D20260401"];

test("what is rolled back is what was applied last, whatever the names are", () => {
  expect(lastBefore(applied, ["D20260401"])).toBe("C20260201");
  expect(lastBefore(applied, ["C20260201", "D20260401"])).toBe("B20260301");
  expect(lastBefore(applied, applied)).toBe("0");
  expect(lastBefore(applied, ["E20260501"])).toBeUndefined();
});

test("nothing else is rolled back with it", () => {
  expect(refusal(() => lastBefore(applied, ["B20260301"]))).toMatchObject({
    code: "APPLIED_SINCE",
    message: expect.stringContaining("C20260201, D20260401"),
    hint: expect.stringContaining("migration:down"),
  });
});
