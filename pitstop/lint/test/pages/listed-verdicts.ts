import { alterForms } from "../../src/verdicts/alter-relation.ts";
import { drop } from "../../src/verdicts/drop.ts";
import { rename } from "../../src/verdicts/rename.ts";
import { setSchema } from "../../src/verdicts/set-schema.ts";
import { statements } from "../../src/verdicts/statements.ts";
import type { Verdict } from "../../src/verdicts/verdict.ts";

export interface ListedVerdict {
  /** The parser's names, as `verdictsOf` gives them. */
  readonly form: string;
  readonly verdict: Verdict;
}

/** Every verdict of the linter, by statement and form. */
export function listedVerdicts(): ListedVerdict[] {
  const of = (kind: string, table: Readonly<Record<string, Verdict>>): ListedVerdict[] =>
    Object.entries(table).map(([form, verdict]) => ({ form: `${kind} ${form}`.trim(), verdict }));
  return [
    ...of("", statements),
    ...alterForms().map(([kind, subtype, verdict]) => ({
      form: `AlterTableStmt ${kind} ${subtype}`,
      verdict,
    })),
    ...of("DropStmt", drop),
    ...of("RenameStmt", rename),
    ...of("AlterObjectSchemaStmt", setSchema),
  ];
}
