import fc from "fast-check";
import { loadModule, parseSync } from "libpg-query";
import { expect, test } from "vitest";
import { applied, planOf, refusal, textAt, withFiles, workspace } from "../../test/workspace.ts";
import { readAttribute } from "../layers/read-attribute.ts";
import { constantSql } from "../layers/sql.ts";
import type { PlannedStep } from "../plan.ts";
import { readDomain } from "../workspace/read-domain.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { attributeAdd } from "./attribute-add.ts";
import { attributeChange } from "./attribute-change.ts";
import { attributeRemove } from "./attribute-remove.ts";

await loadModule();

const nasty = [
  "it's",
  "it's 'quoted' and \"quoted\"",
  'say "x"',
  "back\\slash and \\n, \\' and \\\\",
  "two\nlines, it's",
  "\u0024{process.exit()} and `ticks`",
  "$$ $& $1 $body1$",
  "*/ /* // -- '",
  "🚗 👨‍👩‍👧 é e\u0301",
  "\u202eright to left\u2028end",
  "({ a: 1 }) , ) . /x/",
  "'); drop table cars; --",
];

/** The same workspace with the quotes that other people write. */
const types = "packages/types/src/car.ts";
const entity = "packages/db/src/entities/car.ts";
const singleQuotes = withFiles({
  [types]: textAt(types).replaceAll('"', "'"),
  [entity]: textAt(entity).replaceAll('"', "'"),
});

const read = (on: Workspace, attribute: string) => {
  const domain = readDomain(on, "car");
  return readAttribute(domain.types, domain.entity, attribute);
};

const sqlOf = (step: PlannedStep): string =>
  step.kind === "sql" ? step.sql : `update cars set ${step.backfill.set} where ${step.backfill.where}`;

test.each(nasty)("the constant %j is the default in every layer, whatever the file's quotes are", (text) => {
  for (const [on, type] of [workspace, singleQuotes].flatMap((on) => [
    [on, "string"] as const,
    [on, "text"] as const,
  ])) {
    const label = text.replaceAll("\n", " ");
    const backfill = constantSql(text);
    const attributes = [`life:${type}!=${text}`];
    const plan = planOf(attributeAdd, { domain: "car", attributes, backfill, label, description: label }, on);
    const added = applied(plan, on);
    expect(read(added, "life")).toMatchObject({ default: text, label, description: label });
    for (const { up, down } of plan.migrations)
      for (const step of [...up, ...down]) expect(() => parseSync(sqlOf(step)), sqlOf(step)).not.toThrow();
    const changed = applied(
      planOf(attributeChange, { domain: "car", attribute: "life", default: `${text}!` }, added),
      added,
    );
    expect(read(changed, "life")).toMatchObject({ default: `${text}!`, label });
    const removed = applied(
      planOf(attributeRemove, { domain: "car", attribute: "life", now: true }, changed),
      changed,
    );
    expect(removed.files).toEqual(on.files);
  }
});

test("any text that may be a default is read back as it is", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 }), (given) => {
      const text = given.trim();
      if (text === "" || /[\p{Cc}\p{Cs}]/u.test(text)) return;
      for (const on of [workspace, singleQuotes]) {
        const plan = planOf(attributeAdd, { domain: "car", attributes: [`life:string=${text}`] }, on);
        expect(read(applied(plan, on), "life").default).toBe(text);
      }
    }),
    { numRuns: 100 },
  );
});

test.each(nasty.filter((text) => !/[\p{C}\p{Zl},:=]/u.test(text)))(
  "the enum value %j is the same in every layer, and goes again",
  (text) => {
    for (const on of [workspace, singleQuotes]) {
      const attributes = [`life:enum:a,${text}!=${text}`];
      const plan = planOf(attributeAdd, { domain: "car", attributes, backfill: constantSql(text) }, on);
      const added = applied(plan, on);
      expect(read(added, "life")).toMatchObject({ default: text, rules: { values: ["a", text] } });
      for (const { up } of plan.migrations)
        for (const step of up) expect(() => parseSync(sqlOf(step)), sqlOf(step)).not.toThrow();
      const removed = planOf(attributeRemove, { domain: "car", attribute: "life", now: true }, added);
      expect(applied(removed, added).files).toEqual(on.files);
    }
  },
);

test("an expression that ends in a comment is refused: it would cut the statement off", () => {
  const plan = () =>
    planOf(attributeAdd, { domain: "car", attributes: ["life:string!"], backfill: "'x' -- why" });
  expect(plan).toThrow(/is not an SQL expression/);
});

test("a default that the new rules refuse is refused with the flags that change it", () => {
  const on = applied(
    planOf(attributeAdd, { domain: "car", attributes: ["fuel:enum:petrol,diesel!=petrol"] }),
  );
  const change = { domain: "car", attribute: "fuel", values: "diesel,electric" };
  expect(refusal(() => planOf(attributeChange, change, on))).toMatchObject({
    code: "BAD_DEFAULT",
    message: 'The default "petrol" is not one of diesel, electric.',
    hint: expect.stringMatching(/--default.*--no-default/),
  });
});
