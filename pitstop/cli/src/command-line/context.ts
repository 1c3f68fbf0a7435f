import { RefusedError } from "../errors.ts";
import { type Output, output } from "../output/print.ts";

/** What every command is given beside its own arguments. */
export interface Context {
  /** The root of the workspace. Where there is none, whoever asks throws RefusedError WORKSPACE_NOT_FOUND. */
  readonly root: string;
  readonly output: Output;
  /** Answers confirmations. */
  readonly isYes: boolean;
}

/** What a command line is given that was typed in the workspace at `root`, or in none. */
export const contextOf = (root: string | undefined, isJson: boolean, isYes: boolean): Context => ({
  get root() {
    if (root !== undefined) return root;
    throw new RefusedError(
      "WORKSPACE_NOT_FOUND",
      `There is no application in ${process.cwd()} or in a folder above it.`,
      "Run this in the folder of an application, or create one: npm create pitstop",
    );
  },
  output: output(isJson),
  isYes,
});
