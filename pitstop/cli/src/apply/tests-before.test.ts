import { expect, test } from "vitest";
import { TestsFailedError } from "./round-trip.ts";
import { toldApart } from "./tests-before.ts";

const failure = (failed: readonly string[], output = "1 failed") =>
  new TestsFailedError(["car"], failed, output);

test.each([
  [
    "a test that failed before",
    failure(["a"]),
    failure(["a"]),
    /already failing before this change:\n {2}a$/,
  ],
  [
    "one of both",
    failure(["a", "b"]),
    failure(["a"]),
    /with this change:\n {2}b\nAlready .*change:\n {2}a\n/,
  ],
  [
    "tests that can't be run, as before, such as for an error outside of them",
    failure([], "Unhandled Rejection"),
    failure([], "Unhandled Rejection"),
    /already failing before this change:\nUnhandled Rejection$/,
  ],
])("%s is told apart", (_what, error, before, message) => {
  expect(toldApart(error, before).message).toMatch(message);
});

test.each([
  ["before it, none did", failure(["a"]), undefined],
  ["before it, others did", failure(["a"]), failure(["b"])],
  ["it keeps tests from running that ran before", failure([]), failure(["b"])],
])("what a change breaks is its own where %s", (_where, error, before) => {
  expect(toldApart(error, before)).toBe(error);
});
