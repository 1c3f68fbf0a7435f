import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "..");
const guide = readFileSync(join(root, "docs/guides/extend-the-application.md"), "utf8");

/** Code that browsers and servers run in tests, as lines without their indentation. */
const tested = globSync(
  [
    "pitstop/pages/e2e/site/src/*.tsx",
    "pitstop/http/test/*.ts",
    "pitstop/http/src/extension.test.ts",
    "pitstop/trpc/test/made-up-domain.ts",
  ],
  { cwd: root },
).map((file) => trimmed(readFileSync(join(root, file), "utf8")));

const blocks = [...guide.matchAll(/^```tsx?\n(.+?)^```$/gms)].map(([, code = ""]) => trimmed(code));

test.each(blocks)("the guide's code is tested: %s", (code) => {
  expect(tested.filter((text) => text.includes(code)).length).toBeGreaterThan(0);
});

test("the guide has code for every way to extend the application", () => {
  expect(blocks.length).toBeGreaterThanOrEqual(10);
});

function trimmed(code: string): string {
  return code
    .split("\n")
    .map((line) => line.trim())
    .join("\n");
}
