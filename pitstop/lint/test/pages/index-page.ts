import { JUDGES, type Judge } from "../../src/judges.ts";
import type { Rule } from "../../src/rule.ts";
import { table } from "./table.ts";

const introduction = `# The rules of the migration linter

\`pitstop-lint\` (here \`pnpm pitstop lint\`) reads Prisma, drizzle, MikroORM and plain SQL migrations: files, folders,
patterns or standard input. For each statement it reports what it would do to a PostgreSQL database in use: which lock on
which table, whether readers or writers wait, and a safe alternative as SQL. \`migration:up\` lints pending migrations the
same way. Its options, formats and configuration are in [the package's README](../../pitstop/lint/README.md).

| Exit code | Meaning                                                              |
| --------- | -------------------------------------------------------------------- |
| 0         | no errors; there may be warnings                                     |
| 1         | at least one error                                                   |
| 2         | a file could not be linted, or the command line is wrong; see stderr |

With \`--json\`, stdout holds \`{ "files": […], "skipped": […], "problems": […] }\`: the findings by file, the files that
need no linting, and the code, message and hint of each that could not be linted.

An **error** loses data, fails, breaks deployed code, or blocks readers or writers for as long as a scan takes. A
**warning** blocks only briefly, or is good practice. **Style** is a matter of taste and off by default: turn it on with
\`--style\` or \`--rules\`. Rules marked _on request_ are off by default too.

The linter has [a verdict on every kind of statement](statements.md) and every form of \`ALTER TABLE\` in PostgreSQL 14 to 18.
A statement that it doesn't know is never skipped: [unjudged](unjudged.md) finds it.

## Allow a statement

Name the rule and the reason in a comment above the statement. The report lists both.

\`\`\`sql
-- pitstop:allow drop-column no client has read it since release 2.4
alter table cars drop column color;
\`\`\`

In a migration the comment is part of the SQL, as above, or \`// pitstop:allow …\` above \`this.addSql\`. A comment without a
rule or a reason, with an unknown rule, or in the wrong place, is an error (\`invalid-comment\`).

The same comment allows what the rehearsal would refuse:

`;

const judges: Record<Judge, string> = {
  loss: "the comparison: the named object may be dropped or changed, as in `-- pitstop:allow loss column public.cars.color no client reads it`",
  "blocking-rewrite": "the cost: the statement may rewrite a table while readers or writers wait",
  "blocking-scan": "the cost: it may scan a table while readers or writers wait",
  "blocking-lock": "the cost: it may hold a lock that blocks readers or writers for longer than the budget",
};

const conventions = `## What a plain file can state

| Comment                              | Meaning                                                                                         |
| ------------------------------------ | ----------------------------------------------------------------------------------------------- |
| \`/* given: cars.price integer */\`    | the type of a column before the file; also \`not null\`, \`null\`, \`check (…)\`, \`unique\`, \`indexed\` |
| \`/* given: create table cars (…) */\` | the same, as a whole statement; \`index on cars (price)\` is understood too                       |
| \`/* tx */\`                           | the file runs in one transaction                                                                |
| \`/* pg=12 */\`, \`/* pg=14.2 */\`       | the server version; defaults to 16                                                              |

Migrations need none of this: the linter reads the earlier migrations of the folder, MikroORM's snapshot, and the
server version of \`pitstop-lint.json\`. Tables that a file creates itself are empty and unused, so almost everything is allowed on them.

## The rules

`;

const end = `Where the tools disagree: this linter allows a change of type that rewrites nothing (squawk calls every change unsafe) and
anything on tables that the same file creates. \`DROP NOT NULL\` and \`DROP INDEX\` are warnings (squawk: unsafe; others:
safe). \`DEFAULT now()\` is one value for all rows, and safe. No linter can tell whether the rows fit: the rehearsal can.

The pages are generated from the rules and their tests: \`pnpm -C pitstop/lint lint:pages\` writes them.
`;

/** The index of docs/lint-rules: how to call the linter, and every rule and judge with its level. */
export function indexPage(rules: readonly Rule[]): string {
  const ofJudges = table(
    ["Id", "What it allows"],
    JUDGES.map((id) => [`\`${id}\``, judges[id]]),
  );
  const ofRules = table(
    ["Rule", "Level", "What it finds", "The safe way"],
    rules.map(({ id, level, finds, instead }) => [`[${id}](${id}.md)`, level, finds, instead]),
  );
  return `${introduction}${ofJudges}\n\n${conventions}${ofRules}\n\n${end}`;
}
