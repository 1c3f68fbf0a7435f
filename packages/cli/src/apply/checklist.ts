/** A line of the workflow, with what proved it. */
export interface ChecklistLine {
  readonly what: string;
  readonly outcome: "done" | "left out";
  readonly proof: string;
  /** In milliseconds; null where nothing had to be done. */
  readonly duration: number | null;
}

/** What a person would have gone through by hand, line by line as it is done. */
export class Checklist {
  readonly #lines: ChecklistLine[] = [];

  get lines(): readonly ChecklistLine[] {
    return this.#lines;
  }

  async line(what: string, work: () => Promise<string>): Promise<void> {
    await this.lineWith(what, async () => ({ value: undefined, proof: await work() }));
  }

  async lineWith<Value>(what: string, work: () => Promise<{ value: Value; proof: string }>): Promise<Value> {
    const begin = performance.now();
    const { value, proof } = await work();
    this.#lines.push({ what, outcome: "done", proof, duration: performance.now() - begin });
    return value;
  }

  /** Done without any work of its own. */
  note(what: string, proof: string): void {
    this.#lines.push({ what, outcome: "done", proof, duration: null });
  }

  leftOut(what: string, proof: string): void {
    this.#lines.push({ what, outcome: "left out", proof, duration: null });
  }
}
