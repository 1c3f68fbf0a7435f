import type { Argument, Option } from "commander";
import type { Context } from "./context.ts";

/** What `--help` of every command shows. */
interface Described {
  readonly name: string;
  readonly summary: string;
}

/** A command of this tool. Everything heavy is loaded when it runs, so that the others start quickly. */
export interface Command extends Described {
  readonly examples: readonly [string, string];
  readonly argument?: Argument;
  /** Its flags beside --json and --yes. */
  readonly options?: readonly Option[];
  /** Whether it runs while files are in conflict. By default it is refused before anything else is loaded. */
  readonly worksInConflict?: boolean;
  /** For shells, not for people. */
  readonly isHidden?: boolean;
  run(context: Context, given: Given): Promise<void>;
}

/** What was typed after a command's name. */
export interface Given {
  readonly words: readonly string[];
  readonly flags: Readonly<Record<string, unknown>>;
}

/** A command of another package that is available here too: it gets every word as it was typed, and has its own help. */
export interface PassedThrough extends Described {
  /** The script: its path from the root of the workspace, or an absolute one. */
  readonly script: string;
  /** Its first arguments. */
  readonly first?: readonly string[];
  /** How the package itself calls it, where it does. */
  readonly pnpm?: string;
  /** Whether it only reads: then an interrupted change doesn't stop it. */
  readonly isReading: boolean;
}

export const isPassedThrough = (command: Command | PassedThrough): command is PassedThrough =>
  "script" in command;
