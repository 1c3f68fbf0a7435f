import { join } from "node:path";
import { expect, test } from "vitest";
import type { Rule } from "../rule.ts";
import { rules } from "./index.ts";

const page = join(import.meta.dirname, "../../../../docs/reference/contract-rules.md");

/** What the page shows of a rule, whatever kind of difference it judges. */
type Listed = Pick<Rule, "id"> & { readonly level: unknown };

const meanings = {
  breaking: "a deployed client fails, or is answered wrongly",
  risky: "a deployed client may fail, depending on what it does",
  safe: "no deployed client notices",
};

// The page is written by `vitest run src/rules/reference.test.ts --update`.
test("docs/reference/contract-rules.md lists every rule of every kind of difference", async () => {
  const sections = Object.entries(rules).map(([kind, byScope]) => {
    const lines = Object.entries<readonly Listed[]>(byScope).flatMap(([scope, scoped]) =>
      scoped.map(
        ({ id, level }) => `- \`${id}\` (${scope}): ${typeof level === "string" ? level : "depends"}`,
      ),
    );
    return `## ${kind}\n\n${lines.join("\n")}`;
  });
  const text = [
    "# Contract rules",
    "What `pitstop contract` says about each kind of difference between two versions of an API. Input is what clients send, and output is what they are answered with. The level of some rules depends on the difference, such as whether a removed attribute was deprecated.",
    Object.entries(meanings)
      .map(([level, meaning]) => `- **${level}**: ${meaning}`)
      .join("\n"),
    ...sections,
  ].join("\n\n");
  await expect(`${text}\n`).toMatchFileSnapshot(page);
});
