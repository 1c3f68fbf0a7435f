import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { indexPage } from "../test/pages/index-page.ts";
import { statementsPage } from "../test/pages/statements-page.ts";
import { pages } from "../test/verdicts.ts";
import { rules } from "./rules/index.ts";

it("docs/lint-rules/README.md lists every rule and judge", async () => {
  await expect(indexPage(rules)).toMatchFileSnapshot(join(pages, "README.md"));
});

it("docs/lint-rules/statements.md lists every verdict", async () => {
  await expect(statementsPage()).toMatchFileSnapshot(join(pages, "statements.md"));
});

it("docs/lint-rules has a page for each rule, and no other", async () => {
  const expected = [...rules.map(({ id }) => `${id}.md`), "README.md", "statements.md"];
  expect(new Set(await readdir(pages))).toEqual(new Set(expected));
});
