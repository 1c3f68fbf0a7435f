/** What long work says of itself while it runs: for a progress bar, or for nobody. */
export interface Progress {
  /** What is being done, for people: "Backing up", "Filling cars.price". */
  readonly task: string;
  readonly done: number;
  /** Undefined where it is not known beforehand. */
  readonly total: number | undefined;
  readonly unit: "bytes" | "rows" | "files" | "statements";
}

export type OnProgress = (progress: Progress) => void;
