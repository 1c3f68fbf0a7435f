import { expect, test } from "vitest";
import { applied, planOf, refusal } from "../../../test/workspace.ts";
import { attributeAdd } from "../../operations/attribute-add.ts";
import { attributeChange } from "../../operations/attribute-change.ts";

const attributes = ["day:date", "moment:datetime", "note:string:40", "seats:integer"];
const withTimes = applied(planOf(attributeAdd, { domain: "car", attributes }));

const change = (attribute: string, args: Record<string, unknown>) =>
  planOf(attributeChange, { domain: "car", attribute, ...args }, withTimes);

test.each([
  ["day", { type: "datetime" }, "Each day becomes its midnight in UTC. Pass --time-zone for another zone."],
  ["day", { type: "datetime", timeZone: "Europe/Berlin" }, "Each day becomes its midnight in Europe/Berlin."],
  ["moment", { type: "date" }, "Each moment becomes its day in UTC. Pass --time-zone for another zone."],
  [
    "note",
    { type: "datetime" },
    "A text that names no zone counts as UTC. Pass --time-zone for another zone.",
  ],
])("the plan says which zone days begin in: %s to %o", (attribute, args, sentence) => {
  expect(change(attribute, args).notes.map(({ text }) => text)).toContain(sentence);
});

test.each([
  ["day", { type: "string" }],
  ["moment", { type: "string:40" }],
  ["seats", { type: "bigint" }],
])("and nothing where no zone has a say: %s to %o", (attribute, args) => {
  expect(change(attribute, args).notes).toEqual([]);
});

test.each([
  ["seats", { type: "bigint", timeZone: "UTC" }],
  ["day", { type: "datetime", timeZone: "Mars/Olympus" }],
  ["day", { type: "datetime", timeZone: "'; drop table cars; --" }],
  ["day", { type: "datetime", timeZone: "UTC", using: "day + time '12:00'" }],
  ["note", { max: "20", using: "now(); drop table cars" }],
  ["note", { label: "Remark", using: "note" }],
])("%s with %o is refused", (attribute, args) => {
  expect(refusal(() => change(attribute, args)).exitCode).toBe(2);
});
