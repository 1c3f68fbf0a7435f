import { intended } from "../rewrites/intended.ts";
import { rule } from "../rule.ts";
import type { Statement } from "../statement.ts";
import { nodeOf, words } from "../syntax-node.ts";

export default rule({
  id: "change-text-search",
  level: "warning",
  finds: "ALTER TEXT SEARCH CONFIGURATION and DICTIONARY",
  instead: "a new configuration, and new columns and indexes with it",
  why: "Stored and indexed values were computed with the old configuration: searches with the new one miss rows until every value is recomputed.",
  sources: [
    "https://www.postgresql.org/docs/18/sql-altertsconfig.html",
    "https://www.postgresql.org/docs/18/sql-altertsdictionary.html",
  ],
  find: (statement) => changed(statement).map((what) => ({ what, table: null, lock: null })),
  explain: ({ what }) =>
    `Searches through ${what} split words differently from stored rows and indexes, so they miss rows without an error.`,
  rewrite: ({ what }, statement) =>
    intended(
      "change-text-search",
      `nothing stored was computed with ${what}`,
      "Create a new configuration, fill columns and indexes with it, and switch the code. If nothing stored uses it:",
      statement,
    ),
});

function changed({ node }: Statement): string[] {
  const configuration = nodeOf(node, "AlterTSConfigurationStmt");
  if (configuration !== undefined) return [words(configuration.cfgname).join(".")];
  const dictionary = nodeOf(node, "AlterTSDictionaryStmt");
  return dictionary === undefined ? [] : [words(dictionary.dictname).join(".")];
}
