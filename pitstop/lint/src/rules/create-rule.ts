import { isLive } from "../known.ts";
import { heldBriefly } from "../lock.ts";
import { objectName } from "../object-name.ts";
import { intended } from "../rewrites/intended.ts";
import { rule } from "../rule.ts";
import { nodeOf } from "../syntax-node.ts";
import { shown, tableNameOf } from "../table-name.ts";

export default rule({
  id: "create-rule",
  level: "warning",
  costs: [],
  finds: "CREATE RULE on an existing table or view",
  instead: "a trigger",
  why: "Queries of deployed code are rewritten: DO INSTEAD NOTHING throws writes away without an error, and DO ALSO may compute a value twice.",
  sources: [
    "https://www.postgresql.org/docs/18/sql-createrule.html",
    "https://wiki.postgresql.org/wiki/Don%27t_Do_This#Don.27t_use_rules",
  ],
  find(statement, known) {
    const created = nodeOf(statement.node, "RuleStmt");
    const name = tableNameOf(created?.relation);
    const isNew = known.newObjects.has(objectName("OBJECT_VIEW", shown(name).split(".")).key);
    if (created === undefined || isNew || !isLive(known, name)) return [];
    const isInstead = created.instead === true;
    return [
      { own: created.rulename ?? "", isInstead, table: shown(name), lock: "ACCESS EXCLUSIVE" as const },
    ];
  },
  explain: ({ own, table, isInstead, lock }) =>
    `${own} rewrites what deployed code sends to ${table}${isInstead ? " and runs something else instead" : ""}, without an error. ${heldBriefly(lock, table)}`,
  rewrite: ({ own, table }, statement) =>
    intended(
      "create-rule",
      `all deployed code works with what ${own} makes of its queries of ${table}`,
      "A trigger sees each row and its values. If you do want a rule:",
      statement,
    ),
});
