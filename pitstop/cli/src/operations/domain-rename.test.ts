import { expect, test } from "vitest";
import { applied, planOf, refusal, textAt, withFiles, workspace } from "../../test/workspace.ts";
import { attributeRemove } from "./attribute-remove.ts";
import { domainRename } from "./domain-rename.ts";

/** Without the code around the packages: with it, a rename takes the type checker seconds. */
const packages = {
  ...workspace,
  files: new Map([...workspace.files].filter(([path]) => /^packages\/(types|db|api)\//.test(path))),
};

test("a domain whose table keeps something for older code is renamed after the purge, with the SQL of its table", () => {
  const removed = applied(planOf(attributeRemove, { domain: "car", attribute: "color" }));
  const refused = refusal(() => planOf(domainRename, { domain: "car", to: "vehicle" }, removed));
  expect(refused).toMatchObject({
    code: "STILL_RETIRED",
    message: "cars keeps for older code: color.",
    hint: expect.stringContaining("pitstop purge car"),
  });
  const report = "packages/api/src/reports/cars.ts";
  const withReport = withFiles({ [report]: "export const all = `select cars.name from cars`;\n" }, packages);
  const renamed = applied(planOf(domainRename, { domain: "car", to: "vehicle" }, withReport), withReport);
  expect(textAt(report, renamed)).toBe("export const all = `select vehicles.name from vehicles`;\n");
  expect(refusal(() => planOf(domainRename, { domain: "vehicle", to: "auto" }, renamed)).code).toBe(
    "STILL_RETIRED",
  );
});

test("whoever imports a file of the domain finds it under its new name, and what shows the domain says its new name", () => {
  const text = `// @domain car, category: shows cars.
import { carRouter } from "../car/car.router.ts";
import type { Car } from "../../../types/src/car.js";
import { other } from "./car.ts";
`;
  const folder = "packages/api/src/fleet";
  const edited = withFiles(
    {
      [`${folder}/fleet.ts`]: text,
      [`${folder}/car.ts`]: "export const other = 1;\n",
      [`${folder}/autos.ts`]: `export type { Car as Auto } from "../../../types/src/index.ts";\n`,
    },
    packages,
  );
  const renamed = applied(planOf(domainRename, { domain: "car", to: "vehicle" }, edited), edited);
  expect(textAt(`${folder}/fleet.ts`, renamed)).toBe(`// @domain vehicle, category: shows cars.
import { vehicleRouter } from "../vehicle/vehicle.router.ts";
import type { Vehicle } from "../../../types/src/vehicle.js";
import { other } from "./car.ts";
`);
  expect(textAt(`${folder}/autos.ts`, renamed)).toContain("export type { Vehicle as Auto }");
});
