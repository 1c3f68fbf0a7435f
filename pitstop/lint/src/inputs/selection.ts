import type { PitstopError } from "@pitstop/errors";

/** A migration to lint. */
export interface SelectedFile {
  /** As it was named, or relative to the folder of the command, with "/". */
  readonly file: string;
  /** Absolute. */
  readonly path: string;
  /** What it says, where it isn't read from the path. */
  readonly text?: string;
}

/** Something that isn't linted, and needs no attention. */
export interface SkippedFile {
  readonly file: string;
  readonly reason: string;
}

export interface Problem {
  /** The file, or the argument that is wrong. */
  readonly file: string;
  readonly error: PitstopError;
  /** Not about a file that is there. */
  readonly isArgument?: true;
}

export interface Selection {
  readonly files: readonly SelectedFile[];
  readonly skipped: readonly SkippedFile[];
  readonly problems: readonly Problem[];
}
