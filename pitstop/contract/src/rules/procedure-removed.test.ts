import { expect, test } from "vitest";
import { contract, findingsOfProcedure, TODAY } from "../../test/findings.ts";
import { compare } from "../compare.ts";
import { grouped } from "../report/group.ts";

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

test("all of a domain are one finding for people, with the command that announces it", () => {
  const before = { "car.list": {}, "car.sell": {}, "boat.list": {}, "boat.sail": {} };
  const found = compare(contract(before), contract({ "boat.list": {} }), { today: TODAY, hasPitstop: true });
  expect(grouped(found).map(({ message, hint, places }) => ({ message, hint, places }))).toEqual([
    {
      message: "`boat.sail` was removed and was never deprecated.",
      hint: "Keep it and deprecate it with a sunset.",
      places: ["boat.sail"],
    },
    {
      message: "Every procedure of `car` was removed and was never deprecated.",
      hint: "Keep it and deprecate it first: pitstop domain:deprecate car",
      places: ["car.list", "car.sell"],
    },
  ]);
});

test("one that has another name now is told with the new name", () => {
  const before = contract({ "car.list": { input: { type: "string" } } });
  const after = contract({ "car.page": { input: { type: "string" } }, "car.find": {} });
  const messages = compare(before, after, { today: TODAY }).map(({ message }) => message);
  expect(messages).toContain(
    "`car.list` was removed and was never deprecated; it looks like `car.page` now.",
  );
  expect(messages).toContain("`car.page` is new; it looks like `car.list` under another name.");
  expect(messages).toContain("`car.find` is new.");
});
