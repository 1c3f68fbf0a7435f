import type { Phase, PlannedDown, PlannedStep } from "./planned-file.ts";

/** The order in which changes are safe. Each piece is a file of its own, except those of one stage and one `group`. */
const stages = [
  { name: "rename", phase: "expand" },
  { name: "enum value", phase: "expand" },
  // A check that lets more values in comes before the default that uses one.
  { name: "enum check", phase: "expand" },
  { name: "add", phase: "expand" },
  { name: "relax", phase: "expand" },
  { name: "backfill", phase: "expand" },
  { name: "index", phase: "expand" },
  // A foreign key may refer to a unique constraint of the same diff.
  { name: "unique", phase: "expand" },
  { name: "restrict", phase: "expand" },
  { name: "validate", phase: "expand" },
  { name: "required", phase: "expand" },
  { name: "drop default", phase: "contract" },
  // A foreign key leans on the unique constraint at its other end.
  { name: "drop foreign key", phase: "contract" },
  { name: "drop constraint", phase: "contract" },
  { name: "drop index", phase: "contract" },
  { name: "drop column", phase: "contract" },
  { name: "drop table", phase: "contract" },
  { name: "drop type", phase: "contract" },
] as const satisfies readonly { name: string; phase: Phase }[];

type Stage = (typeof stages)[number]["name"];

/** One change that stands or falls as a whole, and in a transaction of its own unless it is grouped. */
export interface Piece {
  readonly stage: Stage;
  /** What it is about, for the name of its file: `cars_price`. */
  readonly subject: string;
  /** What it does to that, for the name of its file: `validate`. Empty for the plain addition. */
  readonly step: string;
  readonly isTransactional: boolean;
  /** Pieces of one stage and one group share a file and a transaction: they are quick and stay apart from no other. */
  readonly group?: string;
  readonly comment: string;
  readonly up: readonly PlannedStep[];
  readonly down: PlannedDown;
}

export function phaseOf(piece: Piece): Phase {
  return stages.find(({ name }) => name === piece.stage)?.phase ?? "contract";
}

/** In the order of their stages, each list of pieces being one file. */
export function inFiles(pieces: readonly Piece[]): (readonly [Piece, ...Piece[]])[] {
  const files: [Piece, ...Piece[]][] = [];
  for (const { name } of stages) {
    const grouped = new Map<string, [Piece, ...Piece[]]>();
    for (const piece of pieces.filter(({ stage }) => stage === name)) {
      const together = piece.group === undefined ? undefined : grouped.get(piece.group);
      if (together) {
        together.push(piece);
        continue;
      }
      const file: [Piece, ...Piece[]] = [piece];
      files.push(file);
      if (piece.group !== undefined) grouped.set(piece.group, file);
    }
  }
  return files;
}
