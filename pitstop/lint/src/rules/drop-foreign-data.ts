import type { Level } from "../finding.ts";
import type { Known } from "../known.ts";
import { lostObjects } from "../object-name.ts";
import { intended } from "../rewrites/intended.ts";
import { withoutCascade } from "../rewrites/without-cascade.ts";
import { rule } from "../rule.ts";
import type { Statement } from "../statement.ts";
import { nodeOf } from "../syntax-node.ts";

export default rule({
  id: "drop-foreign-data",
  level: "error",
  finds: "DROP FOREIGN TABLE, SERVER, FOREIGN DATA WRAPPER and USER MAPPING; a warning without CASCADE",
  instead: "code first, then each foreign table by name",
  why: "The rows stay on the other server, but deployed code that reads the foreign tables fails. With CASCADE, dropping a server drops all of its foreign tables.",
  sources: [
    "https://www.postgresql.org/docs/18/sql-dropforeigntable.html",
    "https://www.postgresql.org/docs/18/sql-dropserver.html",
    "https://www.postgresql.org/docs/18/sql-dropforeigndatawrapper.html",
    "https://www.postgresql.org/docs/18/sql-dropusermapping.html",
  ],
  find: (statement, known) => lost(statement, known).map((found) => ({ ...found, table: null, lock: null })),
  explain: ({ name, level }) =>
    level === "error"
      ? `CASCADE drops every foreign table and view that needs ${name}. The statement does not say which they are.`
      : `Deployed code that reads foreign tables through ${name} fails.`,
  rewrite: ({ name }, statement) =>
    intended(
      "drop-foreign-data",
      `no deployed code needs ${name}`,
      `First deploy code that does not need ${name}, and drop its foreign tables by name. Then, without CASCADE:`,
      withoutCascade(statement),
    ),
});

function lost(statement: Statement, known: Known): { name: string; level: Level }[] {
  const mapping = nodeOf(statement.node, "DropUserMappingStmt");
  if (mapping !== undefined) return [{ name: mapping.servername ?? "", level: "warning" }];
  return lostObjects(["OBJECT_FOREIGN_TABLE", "OBJECT_FOREIGN_SERVER", "OBJECT_FDW"], statement, known).map(
    ({ shown: name, isCascade }) => ({ name, level: isCascade ? "error" : "warning" }),
  );
}
