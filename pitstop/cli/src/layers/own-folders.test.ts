import { expect, test } from "vitest";
import { applied, planOf, textAt, workspace } from "../../test/workspace.ts";
import { withMovedModules } from "../edit/moved-modules.ts";
import { domainRemove } from "../operations/domain-remove.ts";
import { domainRename } from "../operations/domain-rename.ts";
import { relationAdd } from "../operations/relation-add.ts";
import { relationRemove } from "../operations/relation-remove.ts";
import type { Plan } from "../plan.ts";
import { findings } from "./findings.ts";

/** Where a team has moved the files of the car. */
const MOVED = new Map([
  ["packages/types/src/car.ts", "packages/types/src/fleet/car.ts"],
  ["packages/db/src/entities/car.ts", "packages/db/src/entities/fleet/CarEntity.ts"],
  ["packages/api/src/car/car.router.ts", "packages/api/src/features/car/car.router.ts"],
  ["packages/api/src/car/car.service.ts", "packages/api/src/features/car/car.service.ts"],
  ["packages/api/src/car/car.test.ts", "packages/api/src/features/car/car.test.ts"],
]);

/** What else names a domain costs the type checker seconds, and is the matter of other tests. */
const layers = [...workspace.files].filter(([path]) => /^packages\/(types|db|api)\/(package|src)/.test(path));

const elsewhere = {
  ...workspace,
  files: new Map(
    layers.map(([from, text]) => {
      const path = MOVED.get(from) ?? from;
      const isCode = /^(apps|packages)\/.*\.tsx?$/.test(path);
      const [single] = [path.endsWith("car.router.ts") ? text.replaceAll(/"(\.[^"]+)"/g, "'$1'") : text];
      return [path, isCode ? withMovedModules(path, single, MOVED) : text] as const;
    }),
  ),
};

const after = (plan: Plan) => applied(plan, elsewhere);
const pathsWith = (on: typeof workspace, word: string) =>
  [...on.files.keys()].filter((path) =>
    new RegExp(`^packages/(types|db|api)/src/(?!seeds).*\\b${word}`, "i").test(path),
  );

test("files that a team has moved are understood where they are", () => {
  expect(findings(elsewhere)).toEqual([]);
});

test("a new relation is imported from where the other entity is", () => {
  const on = after(planOf(relationAdd, { domain: "category", target: "car", name: "flagship" }, elsewhere));
  expect(textAt("packages/db/src/entities/category.ts", on)).toContain('from "./fleet/CarEntity.ts"');
  expect(textAt("packages/db/src/entities/fleet/CarEntity.ts", on)).toContain('from "../category.ts"');
  expect(textAt("packages/db/src/entities/fleet/CarEntity.ts", on)).toContain('mappedBy("flagship")');
});

test("a domain that is renamed stays in its folders, and finds what it imports", () => {
  const on = after(planOf(domainRename, { domain: "car", to: "vehicle" }, elsewhere));
  expect(findings(on)).toEqual([]);
  expect(pathsWith(on, "vehicle")).toEqual(
    expect.arrayContaining([
      "packages/api/src/features/vehicle/vehicle.router.ts",
      "packages/api/src/features/vehicle/vehicle.service.ts",
      "packages/api/src/features/vehicle/vehicle.test.ts",
      "packages/db/src/entities/fleet/VehicleEntity.ts",
      "packages/types/src/fleet/vehicle.ts",
    ]),
  );
  expect(pathsWith(on, "car")).toEqual([]);
  const router = textAt("packages/api/src/features/vehicle/vehicle.router.ts", on);
  expect(router).toContain("from '../../trpc.ts'");
  expect(router).toContain("from './vehicle.service.ts'");
  expect(textAt("packages/db/src/entities/fleet/VehicleEntity.ts", on)).toContain('from "../category.ts"');
  expect(textAt("packages/db/src/entities/category.ts", on)).toContain('from "./fleet/VehicleEntity.ts"');
  expect(textAt("packages/api/src/root.ts", on)).toContain('from "./features/vehicle/vehicle.router.ts"');
});

test("a domain that is removed leaves nothing behind", () => {
  expect(pathsWith(after(planOf(domainRemove, { domain: "car" }, elsewhere)), "car")).toEqual([]);
});

test("a relation is told from one whose name begins alike", () => {
  const both = after(
    planOf(relationAdd, { domain: "car", target: "category", name: "categoryBefore" }, elsewhere),
  );
  const plan = planOf(relationRemove, { domain: "car", relation: "category" }, both);
  const text = textAt("packages/db/src/entities/category.ts", applied(plan, both));
  expect(text).toContain('.mappedBy("categoryBefore")');
  expect(text).not.toContain('.mappedBy("category")');
});
