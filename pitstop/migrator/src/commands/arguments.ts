import { UsageError } from "./usage-error.ts";

/** A whole number above 0. Throws UsageError. */
export function wholeNumber(option: string, text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number > 0) return number;
  throw new UsageError(`${option} is "${text}".`, `Pass a whole number above 0: ${option} 1000`);
}

/** The folder that the user is in: a package manager runs scripts elsewhere, and names it. */
export const userFolder = (): string => process.env.INIT_CWD ?? process.cwd();
