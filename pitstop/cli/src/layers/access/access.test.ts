import { describe, expect, test } from "vitest";
import { applied, planOf, refusal, textAt, withFiles, workspace } from "../../../test/workspace.ts";
import { attributeAdd } from "../../operations/attribute-add.ts";
import { attributeRemove } from "../../operations/attribute-remove.ts";
import { attributeRename } from "../../operations/attribute-rename.ts";
import { domainCreate } from "../../operations/domain-create.ts";
import { domainRemove } from "../../operations/domain-remove.ts";
import { domainRename } from "../../operations/domain-rename.ts";
import { purge } from "../../operations/purge.ts";
import { relationRemove } from "../../operations/relation-remove.ts";
import type { Operation } from "../../plan.ts";
import type { Workspace } from "../../workspace/workspace.ts";
import { findings } from "../findings.ts";
import { accessFile } from "../paths.ts";

const RULES = `export const access: Access = defineAccess<typeof domains, AppRouter>()({
  roles,
  withoutSignIn: "admin",
  standard,
  domains: {
    category: {},
    car: {
      // Brokers see what they have brought in.
      hidden: { color: ["broker"] },
      readOnly: { color: ["editor"], category: ["editor"] },
      scope: { painter: ({ user }) => ({ color: user.name }) },
    },
  },
});
`;

const withRules = (text: string): Workspace => withFiles({ [accessFile]: text });
const guarded = withRules(RULES);
const unscoped = withRules(RULES.replace(/ +scope.*\n/, ""));

/** The workspace that an operation leaves. */
const changedBy = (operation: Operation, args: object, on: Workspace): Workspace =>
  applied(planOf(operation, { ...args }, on), on);

/** The lines of the rules that are gone, and those that are new. */
function lines(operation: Operation, args: object, on: Workspace): { gone: string[]; added: string[] } {
  const [old, now] = [on, changedBy(operation, args, on)].map((each) =>
    textAt(accessFile, each)
      .split("\n")
      .map((line) => line.trim()),
  ) as [string[], string[]];
  return {
    gone: old.filter((line) => !now.includes(line)),
    added: now.filter((line) => !old.includes(line)),
  };
}

describe("the access rules follow", () => {
  test("a domain that is created, renamed or removed", () => {
    expect(lines(domainCreate, { domain: "boat", attributes: ["name:string!"] }, workspace)).toEqual({
      gone: [],
      added: ["boat: {},"],
    });
    expect(lines(domainRename, { domain: "category", to: "kind" }, workspace)).toEqual({
      gone: ["category: {},"],
      added: ["kind: {},"],
    });
    expect(lines(domainRemove, { domain: "car", now: true }, workspace)).toEqual({
      gone: ["car: {},"],
      added: [],
    });
  });

  test("the last domain that is removed, and the first one that is created", () => {
    const one = changedBy(domainRemove, { domain: "car", now: true }, workspace);
    const none = changedBy(domainRemove, { domain: "category", now: true }, one);
    expect(textAt(accessFile, none)).toContain("domains: {}");
    const first = changedBy(domainCreate, { domain: "boat", attributes: ["name:string!"] }, none);
    expect(textAt(accessFile, first)).toMatch(/domains: \{\s*boat: \{\},?\s*\}/);
  });

  test("an attribute that is renamed, in the row scope too", () => {
    expect(lines(attributeRename, { domain: "car", attribute: "color", to: "paint" }, guarded)).toEqual({
      gone: [
        `hidden: { color: ["broker"] },`,
        `readOnly: { color: ["editor"], category: ["editor"] },`,
        "scope: { painter: ({ user }) => ({ color: user.name }) },",
      ],
      added: [
        `hidden: { paint: ["broker"] },`,
        `readOnly: { paint: ["editor"], category: ["editor"] },`,
        "scope: { painter: ({ user }) => ({ paint: user.name }) },",
      ],
    });
  });

  test("a relation that is removed; an attribute that is added changes no rule", () => {
    expect(lines(relationRemove, { domain: "car", relation: "category", now: true }, guarded)).toEqual({
      gone: [`readOnly: { color: ["editor"], category: ["editor"] },`],
      added: [`readOnly: { color: ["editor"] },`],
    });
    expect(lines(attributeAdd, { domain: "car", attributes: ["seats:integer"] }, guarded)).toEqual({
      gone: [],
      added: [],
    });
  });
});

describe("what was hidden", () => {
  test("stays hidden from the same roles while older clients are served it, until it is purged", () => {
    const removed = changedBy(attributeRemove, { domain: "car", attribute: "color" }, unscoped);
    expect(textAt(accessFile, removed)).toContain(`retired: { "cars.color": ["broker"] }`);
    expect(textAt(accessFile, removed)).toContain("hidden: {}");
    const purged = changedBy(purge, { domain: "car", attribute: "color" }, removed);
    expect(textAt(accessFile, purged)).not.toMatch(/retired|color/);
  });

  test("leaves nothing where nothing is kept of it", () => {
    const gone = changedBy(attributeRemove, { domain: "car", attribute: "color", now: true }, unscoped);
    expect(textAt(accessFile, gone)).not.toMatch(/retired|color/);
  });
});

test("an attribute that scopes rows isn't removed from under the scope", () => {
  const error = refusal(() => planOf(attributeRemove, { domain: "car", attribute: "color" }, guarded));
  expect(error).toMatchObject({
    code: "SCOPED_BY",
    message: `packages/api/src/access.ts:11: the row scope of "car" is stated by "color".`,
  });
});

describe("pitstop check finds", () => {
  test("nothing where the rules are of the domains", () => {
    expect(findings(guarded)).toEqual([]);
  });

  test("a domain that no rule is about, and a rule about what a domain doesn't have", () => {
    expect(findings(withRules(RULES.replace("    category: {},\n", "")))).toEqual([
      { domain: "category", path: accessFile, line: 5, text: "no rule says who may do what with category" },
    ]);
    expect(findings(withRules(RULES.replace("hidden: { color", "hidden: { colour")))).toEqual([
      {
        domain: "car",
        path: accessFile,
        line: 9,
        text: `"colour" is hidden, and car has no such attribute or relation`,
      },
    ]);
  });
});

test("rules that can't be read are refused by file and line", () => {
  const other = withRules("export const access = rulesOf(domains);\n");
  const error = refusal(() => planOf(domainCreate, { domain: "boat", attributes: ["name:string!"] }, other));
  expect(error).toMatchObject({
    code: "FILE_NOT_UNDERSTOOD",
    message: expect.stringContaining(`${accessFile}:1`),
  });
});
