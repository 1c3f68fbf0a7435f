import type { Edit, LayerName } from "../plan.ts";
import type { Workspace } from "../workspace/workspace.ts";

/** The workspace with the edits of an operation so far, so that the next one is decided on what the last one left. */
export class Draft {
  readonly #before: Workspace;
  readonly #files: Map<string, string>;
  readonly #reasons = new Map<string, { layer: LayerName; why: string }>();
  /** Files that have another path now: the old one, and the new one. */
  readonly moved = new Map<string, string>();

  constructor(workspace: Workspace) {
    this.#before = workspace;
    this.#files = new Map(workspace.files);
  }

  /** The workspace as it would be now. */
  get workspace(): Workspace {
    return { ...this.#before, files: this.#files };
  }

  /** Writes a file, or takes it away (null). The first reason stands in the plan. */
  write(path: string, text: string | null, layer: LayerName, why: string): void {
    if (text === null) this.#files.delete(path);
    else this.#files.set(path, text);
    if (!this.#reasons.has(path)) this.#reasons.set(path, { layer, why });
  }

  /** Writes a file under another path. */
  move(from: string, to: string, text: string, layer: LayerName, why: string): void {
    this.write(from, null, layer, why);
    this.write(to, text, layer, why);
    this.moved.set(from, to);
  }

  /** One edit for each file that is another one now, in the order in which they were made. */
  edits(): Edit[] {
    return [...this.#reasons]
      .map(([path, reason]) => ({
        path,
        before: this.#before.files.get(path) ?? null,
        after: this.#files.get(path) ?? null,
        ...reason,
      }))
      .filter(({ before, after }) => before !== after);
  }
}
