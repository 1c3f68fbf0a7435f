import { machine, workshop } from "@app/types/testing/machines";
import { expect, test } from "vitest";
import { domainsOf } from "../domains.ts";
import { fieldsOf } from "../fields.ts";
import { inFormOrder, isWide, sectionsOf } from "./sections.ts";

const fields = fieldsOf(domainsOf({ machine, workshop }).machine);

test("a long form has sections, in which every field stands once", () => {
  const sections = sectionsOf(fields);
  expect(sections.map(({ title }) => title)).toEqual(["Required", "Optional", "Related records"]);
  expect(sections[0]?.fields.map(({ key }) => key)).toEqual(["name"]);
  expect(new Set(inFormOrder(fields))).toEqual(new Set(fields));
  expect(inFormOrder(fields)).toHaveLength(fields.length);
});

test("a short form has none, and keeps the domain's order", () => {
  const few = fields.slice(3, 9);
  expect(sectionsOf(few)).toEqual([{ title: undefined, fields: few }]);
});

test("long texts have a line of their own", () => {
  expect(fields.filter(isWide).map(({ key }) => key)).toEqual(["name", "summary", "notes", "parts"]);
});
