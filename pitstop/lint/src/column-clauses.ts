import type { ColumnDef, Constraint as ConstraintNode } from "libpg-query";
import { textBetween } from "./source-text.ts";
import type { Statement } from "./statement.ts";
import { nodesOf } from "./syntax-node.ts";

interface Clause {
  /** As the parser calls it: `CONSTR_CHECK`, `CONSTR_DEFAULT`. */
  readonly kind: string;
  /** As it was written, with the name of its constraint and what makes it deferrable. */
  readonly text: string;
}

/** A column's definition as it was written, in its parts. */
export interface ColumnClauses {
  /** With its collation, storage and compression. */
  readonly type: string;
  readonly clauses: readonly Clause[];
}

/** The parts of a definition in ADD COLUMN, so that a rewrite can leave one out and keep the others as they are. */
export function columnClauses(statement: Statement, definition: ColumnDef): ColumnClauses {
  const nodes = nodesOf(definition.constraints, "Constraint").filter(
    // DEFERRABLE and its like are nodes of their own, and belong to the one before.
    ({ contype }) => !contype?.startsWith("CONSTR_ATTR"),
  );
  const collation = definition.collClause?.location;
  const starts = [...nodes.map(({ location }) => location ?? 0), collation ?? []].flat();
  const next = (from: number) => {
    const later = starts.filter((start) => start > from);
    return later.length === 0 ? undefined : Math.min(...later);
  };
  const from = (location: number) => textBetween(statement, location, next(location));
  const type = from(definition.typeName?.location ?? 0);
  return {
    type: collation === undefined ? type : `${type} ${from(collation)}`,
    clauses: nodes.map((node: ConstraintNode) => ({
      kind: node.contype ?? "",
      text: from(node.location ?? 0),
    })),
  };
}

/** What follows the name of a constraint, as recipes take it: without NOT VALID, which they write themselves. */
export function constraintBody(text: string): string {
  return text
    .replace(/^constraint\s+("(?:[^"]|"")+"|[^\s"]+)\s+/i, "")
    .replace(/\s+not\s+valid\s*$/i, "")
    .trim();
}
