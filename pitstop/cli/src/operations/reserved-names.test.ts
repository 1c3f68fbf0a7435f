import { reservedWords } from "@pitstop/migrator/recipes";
import { loadModule, parseSync } from "libpg-query";
import { parseSync as parseTypeScript } from "oxc-parser";
import { expect, test } from "vitest";
import { applied, planOf, workspace } from "../../test/workspace.ts";
import type { Plan, PlannedStep } from "../plan.ts";
import { domainNames } from "../workspace/read-domain.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { operations } from "./index.ts";

await loadModule();

const typescript = [
  "class",
  "default",
  "delete",
  "function",
  "package",
  "await",
  "enum",
  "void",
  "get",
  "of",
  "type",
];
const isLong = process.env.PITSTOP_LONG === "1";

/** All of them in the long form: whatever the word is, one function quotes it. */
const words = [...new Set([...typescript, ...reservedWords])]
  // A record with a `then` would be taken for a promise.
  .filter((word) => !word.includes("_") && word !== "then")
  .filter((_word, index) => isLong || index % 6 === 0);

function run(name: string, args: Record<string, unknown>, on: Workspace): Workspace {
  const operation = operations.get(name);
  if (!operation) throw new Error(name);
  const plan = planOf(operation, args, on);
  expectWellFormed(plan);
  return applied(plan, on);
}

const sqlOf = (step: PlannedStep): string =>
  step.kind === "sql"
    ? step.sql
    : `update ${step.backfill.table} set ${step.backfill.set} where ${step.backfill.where}`;

/** Every statement and every file of a plan can be read by whoever reads it next. */
function expectWellFormed({ migrations, edits }: Plan): void {
  for (const { up, down } of migrations)
    for (const step of [...up, ...down]) expect(() => parseSync(sqlOf(step)), sqlOf(step)).not.toThrow();
  for (const { path, after } of edits)
    if (after !== null && path.endsWith(".ts"))
      expect(parseTypeScript(path, after).errors, `${path}\n${after}`).toEqual([]);
}

test.each(words)("an attribute %s is added, changed, taken away and purged, each name in quotes", (word) => {
  const [domain, attribute] = ["car", word];
  let on = run(
    "attribute:add",
    { domain, attributes: [`${word}:integer!`], backfill: "1", unique: true },
    workspace,
  );
  on = run("purge", { domain, attribute }, on);
  on = run("attribute:change", { domain, attribute, type: "enum:1,2", unique: false }, on);
  on = run("purge", { domain, attribute }, on);
  on = run("attribute:change", { domain, attribute, required: false }, on);
  on = run("attribute:remove", { domain, attribute }, on);
  on = run("purge", { domain, attribute }, on);
  expect(on.files).toEqual(workspace.files);
});

test.each(words)("a relation %s is added and taken away, each name in quotes", (word) => {
  const relation = { domain: "car", target: "category", name: word };
  const on = run("relation:add", { ...relation, required: true, backfill: "1" }, workspace);
  const purged = run("purge", { domain: "car", attribute: word }, on);
  run("relation:remove", { domain: "car", relation: word, now: true }, purged);
});

// What TypeScript can't name is refused; its words are tested with the names.
const domains = [
  "order",
  "user",
  "group",
  "table",
  "select",
  "end",
  "from",
  "type",
  "get",
  "of",
  "column",
  "module",
];

test.each(domains)(
  "a domain %s is created, also with a plural that SQL reserves, and taken away",
  (domain) => {
    const created = run(
      "domain:create",
      { domain, attributes: ["order:string!"], plural: `${domain}Using` },
      workspace,
    );
    expect(domainNames(created)).toContain(domain);
    const extended = run("attribute:add", { domain, attributes: ["to:integer!"], backfill: "1" }, created);
    run("domain:remove", { domain, now: true }, run("purge", { domain, attribute: "to" }, extended));
  },
);

test("a table may have the name of a reserved word", () => {
  const created = run("domain:create", { domain: "someone", attributes: [], plural: "user" }, workspace);
  run("attribute:add", { domain: "someone", attributes: ["to:integer!"], backfill: "1" }, created);
});
