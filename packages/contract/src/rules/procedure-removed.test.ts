import { expect, test } from "vitest";
import { compare } from "../compare.ts";
import { contract, findingsOfProcedure, TODAY } from "../testing.ts";

test("a procedure that is gone breaks whoever calls it", () => {
  const [finding] = findingsOfProcedure({}, undefined);
  expect(finding).toMatchObject({ id: "procedure-removed", level: "breaking", domain: "car", path: "" });
});

test.each([
  ["without a day", {}, "risky"],
  ["whose day has come", { sunset: "2026-06-15" }, "risky"],
  ["before its day", { sunset: "2026-06-16" }, "breaking"],
])("one that was deprecated, %s", (_case, sunset, level) => {
  const findings = findingsOfProcedure({ deprecated: true, ...sunset }, undefined);
  expect(findings.find(({ id }) => id === "procedure-removed")?.level).toBe(level);
});

test("one that has another name now is told with the new name", () => {
  const before = contract({ "car.list": { input: { type: "string" } } });
  const after = contract({ "car.page": { input: { type: "string" } }, "car.find": {} });
  const messages = compare(before, after, { today: TODAY }).map(({ message }) => message);
  expect(messages).toContain("`car.list` is gone; it looks like `car.page` now.");
  expect(messages).toContain("`car.page` is new; it looks like `car.list` under another name.");
  expect(messages).toContain("`car.find` is new.");
});
