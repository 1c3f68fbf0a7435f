// `pnpm pitstop lint FILE… [--json] [--rules a,b] [--style]`, or `pnpm -C packages/migrator lint …`: exit code 0 without
// errors among the findings, 1 with, 2 when something could not be linted. `pnpm --filter` would turn each into 1.
import { Command, CommanderError } from "commander";
import { MigratorError } from "../errors.ts";
import { LintError } from "./lint-error.ts";
import { type LintedFiles, lintFiles } from "./lint-files.ts";
import { forTerminal, problemsForTerminal } from "./terminal.ts";

interface Options {
  json?: true;
  rules?: string;
  style?: true;
}

const program = new Command("lint")
  .description(
    "What SQL files and MikroORM migrations would do to a PostgreSQL database in use, and the safe way.",
  )
  .argument("<files...>", "plain .sql files and migrations (.ts)")
  .option("--json", "findings as JSON on stdout, and nothing else there")
  .option("--rules <ids>", "these rules alone, separated by commas")
  .option("--style", "also rules of style and of practice")
  .addHelpText(
    "after",
    "\nExit codes: 0 no errors, 1 errors found, 2 something could not be linted.\n\nExamples:\n  pitstop lint packages/db/src/migrations/Migration*.ts\n  pitstop lint change.sql --rules drop-column,rename-column --json",
  )
  .exitOverride()
  .action(run);

try {
  // pnpm hands a "--" before the arguments on to the script.
  const [, , first, ...rest] = process.argv;
  await program.parseAsync(first === undefined || first === "--" ? rest : [first, ...rest], { from: "user" });
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  // Commander has said what is wrong, to a person.
  if (error.exitCode !== 0 && process.argv.includes("--json"))
    process.stdout.write(`${JSON.stringify({ error: usageError(error) }, undefined, 2)}\n`);
  process.exitCode = error.exitCode === 0 ? 0 : 2;
}

async function run(files: string[], options: Options): Promise<void> {
  const { files: linted, problems } = await lintedFiles(files, options);
  if (options.json)
    process.stdout.write(
      `${JSON.stringify({ files: linted, problems: problems.map(asJson) }, undefined, 2)}\n`,
    );
  else if (linted.length > 0) process.stdout.write(`${forTerminal(linted)}\n`);
  process.stderr.write(problemsForTerminal(problems));
  const hasError = linted.some(({ findings }) => findings.some(({ level }) => level === "error"));
  process.exitCode = problems.length > 0 ? 2 : hasError ? 1 : 0;
}

function usageError({ message }: CommanderError) {
  const hint = "pitstop lint --help shows its arguments and flags.";
  return { code: "LINT_USAGE", message: message.replace(/^error: /, ""), hint };
}

/** What could not be linted, for programs: the same as the text on stderr. */
function asJson({ file, error }: LintedFiles["problems"][number]) {
  const line = error instanceof LintError ? error.line : undefined;
  return {
    file,
    code: error.code,
    message: error.message,
    hint: error.hint,
    ...(line !== undefined && { line }),
  };
}

async function lintedFiles(files: string[], { rules, style }: Options): Promise<LintedFiles> {
  try {
    return await lintFiles(files, {
      // pnpm runs this in the package's folder and says where the user stands.
      folder: process.env.INIT_CWD ?? process.cwd(),
      ...(rules !== undefined && { rules: rules.split(",").map((id) => id.trim()) }),
      ...(style && { style }),
    });
  } catch (error) {
    if (!(error instanceof MigratorError)) throw error;
    return { files: [], problems: [{ file: "--rules", error }] };
  }
}
