import * as definitions from "@app/types/testing/machines";
import { expect, test } from "vitest";
import { domainsOf } from "../domains.ts";
import { chosenColumns, defaultChoice, listed, moved, readChoice, resized, toggled } from "./columns.ts";

const { machine, workshop } = domainsOf({
  machine: definitions.machine,
  workshop: definitions.workshop,
});
const keys = (choice: Parameters<typeof chosenColumns>[1]) =>
  chosenColumns(machine, choice).map(({ key }) => key);
const choice = { shown: ["name", "price", "rank"], widths: {} };

test("a table starts with at most 8 columns: the name, what says much at a glance, and when it was changed", () => {
  expect(keys(defaultChoice(machine))).toEqual([
    "name",
    "serial",
    "quantity",
    "rank",
    "views",
    "weight",
    "height",
    "updatedAt",
  ]);
  expect(defaultChoice(workshop).shown).toEqual(["name", "updatedAt"]);
});

test("a column is shown where it is listed, hidden, and moved, but the name stays first", () => {
  const order = ["name", "price", "rank", "built"];
  expect(keys(toggled(choice, "built", order))).toEqual(["name", "price", "rank", "built"]);
  expect(keys(toggled(choice, "price", order))).toEqual(["name", "rank"]);
  expect(keys(toggled(toggled(choice, "price", order), "price", order))).toEqual(["name", "price", "rank"]);
  expect(keys(toggled(choice, "name", order))).toEqual(["name", "price", "rank"]);
  expect(keys(moved(choice, "rank", -1))).toEqual(["name", "rank", "price"]);
  expect(keys(moved(choice, "price", -1))).toEqual(["name", "price", "rank"]);
  expect(keys(moved(choice, "rank", 1))).toEqual(["name", "price", "rank"]);
});

test("in a list of columns, those that are not shown keep their places", () => {
  expect(listed(["name", "price", "built", "rank"], ["name", "rank", "price"])).toEqual([
    "name",
    "rank",
    "built",
    "price",
  ]);
});

test("a width stays within what is usable", () => {
  expect(resized(choice, "price", 200.4).widths).toEqual({ price: 200 });
  expect(resized(choice, "price", -5).widths).toEqual({ price: 80 });
  expect(resized(choice, "price", 9999).widths).toEqual({ price: 800 });
});

test("what was kept outlives a change of the domain, and what is no choice is none", () => {
  expect(keys({ shown: ["gone", "price"], widths: {} })).toEqual(["name", "price"]);
  expect(readChoice(JSON.stringify(choice))).toEqual(choice);
  for (const text of [undefined, "", "{", "[]", '{"shown":1}']) expect(readChoice(text)).toBeUndefined();
});
