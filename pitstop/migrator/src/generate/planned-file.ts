import type { BackfillPlan, Phase } from "@pitstop/lint/recipes";

/** One statement or one backfill of a migration file, with the reason for its form where that is not plain. */
export type PlannedStep =
  | { readonly kind: "sql"; readonly sql: string; readonly why?: string | undefined }
  | { readonly kind: "backfill"; readonly backfill: BackfillPlan; readonly why?: string | undefined };

/** How a migration is taken back: by steps (none, and why, where nothing is left to do), or not at all, and why. */
export type PlannedDown =
  | { readonly steps: readonly PlannedStep[]; readonly why?: string | undefined }
  | { readonly impossible: string };

/** A migration file as a value, before anything is written. */
export interface PlannedFile {
  /** `Migration20261101000000_car_price` */
  readonly className: string;
  /** With its ending: `Migration20261101000000_car_price.ts` */
  readonly fileName: string;
  readonly phase: Phase;
  readonly isTransactional: boolean;
  /** What the file does, as it stands above the class. */
  readonly comment: string;
  readonly up: readonly PlannedStep[];
  readonly down: PlannedDown;
}

export function sqlStep(sql: string, why?: string): PlannedStep {
  return { kind: "sql", sql, why };
}

/** A statement that the linter refuses unless a person means it: here the change of the entities says so. */
export function intendedStep(rule: string, reason: string, sql: string, why?: string): PlannedStep {
  return sqlStep(`-- pitstop:allow ${rule} ${reason}\n${sql}`, why);
}
