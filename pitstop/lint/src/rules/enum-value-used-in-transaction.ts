import { rule } from "../rule.ts";
import { descendants } from "../syntax-node.ts";

export default rule({
  id: "enum-value-used-in-transaction",
  level: "error",
  finds: "a new enum value used before the commit",
  instead: "a migration of its own",
  why: "A new value of an enum that existed before cannot be used until the transaction that added it is committed.",
  sources: ["https://www.postgresql.org/docs/18/sql-altertype.html#id-1.9.3.42.7"],
  find(statement, known) {
    if (known.held.enumValues.size === 0) return [];
    const used = descendants(statement.node, "A_Const").flatMap(({ sval }) => sval?.sval ?? []);
    const value = used.find((text) => known.held.enumValues.has(text));
    const type = known.held.enumValues.get(value ?? "");
    return value === undefined || type === undefined ? [] : [{ value, type, table: null, lock: null }];
  },
  explain: ({ value, type }) =>
    `'${value}' was added to ${type} in this transaction: using it before the commit fails with "unsafe use of new value".`,
  rewrite: (_found, statement, { advice }) =>
    `${advice.next("use the value, which is committed then.", true)}\n-- ${statement.text.replaceAll("\n", "\n-- ")};`,
});
