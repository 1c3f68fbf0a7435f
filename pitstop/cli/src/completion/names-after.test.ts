import { expect, test } from "vitest";
import { repository } from "../../test/copy-workspace.ts";
import { namesAfter } from "./names-after.ts";

test("a switch before a name doesn't count as one", () => {
  const rename = (...words: string[]) => namesAfter(repository, "attribute:rename", words);
  expect(rename("--now")).toEqual(rename());
  const [domain = ""] = rename();
  expect(rename("--dry-run", domain)).toEqual(rename(domain));
});
