import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { applied, planOf, workspace } from "../../test/workspace.ts";
import { CliError } from "../errors.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { attributeAdd } from "./attribute-add.ts";
import { attributeRemove } from "./attribute-remove.ts";
import { domainCreate } from "./domain-create.ts";
import { domainRemove } from "./domain-remove.ts";
import { operations } from "./index.ts";
import { relationAdd } from "./relation-add.ts";
import { relationRemove } from "./relation-remove.ts";

/** The files that differ, by path. */
function differences(one: Workspace, other: Workspace): string[] {
  return [...new Set([...one.files.keys(), ...other.files.keys()])].filter(
    (path) => one.files.get(path) !== other.files.get(path),
  );
}

const words = [
  "wheels:integer",
  "price:decimal:12,2!=0",
  "fuel:enum:petrol,diesel",
  "data:json",
  "code:string:20!=x",
  "notes:text",
  "soldAt:datetime=2026-01-31T12:00:00Z",
  "mail:email",
  "site:url",
  "serial:uuid",
  "used:boolean!=false",
  "built:date",
  "big:bigint",
  "weight:float",
];

describe("an attribute that is added and removed leaves every byte as it was", () => {
  test.each(words.flatMap((word) => ["car", "category"].map((domain) => [word, domain] as const)))(
    "%s on %s",
    (word, domain) => {
      const added = applied(planOf(attributeAdd, { domain, attributes: [word] }));
      expect(differences(workspace, added)).toHaveLength(2);
      const [attribute = ""] = word.split(":");
      expect(
        differences(
          workspace,
          applied(planOf(attributeRemove, { domain, attribute, now: true }, added), added),
        ),
      ).toEqual([]);
    },
  );

  test("several at once, taken out in any order", () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(words, { minLength: 2, maxLength: 6 }),
        fc.integer(),
        (chosen, seed) => {
          let state = applied(planOf(attributeAdd, { domain: "car", attributes: chosen }));
          const names = chosen.map((word) => word.split(":")[0] ?? "");
          const order = names
            .map((name, index) => ({ name, place: (seed * (index + 7)) % 101 }))
            .sort((one, other) => one.place - other.place);
          for (const { name } of order)
            state = applied(
              planOf(attributeRemove, { domain: "car", attribute: name, now: true }, state),
              state,
            );
          expect(differences(workspace, state)).toEqual([]);
        },
      ),
      { numRuns: 30 },
    );
  });
});

test("a domain that is created and removed leaves every byte as it was", () => {
  const created = applied(
    planOf(domainCreate, { domain: "sparePart", attributes: ["name:string!", ...words] }),
  );
  expect(differences(workspace, created)).toEqual([
    "packages/api/src/access.ts",
    "packages/api/src/root.ts",
    "packages/db/src/entities/index.ts",
    "packages/types/src/index.ts",
    "packages/types/src/spare-part.ts",
    "packages/db/src/entities/spare-part.ts",
    "packages/api/src/spare-part/spare-part.service.ts",
    "packages/api/src/spare-part/spare-part.router.ts",
    "packages/api/src/spare-part/spare-part.test.ts",
  ]);
  expect(
    differences(
      workspace,
      applied(planOf(domainRemove, { domain: "sparePart", now: true }, created), created),
    ),
  ).toEqual([]);
});

test.each([{ name: "second" }, { name: "second", onDelete: "set-null" }, { name: "second", unique: true }])(
  "a relation with %o that is added and removed leaves every byte as it was",
  (flags) => {
    const added = applied(planOf(relationAdd, { domain: "car", target: "category", ...flags }));
    expect(differences(workspace, added).length).toBeGreaterThan(1);
    expect(
      differences(
        workspace,
        applied(planOf(relationRemove, { domain: "car", relation: "second", now: true }, added), added),
      ),
    ).toEqual([]);
  },
);

test("whatever is asked for, the answer is a plan or a sentence", () => {
  const word = fc.oneof(
    fc.constantFrom("car", "category", "color", "name", "nothing", "x:string", "__proto__"),
    fc.string({ maxLength: 8 }),
  );
  fc.assert(
    fc.property(
      fc.constantFrom(...operations.values()),
      fc.array(word, { minLength: 4, maxLength: 4 }),
      fc.boolean(),
      (operation, [one, two, three, four], now) => {
        const args = {
          domain: one,
          attribute: two,
          attributes: [two],
          relation: two,
          target: two,
          to: three,
          type: four,
          label: four,
          now: now || undefined,
        };
        const parsed = operation.arguments.safeParse(args);
        if (!parsed.success) return;
        // Renames and removals of what others use ask the compiler, which takes seconds; their names are tried elsewhere.
        if (
          /:(rename|remove)$/.test(operation.name) &&
          ["car", "category"].includes(String(one)) &&
          ["color", "name"].includes(String(two))
        )
          return;
        if (/^domain:(rename|remove)$/.test(operation.name)) return;
        try {
          operation.plan(workspace, parsed.data);
        } catch (error) {
          if (!(error instanceof CliError)) throw error;
        }
      },
    ),
    { numRuns: 300 },
  );
});
