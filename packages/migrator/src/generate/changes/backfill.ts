import type { DatabaseTable } from "@mikro-orm/sql";
import { quoted } from "../identifier.ts";
import type { Piece } from "../piece.ts";
import { columnPath, subjectOf, tablePath } from "../planning.ts";

/** Gives the rows that have a null in the column a value, in batches. `why` nothing is to be done on the way back. */
export function fillColumn(
  table: DatabaseTable,
  column: string,
  { value, whyNoWayBack }: { value: string; whyNoWayBack: string },
): Piece {
  return {
    stage: "backfill",
    subject: subjectOf(table, column),
    step: "backfill",
    isTransactional: false,
    comment: `Fills ${columnPath(table, column)} in the rows that exist.`,
    up: [
      {
        kind: "backfill",
        backfill: {
          table: tablePath(table),
          set: `${quoted(column)} = ${value}`,
          where: `${quoted(column)} is null`,
        },
        why: "In batches of their own transactions, so that no row stays locked for long.",
      },
    ],
    down: { steps: [], why: whyNoWayBack },
  };
}
