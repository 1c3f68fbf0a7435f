import { usageMessage } from "@pitstop/process";
import { Command, CommanderError, Option } from "commander";
import type { FlavorName } from "../flavors/advice.ts";
import { FLAVOR_NAMES } from "../flavors/advice.ts";
import type { FormatName } from "../formats/index.ts";

export interface Arguments {
  readonly inputs: readonly string[];
  readonly config?: string;
  readonly since?: string;
  readonly startAfter?: string;
  readonly flavor?: FlavorName;
  readonly serverVersion?: string;
  readonly rules?: string;
  readonly style?: true;
  readonly stdinFile?: string;
  readonly format: FormatName;
}

export type CommandLine =
  | { readonly kind: "lint"; readonly given: Arguments }
  | { readonly kind: "help"; readonly text: string }
  | { readonly kind: "wrong"; readonly text: string; readonly message: string; readonly isJson: boolean };

const FORMATS: readonly FormatName[] = ["text", "json", "github", "sarif"];

const MORE = `
Exit codes:
  0  no errors; there may be warnings
  1  at least one error
  2  something could not be linted: the message says why

Options can also be in pitstop-lint.json, in this folder or above it.

Examples:
  pitstop-lint prisma/migrations --since main
  pitstop-lint 'db/**/*.up.sql' --rules drop-column,rename-column --json
  cat change.sql | pitstop-lint - --format github`;

/** Reads the words of the command line; nothing is printed. */
export function readCommandLine(words: readonly string[]): CommandLine {
  let printed = "";
  const print = (text: string) => {
    printed += text;
  };
  const program = build().configureOutput({ writeOut: print, writeErr: print });
  try {
    program.parse([...words], { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return { kind: "help", text: printed };
    const isJson = words.includes("--json") || /--format[ =]json/.test(words.join(" "));
    return { kind: "wrong", text: printed, message: usageMessage(error.message), isJson };
  }
  const { json, ...options } = program.opts<Omit<Arguments, "inputs"> & { json?: true }>();
  const given = { ...options, inputs: program.args, ...(json && { format: "json" as const }) };
  return { kind: "lint", given };
}

const build = (): Command =>
  new Command("pitstop-lint")
    .description("Shows what migrations do to a PostgreSQL database in use, and the safe way.")
    .argument("[inputs...]", "files, folders, patterns, or - for standard input")
    .option("--since <revision>", "lint only migrations added or changed since a revision of git")
    .option("--start-after <migration>", "lint only migrations after this one, which is applied")
    .addOption(new Option("--flavor <name>", "how the migrations are run").choices(FLAVOR_NAMES))
    .option("--server-version <version>", "PostgreSQL version that they run on (default: 16)")
    .option("--rules <ids>", "run only these rules, separated by commas")
    .option("--style", "also run rules of style")
    .option("--config <file>", "configuration file (default: the nearest pitstop-lint.json)")
    .option("--stdin-file <path>", "lint standard input as this file")
    .addOption(new Option("--format <name>", "what to print").choices(FORMATS).default("text"))
    .option("--json", "the same as --format json")
    .addHelpText("after", MORE)
    .exitOverride();
