import type { DefElem, FuncCall } from "libpg-query";
import { executedBy } from "../executed.ts";
import { isLive, type Known } from "../known.ts";
import { objectName } from "../object-name.ts";
import { intended } from "../rewrites/intended.ts";
import { rule } from "../rule.ts";
import type { Statement } from "../statement.ts";
import { nodeOf, nodesOf, words } from "../syntax-node.ts";
import { changesOf } from "../table-change.ts";
import { shown, tableNameOf } from "../table-name.ts";

export default rule({
  id: "sequence-restart",
  level: "warning",
  finds: "RESTART, CYCLE and a negative INCREMENT of a sequence or identity, and setval with a constant",
  instead: "`setval` with the largest existing number",
  why: "Numbers that are already in use are returned again: inserts fail on the key, or two rows share a number.",
  sources: [
    "https://www.postgresql.org/docs/18/sql-altersequence.html",
    "https://www.postgresql.org/docs/18/functions-sequence.html",
  ],
  find: (statement, known) =>
    restarted(statement, known).map(({ what, table }) => ({ what, table, lock: null })),
  explain: ({ what }) =>
    `${what} no longer continues from its last number: it may return numbers that are already in use, and inserts of deployed code fail on the key.`,
  rewrite: ({ what }, statement) =>
    intended(
      "sequence-restart",
      `no number of ${what} is used from there on`,
      "select setval('…', (select max(id) from …)) follows the rows. If the number is right:",
      statement,
    ),
});

interface Restarted {
  readonly what: string;
  readonly table: string | null;
}

function restarted(statement: Statement, known: Known): Restarted[] {
  const alter = nodeOf(statement.node, "AlterSeqStmt");
  const isRestart = nodesOf(alter?.options, "DefElem").some(reusesNumbers);
  const sequence = isRestart ? [shown(tableNameOf(alter?.sequence))] : [];
  const set = executedBy(statement.node).calls.flatMap((call) => sequenceSet(call) ?? []);
  const sequences = [...sequence, ...set]
    .filter((name) => !isOfFile(name, known))
    .map((name) => ({ what: `The sequence ${name}`, table: null }));
  const identities = changesOf("AT_SetIdentity", statement, known)
    .filter(({ command }) => nodesOf(nodeOf(command.def, "List")?.items, "DefElem").some(reusesNumbers))
    .map(({ table, command }) => ({ what: `${command.name ?? ""} of ${table}`, table }));
  return [...sequences, ...identities];
}

/** Whether an option makes the sequence return numbers again: at once, backward, or after its last one. */
function reusesNumbers({ defname, arg }: DefElem): boolean {
  if (defname === "cycle") return nodeOf(arg, "Boolean")?.boolval === true;
  if (defname === "increment") return (nodeOf(arg, "Integer")?.ival ?? 0) < 0;
  return defname === "restart";
}

/** The sequence that setval sets to a constant; undefined for other calls. */
function sequenceSet(call: FuncCall): string | undefined {
  const [sequence, value] = call.args ?? [];
  if (words(call.funcname).at(-1) !== "setval" || nodeOf(value, "A_Const") === undefined) return undefined;
  const text = nodeOf(nodeOf(sequence, "TypeCast")?.arg ?? sequence, "A_Const")?.sval?.sval;
  return text?.replaceAll('"', "").replace(/^public\./, "");
}

/** Whether the file made the sequence, or the table whose column it numbers. */
function isOfFile(sequence: string, known: Known): boolean {
  if (known.newObjects.has(objectName("OBJECT_SEQUENCE", sequence.split(".")).key)) return true;
  return [...known.tables.values()].some(
    ({ name }) => !isLive(known, name) && sequence.startsWith(`${shown(name)}_`),
  );
}
