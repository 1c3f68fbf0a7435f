import { expect, test } from "vitest";
import { applied, planOf, refusal, textAt, withFiles } from "../../test/workspace.ts";
import { attributeRemove } from "./attribute-remove.ts";
import { domainRename } from "./domain-rename.ts";

test("a domain whose table keeps something for older code is renamed after the purge, with the SQL of its table", () => {
  const removed = applied(planOf(attributeRemove, { domain: "car", attribute: "color" }));
  const refused = refusal(() => planOf(domainRename, { domain: "car", to: "vehicle" }, removed));
  expect(refused).toMatchObject({
    code: "STILL_RETIRED",
    message: "cars keeps for older code: color.",
    hint: expect.stringContaining("pitstop purge car"),
  });
  const report = "packages/api/src/reports/cars.ts";
  const withReport = withFiles({ [report]: "export const all = `select cars.name from cars`;\n" });
  const renamed = applied(planOf(domainRename, { domain: "car", to: "vehicle" }, withReport), withReport);
  expect(textAt(report, renamed)).toBe("export const all = `select vehicles.name from vehicles`;\n");
  expect(refusal(() => planOf(domainRename, { domain: "vehicle", to: "auto" }, renamed)).code).toBe(
    "STILL_RETIRED",
  );
});
