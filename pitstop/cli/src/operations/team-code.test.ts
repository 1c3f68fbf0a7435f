import { describe, expect, test } from "vitest";
import { layersAlone, teamWorkspace } from "../../test/team-code/workspace.ts";
import { applied, planOf } from "../../test/workspace.ts";
import { CliError } from "../errors.ts";
import { findings } from "../layers/findings.ts";
import type { Operation } from "../plan.ts";
import { readableDomains } from "../workspace/read-domain.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { attributeAdd } from "./attribute-add.ts";
import { attributeChange } from "./attribute-change.ts";
import { attributeDeprecate } from "./attribute-deprecate.ts";
import { attributeRemove } from "./attribute-remove.ts";
import { attributeRename } from "./attribute-rename.ts";
import { domainCreate } from "./domain-create.ts";
import { domainDeprecate } from "./domain-deprecate.ts";
import { domainRemove } from "./domain-remove.ts";
import { relationAdd } from "./relation-add.ts";
import { relationDeprecate } from "./relation-deprecate.ts";
import { relationRemove } from "./relation-remove.ts";

/** Each attribute that a team's code has in a form of its own; of the part's forty, one of each kind. */
const attributes = readableDomains(teamWorkspace).flatMap(({ name, attributes: names }) =>
  names.slice(0, 18).map((attribute) => ({ domain: name, attribute })),
);

/** "planned" where the layers agree after the plan; otherwise the refusal, or what doesn't agree. */
function outcome(plan: () => ReturnType<typeof planOf>, on: Workspace = teamWorkspace): string {
  try {
    const found = findings(applied(plan(), on));
    return found.length === 0 ? "planned" : found.map(({ text }) => text).join("; ");
  } catch (error) {
    if (error instanceof CliError) return error.code;
    throw error;
  }
}

/** Attributes that only the code of their domain names. */
const odd = attributes.filter(({ attribute }) =>
  /^(color|brand|vin|remark|city|carrier|zip|weight)$/.test(attribute),
);

const isLong = process.env.PITSTOP_LONG === "1";

/** The outcomes that aren't "planned", by attribute. */
const exceptions = (
  plan: (of: (typeof attributes)[number]) => ReturnType<typeof planOf>,
  on?: Workspace,
  of = attributes,
) =>
  Object.fromEntries(
    of
      .map((each) => [`${each.domain}.${each.attribute}`, outcome(() => plan(each), on)])
      .filter(([, result]) => result !== "planned"),
  );

const titles = {
  "car.name": "TITLE_NEEDED",
  "category.name": "TITLE_NEEDED",
  "part.name": "TITLE_NEEDED",
  "shipment.number": "TITLE_NEEDED",
  "supplier.name": "TITLE_NEEDED",
};

describe("on every attribute of a team's code", () => {
  test("a label changes", () => {
    expect(
      exceptions((of) => planOf(attributeChange, { ...of, label: "Another label" }, teamWorkspace)),
    ).toEqual({});
  });

  test("a deprecation is noted", () => {
    expect(exceptions((of) => planOf(attributeDeprecate, of, teamWorkspace))).toEqual({});
  });

  // A word that the layers use themselves, such as "name", is looked for by the type checker: seconds for each.
  test("a rename needs only the key", () => {
    const plan = (of: (typeof attributes)[number]) =>
      planOf(attributeRename, { ...of, to: `${of.attribute}Anew` }, layersAlone);
    expect(exceptions(plan, layersAlone, isLong ? attributes : odd)).toEqual({});
  });

  test("a removal is refused for titles, and where a formula can't do without", () => {
    expect(exceptions((of) => planOf(attributeRemove, of, teamWorkspace))).toEqual({
      ...titles,
      "car.brand": "FILE_NOT_UNDERSTOOD",
    });
  });

  test("a change of type is refused under a rule of one's own, and under a condition in SQL", () => {
    const plan = (of: (typeof attributes)[number]) =>
      planOf(attributeChange, { ...of, type: "json", noDefault: true, index: false }, teamWorkspace);
    expect(exceptions(plan)).toMatchObject({
      "car.vin": "FILE_NOT_UNDERSTOOD",
      "car.plate": "FILE_NOT_UNDERSTOOD",
    });
  });
});

describe("on every domain of a team's code", () => {
  test.each(["car", "supplier", "shipment", "part", "category"])("%s", (domain) => {
    const target = domain === "category" ? "part" : "category";
    expect({
      add: outcome(() =>
        planOf(attributeAdd, { domain, attributes: ["homepage:url", "size:enum:s,m,l!=m"] }, teamWorkspace),
      ),
      relate: outcome(() => planOf(relationAdd, { domain, target, name: "kind" }, teamWorkspace)),
      join: outcome(() => planOf(relationAdd, { domain, target, many: true }, teamWorkspace)),
      deprecate: outcome(() => planOf(domainDeprecate, { domain }, teamWorkspace)),
      remove: outcome(() => planOf(domainRemove, { domain }, teamWorkspace)),
    }).toEqual({
      add: "planned",
      relate: "planned",
      join: "planned",
      deprecate: "planned",
      remove: ["car", "supplier", "category"].includes(domain) ? "DOMAIN_REFERRED" : "planned",
    });
  });

  test("a new one is created, and relations go", () => {
    expect(outcome(() => planOf(domainCreate, { domain: "garage" }, teamWorkspace))).toBe("planned");
    for (const [domain, relation] of [
      ["car", "category"],
      ["shipment", "car"],
      ["shipment", "supplier"],
    ])
      for (const operation of [relationDeprecate, relationRemove] as Operation[])
        expect(outcome(() => planOf(operation, { domain, relation }, teamWorkspace))).toBe("planned");
  });
});
