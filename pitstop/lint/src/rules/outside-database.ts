import { evenInRehearsal, outsideDatabase } from "../outside-database.ts";
import { intended } from "../rewrites/intended.ts";
import { rule } from "../rule.ts";

export default rule({
  id: "outside-database",
  level: "error",
  finds:
    "what acts on the whole server or another one: roles, databases, tablespaces, ALTER SYSTEM, subscriptions, files",
  instead: "the same once per server, by what sets the server up",
  why: "A backup of the database doesn't have it, a restore doesn't undo it, and a copy of the database doesn't keep the live one from it: the rehearsal itself would do it on the server. Applied afterward, CREATE ROLE then fails, because the role is there.",
  sources: [
    "https://www.postgresql.org/docs/18/manage-ag-overview.html",
    "https://www.postgresql.org/docs/18/sql-createrole.html",
    "https://www.postgresql.org/docs/18/sql-altersystem.html",
    "https://www.postgresql.org/docs/18/sql-createtablespace.html",
    "https://www.postgresql.org/docs/18/sql-dropsubscription.html",
    "https://www.postgresql.org/docs/18/sql-copy.html",
  ],
  find({ node }) {
    const what = outsideDatabase(node);
    return what === undefined ? [] : [{ what, table: null, lock: null }];
  },
  explain: ({ what }) => `${what} is no part of the migrated database. ${evenInRehearsal}`,
  rewrite: (_found, statement) =>
    intended(
      "outside-database",
      "it may happen on the server at once, and again when the migration is applied",
      "Run it once per server, outside of the migrations. Where it belongs to this one:",
      statement,
    ),
});
