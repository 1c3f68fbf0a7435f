/** Where words for a person go. */
export interface Output {
  readonly isTTY: boolean;
  /** How wide it is, where it is a terminal. */
  readonly columns?: number;
  write(text: string): unknown;
}

/** Nobody reads faster, and thousands of lines would slow the work down over a slow connection. */
const SHOW_EVERY = 80;

/** A line on a terminal that the next one takes the place of; in a log there is none. */
export function lineInPlace(stream: Output): { show(text: string): void; clear(): void } {
  let shownAt = Number.NEGATIVE_INFINITY;
  return {
    show: (text) => {
      if (!stream.isTTY || performance.now() - shownAt < SHOW_EVERY) return;
      shownAt = performance.now();
      // A line that wraps cannot be taken back.
      stream.write(`\r\u001b[2K${text.slice(0, (stream.columns ?? 80) - 1)}`);
    },
    clear: () => {
      shownAt = Number.NEGATIVE_INFINITY;
      if (stream.isTTY) stream.write("\r\u001b[2K");
    },
  };
}
