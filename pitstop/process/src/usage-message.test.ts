import { expect, test } from "vitest";
import { usageMessage } from "./usage-message.ts";

test.each([
  ["error: unknown option '--dryrun'\n(Did you mean --dry-run?)", "Unknown option '--dryrun'."],
  ["error: option '--table <name>' argument missing", "Option '--table <name>' argument missing."],
  ["error: too many arguments.", "Too many arguments."],
])("what commander says is a sentence of ours: %j", (said, told) => {
  expect(usageMessage(said)).toBe(told);
});
