import { intended } from "../rewrites/intended.ts";
import { rule } from "../rule.ts";
import type { Statement } from "../statement.ts";
import { nodeOf, words } from "../syntax-node.ts";

export default rule({
  id: "change-text-search",
  level: "warning",
  finds: "ALTER TEXT SEARCH CONFIGURATION and DICTIONARY",
  instead: "a new configuration, and new columns and indexes with it",
  why: "What is stored and indexed was made with the old words: searches with the new ones miss rows, until each is computed again.",
  sources: [
    "https://www.postgresql.org/docs/18/sql-altertsconfig.html",
    "https://www.postgresql.org/docs/18/sql-altertsdictionary.html",
  ],
  find: (statement) => changed(statement).map((what) => ({ what, table: null, lock: null })),
  explain: ({ what }) =>
    `Searches through ${what} cut words another way than the rows and indexes that are stored: they miss rows without an error.`,
  rewrite: ({ what }, statement) =>
    intended(
      "change-text-search",
      `nothing stored was made with ${what}`,
      "Make a new configuration, fill columns and indexes with it, and switch the code. Where nothing stored uses it:",
      statement,
    ),
});

function changed({ node }: Statement): string[] {
  const configuration = nodeOf(node, "AlterTSConfigurationStmt");
  if (configuration !== undefined) return [words(configuration.cfgname).join(".")];
  const dictionary = nodeOf(node, "AlterTSDictionaryStmt");
  return dictionary === undefined ? [] : [words(dictionary.dictname).join(".")];
}
