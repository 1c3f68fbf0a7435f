import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { rules } from "./rules/index.ts";

const folder = join(import.meta.dirname, "rules");
const files = await readdir(folder);
const named = files.filter((file) => file !== "index.ts" && !file.endsWith(".test.ts"));

describe("the registry of rules", () => {
  it("is sorted, and has each id once", () => {
    const ids = rules.map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)].toSorted((one, other) => (one < other ? -1 : 1)));
  });

  it("has every rule of the folder, each in the file of its id", () => {
    expect(new Set(rules.map(({ id }) => `${id}.ts`))).toEqual(new Set(named));
  });

  it.each(named)("%s exports the rule of that name, and its test states the verdicts", async (file) => {
    const id = file.replace(/\.ts$/, "");
    const { default: rule }: { default: unknown } = await import(join(folder, file));
    expect(rule).toBe(rules.find((registered) => registered.id === id));
    const test = await readFile(join(folder, `${id}.test.ts`), "utf8");
    expect(test).toContain(`import rule from "./${id}.ts";`);
    expect(test).toMatch(/^verdicts\(rule, \{/m);
  });
});
