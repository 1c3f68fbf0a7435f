import { describe, expect, test } from "vitest";
import { applied, planOf, refusal, textAt, withFiles, workspace } from "../../test/workspace.ts";
import type { Operation, Plan } from "../plan.ts";
import { readDomain } from "../workspace/read-domain.ts";
import { attributeChange } from "./attribute-change.ts";
import { attributeDeprecate } from "./attribute-deprecate.ts";
import { attributeRemove } from "./attribute-remove.ts";
import { attributeRename } from "./attribute-rename.ts";
import { domainDeprecate } from "./domain-deprecate.ts";
import { domainRemove } from "./domain-remove.ts";
import { domainRename } from "./domain-rename.ts";
import { relationDeprecate } from "./relation-deprecate.ts";
import { relationRemove } from "./relation-remove.ts";

const SUNSET = "2099-01-01";
const { today } = workspace;

interface Case {
  readonly deprecate: Operation;
  readonly remove: Operation;
  readonly args: Record<string, string>;
  /** As people type it behind "deprecate". */
  readonly words: string;
}

/** The removal that nobody was told of is asked about alike, whatever is removed. */
const cases: [string, Case][] = [
  [
    "car.color",
    {
      deprecate: attributeDeprecate as Operation,
      remove: attributeRemove as Operation,
      args: { domain: "car", attribute: "color" },
      words: "attribute:deprecate car color",
    },
  ],
  [
    "car.category",
    {
      deprecate: relationDeprecate as Operation,
      remove: relationRemove as Operation,
      args: { domain: "car", relation: "category" },
      words: "relation:deprecate car category",
    },
  ],
  [
    "car",
    {
      deprecate: domainDeprecate as Operation,
      remove: domainRemove as Operation,
      args: { domain: "car" },
      words: "domain:deprecate car",
    },
  ],
];

const buildsAskedFor = ({ rowsAtRisk }: Plan): string[] =>
  rowsAtRisk.filter(({ sql }) => sql.includes("pitstop.client_use")).map(({ text }) => text.many);

describe.each(cases)("the removal of %s", (name, { deprecate, remove, args, words }) => {
  const subject = name.split(".").at(-1);
  const announced = (sunset: string) => applied(planOf(deprecate, { ...args, sunset }));

  test("asks where nobody was told, with the command that tells them, and counts nobody", () => {
    const plan = planOf(remove, args);
    expect(plan.confirmation).toBe(
      `"${subject}" has not been deprecated: pitstop ${words} tells clients and counts those that use it.`,
    );
    expect(buildsAskedFor(plan)).toEqual([]);
  });

  test("asks before the sunset that was announced, and counts the builds that still use it", () => {
    const on = announced(SUNSET);
    const plan = planOf(remove, args, on);
    expect(plan.confirmation).toBe(`"${subject}" was announced to stay until ${SUNSET}.`);
    expect(buildsAskedFor(plan)).toEqual([`client builds still use ${name}`]);
  });

  test("asks nothing from that day on", () => {
    expect(planOf(remove, args, announced(today)).confirmation).toBeNull();
  });

  test("is announced once, without a migration, on a day to come", () => {
    const plan = planOf(deprecate, { ...args, sunset: SUNSET });
    expect(plan).toMatchObject({ operation: `${words} --sunset ${SUNSET}`, schema: "none", migrations: [] });
    expect(refusal(() => planOf(deprecate, args, applied(plan)))).toMatchObject({ code: "NO_CHANGE" });
    expect(refusal(() => planOf(deprecate, { ...args, sunset: "2001-01-01" }))).toMatchObject({
      code: "BAD_FLAG",
    });
  });
});

