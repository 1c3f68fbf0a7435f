import { objectName, partsOf } from "../object-name.ts";
import { kindText } from "../renamed-object.ts";
import { intended } from "../rewrites/intended.ts";
import { rule } from "../rule.ts";
import { nodeOf, words } from "../syntax-node.ts";

export default rule({
  id: "extension-member",
  level: "error",
  finds: "ALTER EXTENSION … ADD",
  instead: "an object of its own",
  why: "pg_dump leaves out what belongs to an extension: a backup has neither the object nor its rows, and DROP EXTENSION drops it without CASCADE.",
  sources: [
    "https://www.postgresql.org/docs/18/sql-alterextension.html",
    "https://www.postgresql.org/docs/18/extend-extensions.html",
  ],
  find({ node }) {
    const alter = nodeOf(node, "AlterExtensionContentsStmt");
    if (alter?.action !== 1) return [];
    const list = nodeOf(alter.object, "List")?.items;
    const kind = alter.objtype ?? "OBJECT_TABLE";
    const object = objectName(kind, list ? words(list) : alter.object ? partsOf(alter.object) : []);
    return [
      { what: `${kindText(kind)} ${object.shown}`, extension: alter.extname ?? "", table: null, lock: null },
    ];
  },
  explain: ({ what, extension }) =>
    `Backups leave the ${what} out from now on, rows included, and DROP EXTENSION ${extension} drops it.`,
  rewrite: ({ what, extension }, statement) =>
    intended(
      "extension-member",
      `creating ${extension} makes the ${what} again`,
      "Only the script of an extension needs it. Where this is one:",
      statement,
    ),
});
