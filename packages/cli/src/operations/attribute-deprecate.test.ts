import { expect, test } from "vitest";
import { applied, planOf, textAt, withFiles, workspace } from "../testing/workspace.ts";
import { attributeDeprecate } from "./attribute-deprecate.ts";

test("the comment for editors stands on a line of its own, also where several attributes share one", () => {
  const path = "packages/types/src/car.ts";
  const oneLine = textAt(path).replace(/attributes: \{\s*/, "attributes: { ");
  expect(oneLine).toContain("attributes: { name:");
  const plan = planOf(
    attributeDeprecate,
    { domain: "car", attribute: "name", sunset: "2099-01-01" },
    withFiles({ [path]: oneLine }, workspace),
  );
  expect(textAt(path, applied(plan))).toMatch(
    /attributes: \{ *\n *\/\*\* @deprecated It may be gone from 2099-01-01 on\. \*\/\n *name:/,
  );
});
