import { expect, test } from "vitest";
import { teamWorkspace } from "../../test/team-code/workspace.ts";
import { applied, planOf, textAt, withFiles } from "../../test/workspace.ts";
import { freeNames } from "../edit/free-names.ts";
import { attributeRemove } from "../operations/attribute-remove.ts";
import { readableDomains, readDomain } from "../workspace/read-domain.ts";
import { retiredTypesFile } from "./paths.ts";
import { readAttribute } from "./read-attribute.ts";
import { retiredSchema } from "./retired-layer.ts";

const removed = (attribute: string, on = teamWorkspace) =>
  textAt(retiredTypesFile, applied(planOf(attributeRemove, { domain: "car", attribute }, on), on));

test("a retired schema has the value of a constant that only its file knows, and no comment", () => {
  expect(removed("color")).toContain(
    `"cars.color": z.string().trim().min(1).max(40).nullable().meta({ label: "Color", sortable: true, searchable: true }),`,
  );
  const path = "packages/types/src/car.ts";
  const text = textAt(path, teamWorkspace).replace(
    "mileage: z.int32().min(0)",
    "mileage: z.int32().min(\n      0, // new\n    )",
  );
  expect(removed("mileage", withFiles({ [path]: text }, teamWorkspace))).toContain(
    `"cars.mileage": z.int32().min(0).nullable().meta(`,
  );
});

test("no retired schema of a team's code names what isn't in its file", () => {
  const schemas = readableDomains(teamWorkspace).flatMap(({ name }) => {
    const { types, entity, attributes } = readDomain(teamWorkspace, name);
    return attributes.map((attribute) => retiredSchema(types, readAttribute(types, entity, attribute)));
  });
  expect(schemas.length).toBeGreaterThan(60);
  expect(new Set(schemas.flatMap((schema) => [...freeNames(schema)]))).toEqual(
    new Set(["z", "bigint", "decimal", "Json"]),
  );
});
