import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { rules } from "./rules/index.ts";

it("docs/lint-rules.md lists every rule with its level, and no other", async () => {
  const path = join(import.meta.dirname, "../../../../docs/lint-rules.md");
  const rows = [...(await readFile(path, "utf8")).matchAll(/^\| `([a-z0-9-]+)`\s*\| (\w+)\s*\|/gm)];
  expect(rows.map(([, id, level]) => `${id}: ${level}`)).toEqual(
    rules.map(({ id, level }) => `${id}: ${level}`),
  );
});

it("the registry is sorted, and each id is there once", () => {
  const ids = rules.map(({ id }) => id);
  expect(ids).toEqual([...new Set(ids)].toSorted((one, other) => (one < other ? -1 : 1)));
});
