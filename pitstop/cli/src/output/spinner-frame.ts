const SIGNS = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏";

/** The line that shows what is going on, after so many milliseconds: `⠹ type check, tests  12 s`. */
export function spinnerFrame(stages: readonly string[], elapsed: number, columns = 80): string {
  const sign = SIGNS[Math.floor(elapsed / 100) % SIGNS.length];
  return `${sign} ${stages.join(", ")}  ${Math.floor(elapsed / 1000)} s`.slice(0, columns - 1);
}
