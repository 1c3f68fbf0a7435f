import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { errorPage, listErrors } from "./error-list.ts";

const root = join(import.meta.dirname, "..");
const errors = listErrors(root);

test("docs/errors.md lists every error that the code throws", async () => {
  await expect(errorPage(errors)).toMatchFileSnapshot(join(root, "docs/errors.md"));
});

test("every code of a package's list of codes is thrown somewhere", () => {
  const listed = new Set(errors.map(({ code }) => code));
  const unions = globSync("{apps,packages,pitstop}/*/src/**/*error*.ts", { cwd: root })
    .map((path) => readFileSync(join(root, path), "utf8"))
    // What an API call is answered with is in the OpenAPI document.
    .filter((text) => !text.includes("@trpc/server"))
    .flatMap((text) => [...text.matchAll(/^ {2}\| "([A-Z_]+)"/gm)].map(([, code]) => code));
  expect(unions.length).toBeGreaterThan(20);
  expect(unions.filter((code) => code !== undefined && !listed.has(code))).toEqual([]);
});
