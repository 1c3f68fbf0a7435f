import type { Step } from "./step.ts";

/** A migration as a value: what it would run, before anything runs. */
export interface ReadableMigration {
  readonly name: string;
  /** Whether all its steps take effect together or not at all. */
  readonly isTransactional: boolean;
  readonly steps: readonly Step[];
  /** Of all steps in their order. */
  readonly hash: string;
}