describe("what a deprecation writes", () => {
  const types = "packages/types/src/car.ts";
  const router = "packages/api/src/root.ts";

  test("is a domain's own statement, behind its description, and a comment where clients get its procedures", () => {
    const after = applied(planOf(domainDeprecate, { domain: "car", sunset: SUNSET, instead: "vehicle" }));
    expect(textAt(types, after)).toContain(
      `  description: "A model of car.",
  deprecated: true,
  deprecatedSince: "${today}",
  sunset: "${SUNSET}",
  title: "name",
`,
    );
    expect(textAt(router, after)).toContain(
      `  /** @deprecated It may be gone from ${SUNSET} on; use vehicle. */
  car: carRouter,
`,
    );
    expect(readDomain(after, "car").types.announcement).toEqual({ isDeprecated: true, sunset: SUNSET });
    expect(readDomain(after, "category").types.announcement.isDeprecated).toBe(false);
  });

  test("is a relation's own statement, a line for each entry where one line is too short, and a comment", () => {
    const after = applied(planOf(relationDeprecate, { domain: "car", relation: "category", sunset: SUNSET }));
    expect(textAt(types, after)).toContain(
      `  relations: {
    /** @deprecated It may be gone from ${SUNSET} on. */
    category: {
      domain: "category",
      label: "Category",
      nullable: true,
      deprecated: true,
      deprecatedSince: "${today}",
      sunset: "${SUNSET}",
    },
  },
`,
    );
  });

  test("goes with what it is about", () => {
    const deprecated = applied(planOf(domainDeprecate, { domain: "car" }));
    expect(
      textAt(router, applied(planOf(domainRemove, { domain: "car" }, deprecated), deprecated)),
    ).not.toContain("@deprecated");
    const related = applied(planOf(relationDeprecate, { domain: "car", relation: "category" }));
    const relation = "category";
    expect(
      textAt(types, applied(planOf(relationRemove, { domain: "car", relation }, related), related)),
    ).not.toContain("@deprecated");
  });

  test("takes the place of what was there", () => {
    const text = textAt(types).replace("  title:", "  deprecated: false,\n  title:");
    const on = withFiles({ [types]: text });
    const after = applied(planOf(domainDeprecate, { domain: "car", sunset: SUNSET }, on), on);
    expect(textAt(types, after).match(/^ {2}deprecated: .*/gm)).toEqual(["  deprecated: true,"]);
  });

  test("is said here of a relation that is written elsewhere", () => {
    const text = textAt(types).replace(/category: \{ domain.*\}/, "...related");
    const on = withFiles({
      [types]: `const related = { category: { domain: "category", label: "Category", nullable: true } };\n${text}`,
    });
    const announced = textAt(
      types,
      applied(planOf(relationDeprecate, { domain: "car", relation: "category" }, on), on),
    );
    expect(announced).toMatch(/category: \{\s*\.\.\.related\.category,\s*deprecated: true,/);
    expect(announced).toContain(
      `const related = { category: { domain: "category", label: "Category", nullable: true } };`,
    );
    expect(refusal(() => planOf(relationDeprecate, { domain: "car", relation: "color" }))).toMatchObject({
      code: "NO_RELATION",
      hint: "Its relations are category.",
    });
  });
});

test("a rename and a change count the builds that still use what is to go", () => {
  const deprecated = applied(
    planOf(attributeDeprecate, { domain: "car", attribute: "color", sunset: SUNSET }),
  );
  const of = { domain: "car", attribute: "color" };
  const counted = ["client builds still use car.color"];
  expect(buildsAskedFor(planOf(attributeRename, { ...of, to: "paintwork" }, deprecated))).toEqual(counted);
  expect(buildsAskedFor(planOf(attributeChange, { ...of, max: "20" }, deprecated))).toEqual(counted);
  expect(buildsAskedFor(planOf(attributeChange, { ...of, label: "Paint" }, deprecated))).toEqual([]);
  const announced = applied(planOf(domainDeprecate, { domain: "car", sunset: SUNSET }));
  expect(
    buildsAskedFor(planOf(domainRename as Operation, { domain: "car", to: "vehicle" }, announced)),
  ).toEqual(["client builds still use car"]);
});

test("the builds that used an attribute before its domain got another name are counted too", () => {
  const announced = applied(
    planOf(attributeDeprecate, { domain: "car", attribute: "color", sunset: SUNSET }),
  );
  const renamed = applied(
    planOf(domainRename as Operation, { domain: "car", to: "vehicle" }, announced),
    announced,
  );
  const removed = planOf(attributeRemove, { domain: "vehicle", attribute: "color" }, renamed);
  const [query] = removed.rowsAtRisk.filter(({ sql }) => sql.includes("pitstop.client_use"));
  expect(query?.sql).toContain("where domain in ('vehicle', 'car') and attribute = 'color'");
  expect(query?.text.many).toBe("client builds still use vehicle.color");
});
