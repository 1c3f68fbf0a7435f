import type { Output } from "../output/print.ts";

/** What every command is given beside its own arguments. */
export interface Context {
  /** The root of the workspace. */
  readonly root: string;
  readonly output: Output;
  /** Answers confirmations. */
  readonly isYes: boolean;
}
