/**
 * The workspace as it was read: an operation decides from these texts alone, and what it decides holds for them.
 * Paths are relative to `root`, with "/".
 */
export interface Workspace {
  /** The absolute path of the folder that holds pnpm-workspace.yaml. */
  readonly root: string;
  /** The day on which this is read, YYYY-MM-DD: what is retired today says so. */
  readonly today: string;
  /** The texts of the source files: TypeScript of all packages and apps, `retired.json`, Markdown at the root. */
  readonly files: ReadonlyMap<string, string>;
  /** The texts of other files that may name what the code does, such as fixtures and labels: no operation edits them. */
  readonly data: ReadonlyMap<string, string>;
}
