import { afterAll, expect, test } from "vitest";
import { workspace } from "../../test/workspace.ts";
import { TypeCheck } from "./type-check.ts";

const FILE = "packages/api/src/report.ts";

const check = new TypeCheck(workspace);
afterAll(() => check.close());

/** The words that the compiler complains about in a new file of the workspace. */
function complaints(text: string, beside: ReadonlyMap<string, string> = new Map()): string[] {
  const files = new Map([...workspace.files, ...beside, [FILE, text]]);
  return check.errors(files, [FILE]).map(({ start, end }) => text.slice(start, end));
}

test("the place of a complaint is its place in the text, whatever letters stand before it", () => {
  expect(complaints(`export const text = "Straße 🏎️ Ж"; export const year: number = "1975";\n`)).toEqual([
    "year",
  ]);
});

test("a text that changes between two questions is read again", () => {
  expect(complaints("export const year: number = 1975;\n")).toEqual([]);
  expect(complaints("export const year: string = 1975;\n")).toEqual(["year"]);
});

test("files in a folder that only the edits have are found, and gone once they are taken out", () => {
  const beside = new Map([["packages/api/src/reports/year.ts", "export const year = 1975;\n"]]);
  const text = `import { year } from "./reports/year.ts";\nexport const next = year + 1;\n`;
  expect(complaints(text)).toEqual([`"./reports/year.ts"`]);
  expect(complaints(text, beside)).toEqual([]);
  expect(complaints(text)).toEqual([`"./reports/year.ts"`]);
});

test("a text of the workspace that the edits take out is not read from the disk", () => {
  const files = new Map([...workspace.files, [FILE, `export { appRouter } from "./root.ts";\n`]]);
  expect(check.errors(files, [FILE])).toEqual([]);
  const without = new Map(files);
  without.delete("packages/api/src/root.ts");
  expect(check.errors(without, [FILE])).toEqual([expect.objectContaining({ path: FILE })]);
});
