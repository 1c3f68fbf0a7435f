import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Level } from "../src/finding.ts";
import { type LintOptions, lint } from "../src/lint.ts";
import type { Lock } from "../src/lock.ts";
import type { Rule } from "../src/rule.ts";
import { rulePage } from "./pages/rule-page.ts";

interface Dangerous {
  readonly sql: string;
  readonly table?: string | null;
  readonly lock?: Lock | null;
  readonly line?: number;
  readonly level?: Level;
  /** Words that the message must have. */
  readonly says?: string;
  /** Words that the rewrite must have. */
  readonly rewrite?: string;
  readonly options?: LintOptions;
}

type Safe = string | { readonly sql: string; readonly options: LintOptions };

export const pages = join(import.meta.dirname, "../../../docs/lint-rules");

/**
 * The specification of a rule: what it finds and how, and what it leaves alone. Each rewrite is itself linted, and the
 * rule's page in docs/lint-rules is made of these statements.
 */
export function verdicts(rule: Rule, { dangerous, safe }: { dangerous: Dangerous[]; safe: Safe[] }): void {
  describe(rule.id, () => {
    it.each(dangerous)("finds $sql", ({ sql, says, rewrite, options, ...expected }) => {
      const { findings } = lint(sql, { ...options, rules: [rule.id] });
      expect(findings).toEqual([expect.objectContaining({ rule: rule.id, level: rule.level, ...expected })]);
      const [finding] = findings;
      expect(finding?.message).toContain(says ?? expected.table ?? "");
      expect(finding?.rewrite).toContain(rewrite ?? "");
      // Ready to paste means: it parses, and it does nothing that the linter would call an error.
      const conventions = (sql.match(/\/\*\s*(given|pg)[\s\S]*?\*\//gi) ?? []).join("\n");
      const { queries: _, isInTransaction: __, ...settings } = options ?? {};
      const after = lint(`${conventions}\n${finding?.rewrite}`, settings).findings;
      expect(after.filter(({ level }) => level === "error")).toEqual([]);
    });

    it.each(safe.map((entry) => (typeof entry === "string" ? { sql: entry, options: {} } : entry)))(
      "leaves alone $sql",
      ({ sql, options }) => {
        expect(lint(sql, { ...options, rules: [rule.id] }).findings).toEqual([]);
      },
    );

    it("has a current page", async () => {
      const [first] = dangerous;
      const page = rulePage(rule, {
        dangerous: dangerous.map(({ sql }) => sql),
        finding: lint(first?.sql ?? "", { ...first?.options, rules: [rule.id] }).findings[0],
        safe: safe.map((entry) => (typeof entry === "string" ? entry : entry.sql)),
      });
      await expect(page).toMatchFileSnapshot(join(pages, `${rule.id}.md`));
    });
  });
}
