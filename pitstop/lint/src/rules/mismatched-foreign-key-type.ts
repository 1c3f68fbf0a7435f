import { typeText } from "../column-type.ts";
import { foreignKeysOf } from "../foreign-keys.ts";
import { columnIn, isLive, keyColumns } from "../known.ts";
import { quoted } from "../quote.ts";
import { changeType } from "../recipes/type.ts";
import { recipeText } from "../rewrites/recipe-text.ts";
import { rule } from "../rule.ts";
import { quotedTable, shown } from "../table-name.ts";

export default rule({
  id: "mismatched-foreign-key-type",
  level: "warning",
  finds: "a foreign key with a different type than the key it references",
  instead: "the same type",
  why: "If the types differ, every join casts, and an integer runs out before a bigint.",
  sources: ["online_migrations mismatched_foreign_key_type"],
  find: (statement, known) =>
    foreignKeysOf(statement, known).flatMap(({ name, constraint, references, typeOf }) => {
      const parents =
        references.columns.length > 0 ? references.columns : keyColumns(known, references.table);
      return constraint.columns.flatMap((column, index) => {
        const own = typeOf(column);
        const parent = columnIn(known, references.table, parents[index] ?? "")?.type;
        if (own === undefined || parent === undefined || own.name === parent.name) return [];
        // The same bytes under another name: PostgreSQL compares them without a cast.
        if (texts.has(own.name) && texts.has(parent.name)) return [];
        return [{ name, table: shown(name), column, own, parent, references, lock: null }];
      });
    }),
  explain: ({ table, column, own, parent, references }) =>
    `${column} of ${table} is ${typeText(own)}, but ${shown(references.table)} is identified by ${typeText(parent)}: every join casts, and one runs out of numbers before the other.`,
  rewrite({ name, column, parent }, _statement, known) {
    const type = typeText(parent);
    const existing = isLive(known, name) ? columnIn(known, name, column) : undefined;
    if (existing === undefined) {
      return `-- The same type on both sides:\nalter table ${quotedTable(name)} add column ${quoted(column)} ${type};`;
    }
    const isRequired = existing.isNotNull === true;
    const serverMajor = known.serverVersion.major;
    return recipeText(changeType({ table: name, column, type, isRequired, serverMajor }), name, known);
  },
});

const texts = new Set(["text", "varchar"]);
