import { objectName } from "../object-name.ts";
import { isOn } from "../option-list.ts";
import { intended } from "../rewrites/intended.ts";
import { rule } from "../rule.ts";
import { nodeOf, nodesOf, words } from "../syntax-node.ts";

export default rule({
  id: "change-function",
  level: "warning",
  finds: "ALTER FUNCTION that changes its result or rights: STRICT, SECURITY, LEAKPROOF, SET",
  instead: "a second function",
  why: "STRICT gives null where the function gave a value. SECURITY decides with whose rights it acts, and SET with which search_path: deployed code is refused, or gets other rows. A LEAKPROOF function is called with rows that a policy hides.",
  sources: [
    "https://www.postgresql.org/docs/18/sql-alterfunction.html",
    "https://www.postgresql.org/docs/18/sql-createfunction.html",
  ],
  find({ node }, known) {
    const alter = nodeOf(node, "AlterFunctionStmt");
    const name = objectName("OBJECT_ROUTINE", words(alter?.func?.objname));
    if (alter === undefined || known.newObjects.has(name.key)) return [];
    const changes = nodesOf(alter.actions, "DefElem").flatMap(({ defname = "" }) =>
      defname === "leakproof" && !isOn(alter.actions, defname) ? [] : (texts[defname] ?? []),
    );
    return changes.length === 0
      ? []
      : [{ name: name.shown, changes: changes.join(", "), table: null, lock: null }];
  },
  explain: ({ name, changes }) =>
    `Deployed code that calls ${name} gets another result or is refused: its ${changes} changes.`,
  rewrite: ({ name, changes }, statement) =>
    intended(
      "change-function",
      `all deployed code that calls ${name} works with the new ${changes}`,
      "Create a second function, and deploy code that calls it. Where all code works with both:",
      statement,
    ),
});

const texts: Record<string, string> = {
  strict: "answer to null",
  security: "rights (SECURITY)",
  set: "settings (SET)",
  leakproof: "promise to tell nothing of its arguments (LEAKPROOF)",
};
