import { describe, expect, test } from "vitest";
import type { z } from "zod";
import { applied, planOf, textAt, withFiles, workspace } from "../../test/workspace.ts";
import { rootRouter } from "../layers/paths.ts";
import type { Operation } from "../plan.ts";
import { attributeDeprecate } from "./attribute-deprecate.ts";
import { domainDeprecate } from "./domain-deprecate.ts";
import { relationDeprecate } from "./relation-deprecate.ts";

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

/** What was broken into several lines stays so. */
const inOneLine = (text: string): string => text.replaceAll(/\s+/g, "").replaceAll(/,([)}\]])/g, "$1");

describe("an announcement that is taken back leaves what the files said before", () => {
  const single = { domain: "car", attribute: "name" };
  const files = ["packages/types/src/car.ts", rootRouter];

  test.each([
    ["an attribute", attributeDeprecate, single],
    ["a domain", domainDeprecate, { domain: "car" }],
    ["a relation", relationDeprecate, { domain: "car", relation: "category" }],
  ] as const)("of %s", (_what, operation: Operation<z.ZodObject>, of) => {
    const announced = applied(planOf(operation, { ...of, instead: "another" }, workspace));
    expect(files.some((path) => textAt(path, announced).includes("@deprecated"))).toBe(true);
    const withdrawn = applied(planOf(operation, { ...of, withdraw: true }, announced), announced);
    for (const path of files) expect(inOneLine(textAt(path, withdrawn))).toBe(inOneLine(textAt(path)));
  });

  test("and there is nothing to take back where nothing was announced", () => {
    const withdraw = () => planOf(attributeDeprecate, { ...single, withdraw: true }, workspace);
    expect(withdraw).toThrow('"name" isn\'t deprecated.');
    const both = { ...single, withdraw: true, sunset: "2099-01-01" };
    expect(() => planOf(attributeDeprecate, both, workspace)).toThrow("can't be combined");
  });
});
