import type { Node } from "libpg-query";
import { nodeOf } from "../syntax-node.ts";
import { alterVerdict } from "./alter-relation.ts";
import { drop } from "./drop.ts";
import { rename } from "./rename.ts";
import { setSchema } from "./set-schema.ts";
import { statements } from "./statements.ts";
import type { Verdict } from "./verdict.ts";

/** One thing that a statement does: `ALTER TABLE a …, b …` does several. */
export interface JudgedForm {
  /** The parser's names, such as `DropStmt OBJECT_VIEW`. */
  readonly form: string;
  /** Undefined where no table has it. */
  readonly verdict: Verdict | undefined;
}

/** How the linter judges what a statement does. Something new has no verdict, and never none of the forms. */
export function verdictsOf(node: Node): JudgedForm[] {
  const alter = nodeOf(node, "AlterTableStmt");
  if (alter !== undefined) {
    const { objtype, cmds = [] } = alter;
    return cmds.map((command) => {
      const subtype = nodeOf(command, "AlterTableCmd")?.subtype;
      return {
        form: `AlterTableStmt ${objtype} ${subtype}`,
        verdict: objtype && subtype && alterVerdict(objtype, subtype),
      };
    });
  }
  const [kind = "nothing"] = Object.keys(node);
  const byObject = objectTables(node);
  if (byObject !== undefined) {
    const { table, object = "without an object" } = byObject;
    return [{ form: `${kind} ${object}`, verdict: own(table, object) }];
  }
  return [{ form: kind, verdict: own(statements, kind) }];
}

/** The table of verdicts that a statement's object is looked up in. */
function objectTables(node: Node) {
  const dropped = nodeOf(node, "DropStmt");
  if (dropped !== undefined) return { table: drop, object: dropped.removeType };
  const renamed = nodeOf(node, "RenameStmt");
  if (renamed !== undefined) return { table: rename, object: renamed.renameType };
  const moved = nodeOf(node, "AlterObjectSchemaStmt");
  return moved && { table: setSchema, object: moved.objectType };
}

/** The parser may know more at run time than its types said when this was compiled. */
function own(table: Readonly<Record<string, Verdict>>, key: string): Verdict | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
