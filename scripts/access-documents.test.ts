import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "..");
const read = (path: string): string => readFileSync(join(root, path), "utf8");

const trimmed = (code: string): string =>
  code
    .split("\n")
    .map((line) => line.trim())
    .join("\n");

const guide = read("docs/guides/control-access.md");
const blocks = [...guide.matchAll(/^```ts\n(.+?)^```$/gms)].map(([, code = ""]) => trimmed(code));
/** Rules that tests run with. */
const rules = ["packages/api/src/access.ts", "pitstop/trpc/test/guarded.ts"].map((path) =>
  trimmed(read(path)),
);

test("the code of the guide to access is that of rules which tests run with", () => {
  expect(blocks).toHaveLength(2);
  for (const code of blocks)
    expect(
      rules.some((text) => text.includes(code)),
      code,
    ).toBe(true);
});

const rows = [...read("docs/security.md").matchAll(/^\| (\d[^|]+?) *\|[^|]+\| `([^`]+)`: (.+?) *\|$/gm)];

test("docs/security.md has a test for every point", () => {
  expect(rows.length).toBeGreaterThan(30);
});

test.each(rows.map(([, point, file, title]) => ({ point, file, title })))(
  "$point: $file has the test $title",
  ({ file = "", title = "" }) => {
    expect(existsSync(join(root, file))).toBe(true);
    // The texts of a test's title, whatever quotes it has.
    expect(read(file).replaceAll("\\", "")).toContain(title);
  },
);
