import { expect, test } from "vitest";
import { applied, planOf, refusal } from "../testing/workspace.ts";
import { attributeRemove } from "./attribute-remove.ts";
import { domainRename } from "./domain-rename.ts";

test("a domain whose table keeps something for code of before is renamed after the purge", () => {
  const removed = applied(planOf(attributeRemove, { domain: "car", attribute: "color" }));
  const refused = refusal(() => planOf(domainRename, { domain: "car", to: "vehicle" }, removed));
  expect(refused).toMatchObject({
    code: "STILL_RETIRED",
    message: "cars keeps for code of before: color.",
    hint: expect.stringContaining("pitstop purge car"),
  });
  const renamed = applied(planOf(domainRename, { domain: "car", to: "vehicle" }));
  expect(refusal(() => planOf(domainRename, { domain: "vehicle", to: "auto" }, renamed)).code).toBe(
    "STILL_RETIRED",
  );
});
