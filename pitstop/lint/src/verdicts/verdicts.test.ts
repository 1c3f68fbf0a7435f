import type { Node } from "libpg-query";
import { describe, expect, it } from "vitest";
import { harmless } from "../../test/corpus/harmless.ts";
import { safe } from "../../test/corpus/safe.ts";
import { safeWays } from "../../test/corpus/safe-ways.ts";
import { unsafe } from "../../test/corpus/unsafe.ts";
import { listedVerdicts } from "../../test/pages/listed-verdicts.ts";
import { lint } from "../lint.ts";
import { rules } from "../rules/index.ts";
import { split } from "../split.ts";
import { verdictsOf } from "./verdict-of.ts";

const listed = listedVerdicts();
const ids = rules.map(({ id }) => id);

/** Rules about the file, its transaction, its session or its style: they look at every kind of statement. */
const general = [
  "concurrent-in-transaction",
  "edited-migration",
  "enum-value-used-in-transaction",
  "identifier-too-long",
  "newer-than-server",
  "non-linear-history",
  "not-rerunnable",
  "require-lock-timeout",
  "require-statement-timeout",
  "require-table-schema",
  "unjudged",
];

const nodesIn = (sql: string): Node[] =>
  split(sql, { isInTransaction: false, queries: [] }).map(({ node }) => node);
const silent = [...safe, ...harmless, ...safeWays.flatMap(([, ...files]) => files)];

describe("the verdicts on statements", () => {
  it("name rules that there are", () => {
    const named = listed.flatMap(({ verdict }) => (verdict.judgement === "judged" ? verdict.rules : []));
    expect(named.filter((id) => !ids.includes(id))).toEqual([]);
  });

  it("leave no rule without a statement that it judges", () => {
    const named = listed.flatMap(({ verdict }) => (verdict.judgement === "judged" ? verdict.rules : []));
    expect(ids.filter((id) => !named.includes(id) && !general.includes(id))).toEqual([]);
  });

  it("are kept by the rules: what a rule finds is a statement whose verdict names it", () => {
    const strangers = unsafe.flatMap(([, sql]) => {
      const statements = split(sql, { isInTransaction: false, queries: [] });
      return lint(sql).findings.flatMap(({ rule, statement: text }) => {
        const node = statements.find((statement) => statement.text === text)?.node;
        const verdicts = node === undefined ? [] : verdictsOf(node);
        const isNamed = verdicts.some(
          ({ verdict }) => verdict?.judgement === "judged" && verdict.rules.includes(rule),
        );
        return isNamed || general.includes(rule) ? [] : [`${rule}: ${text}`];
      });
    });
    expect(strangers).toEqual([]);
  });

  it.each(harmless)("find nothing in %s", (sql) => {
    expect(lint(sql).findings).toEqual([]);
  });

  it("of harmless are each shown by a statement about which nothing is said", () => {
    const shown = new Set(
      silent
        .flatMap(nodesIn)
        .flatMap(verdictsOf)
        .map(({ form }) => form),
    );
    const missing = listed.filter(
      ({ form, verdict }) => verdict.judgement === "harmless" && !shown.has(form),
    );
    expect(missing.map(({ form }) => form)).toEqual([]);
  });

  it("of rules are each shown by a statement in which one of them finds something", () => {
    const shown = new Set(
      unsafe.flatMap(([rule, sql]) =>
        nodesIn(sql)
          .flatMap(verdictsOf)
          .filter(({ verdict }) => verdict?.judgement === "judged" && verdict.rules.includes(rule))
          .map(({ form }) => form),
      ),
    );
    const missing = listed.filter(({ form, verdict }) => verdict.judgement === "judged" && !shown.has(form));
    expect(missing.map(({ form }) => form)).toEqual([]);
  });
});
