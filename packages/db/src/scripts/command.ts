import { parseArgs } from "node:util";
import { explainedError, MigratorError } from "@pitstop/migrator";

/** What a command is called with: flags with a value have a placeholder for it, "N" or "SQL". */
interface Flag {
  readonly value?: string;
  readonly help: string;
}

export interface Command<Name extends string> {
  /** As a person types it: "pnpm --filter db restore BACKUP". */
  readonly usage: string;
  readonly about: string;
  readonly flags: Readonly<Record<Name, Flag>>;
  /** Commands that work, each with what it does. */
  readonly examples: readonly (readonly [command: string, about: string])[];
  /** The most words besides the flags. */
  readonly words?: number;
  readonly run: (given: Given<Name>) => Promise<void>;
}

export interface Given<Name extends string> {
  readonly words: readonly string[];
  has(flag: Name): boolean;
  /** Of a flag with a value; undefined where it was not given. */
  value(flag: Name): string | undefined;
}

/** The command line does not say what is needed; the script ends with 2. */
export class UsageError extends MigratorError<"USAGE"> {
  constructor(message: string, hint: string) {
    super("USAGE", message, hint);
  }
}

/**
 * Runs a script: with `--help` it says what it does. A failure is told by what happened, what to do and its code, and
 * ends the script with 1; a command line or a setting that says nothing sensible ends it with 2.
 */
export async function runCommand<Name extends string>(
  command: Command<Name>,
  args: readonly string[] = process.argv.slice(2),
): Promise<void> {
  await told(async () => {
    if (args.includes("--help") || args.includes("-h")) process.stdout.write(helpOf(command));
    else await command.run(read(command, args));
  });
}

/** Does the work, and reports why it failed: to a person, or with --json to a program on stdout. */
export async function told(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const { code, message, hint } = explainedError(error);
    if (process.argv.includes("--json"))
      process.stdout.write(`${JSON.stringify({ error: { code, message, hint } }, null, 2)}\n`);
    else process.stderr.write(`${message}\n${hint} (${code})\n`);
    process.exitCode = ["USAGE", "SETTINGS_INVALID"].includes(code) ? 2 : 1;
  }
}

function read<Name extends string>(command: Command<Name>, args: readonly string[]): Given<Name> {
  const names = Object.entries<Flag>(command.flags);
  const { values, positionals, tokens } = parseArgs({
    // pnpm hands a "--" before the arguments on to the script.
    args: args.filter((arg) => arg !== "--"),
    options: Object.fromEntries(
      names.map(([name, { value }]) => [name, { type: value === undefined ? "boolean" : "string" } as const]),
    ),
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  for (const token of tokens) if (token.kind === "option") check(command, token.name, token.value);
  if (positionals.length > (command.words ?? 0)) {
    throw new UsageError(`"${positionals.at(-1)}" is one word too many.`, `Usage: ${command.usage}`);
  }
  return {
    words: positionals,
    has: (flag) => values[flag] === true,
    value: (flag) => (typeof values[flag] === "string" ? values[flag] : undefined),
  };
}

function check<Name extends string>(command: Command<Name>, name: string, value: string | undefined): void {
  const flag = Object.entries<Flag>(command.flags).find(([known]) => known === name)?.[1];
  if (!flag) {
    const known = Object.keys(command.flags).map((other) => `--${other}`);
    throw new UsageError(`There is no flag --${name}.`, `The flags are: ${[...known, "--help"].join(", ")}.`);
  }
  if (flag.value === undefined && value !== undefined) {
    throw new UsageError(`--${name} takes no value.`, `Write --${name} alone.`);
  }
  if (flag.value !== undefined && (value === undefined || value === "")) {
    throw new UsageError(`--${name} needs a value.`, `Write --${name} ${flag.value}: ${flag.help}`);
  }
}

function helpOf<Name extends string>({ usage, about, flags, examples }: Command<Name>): string {
  const lines = [
    ...Object.entries<Flag>(flags).map(
      ([name, { value, help }]) => [`--${name}${value === undefined ? "" : ` ${value}`}`, help] as const,
    ),
    ["--help", "Show this help."] as const,
  ];
  const width = Math.max(...lines.map(([flag]) => flag.length));
  return [
    `Usage: ${usage}`,
    "",
    about,
    "",
    ...lines.map(([flag, help]) => `  ${flag.padEnd(width)}  ${help}`),
    "",
    "Examples:",
    ...examples.flatMap(([command, what]) => [`  ${command}`, `      ${what}`]),
    "",
  ].join("\n");
}

/** A whole number above 0. Throws UsageError. */
export function wholeNumber(flag: string, text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number > 0) return number;
  throw new UsageError(`${flag} is "${text}".`, `Give it a whole number above 0: ${flag} 1000`);
}

/** A file or folder as a person names it, who stands elsewhere than pnpm runs the script. */
export const standsIn = (): string => process.env.INIT_CWD ?? process.cwd();
