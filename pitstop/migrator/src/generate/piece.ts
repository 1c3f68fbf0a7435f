import { type Stage, stages } from "@pitstop/lint/recipes";
import type { PlannedDown, PlannedStep } from "./planned-file.ts";

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
