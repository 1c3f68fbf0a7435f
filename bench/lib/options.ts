import { parseArgs } from "node:util";

/**
 * The numbers of a run from the command line, each with what it is when it is not given: `--rows 1000 --seconds 1`.
 * Ends the process with 2 when the command line cannot be understood.
 */
export function readOptions<Name extends string>(defaults: Record<Name, number>): Record<Name, number> {
  const numbers: Record<Name, number> = { ...defaults };
  try {
    const options = Object.fromEntries(
      Object.keys(defaults).map((name) => [name, { type: "string" as const }]),
    );
    // pnpm hands a "--" before the arguments on to the script.
    const { values } = parseArgs({
      options,
      args: process.argv.slice(2).filter((argument) => argument !== "--"),
    });
    for (const name of Object.keys(values)) numbers[name as Name] = positive(name, values[name]); // only the known pass
    return numbers;
  } catch (error) {
    const known = Object.entries(defaults).map(([name, value]) => `--${name} ${value}`);
    console.error(
      `${error instanceof Error ? error.message : error}\nThe options, with their defaults: ${known.join(" ")}`,
    );
    process.exit(2);
  }
}

function positive(name: string, text: unknown): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1)
    throw new Error(`--${name} must be a whole number of at least 1.`);
  return number;
}
