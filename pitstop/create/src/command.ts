import { basename, join, relative, resolve } from "node:path";
import { confirm, isCancel, log, outro, text } from "@clack/prompts";
import { errorText, PitstopError } from "@pitstop/errors";
import { Command } from "commander";
import { createApplication } from "./create-application.ts";
import { CreateError } from "./create-error.ts";
import { namesOf } from "./names.ts";

interface Options {
  readonly examples?: boolean;
  readonly git?: boolean;
  readonly yes?: true;
}

const template = join(import.meta.dirname, "template");

await new Command("create-pitstop")
  .description("Makes a typed web application: PostgreSQL, MikroORM, zod, tRPC and REST, React.")
  .argument("[name]", "the name of the application, and of its folder")
  .option("--examples", "begin with cars and categories")
  .option("--no-examples", "begin with empty pages")
  .option("--git", "make a git repository with a first commit")
  .option("--no-git", "make no git repository")
  .option("-y, --yes", "ask nothing: no examples, a git repository")
  .addHelpText(
    "after",
    "\nExamples:\n  npm create pitstop acme\n  npm create pitstop acme -- --examples --no-git",
  )
  .action(create)
  .parseAsync();

async function create(given: string | undefined, options: Options): Promise<void> {
  try {
    const asks = process.stdin.isTTY && process.stdout.isTTY && !options.yes;
    const place = given ?? (asks ? await answered(text(QUESTIONS.name)) : undefined);
    if (place === undefined) {
      throw new CreateError(
        "CREATE_NAME_MISSING",
        "The application has no name.",
        "For example: npm create pitstop acme",
      );
    }
    const folder = resolve(place);
    const names = namesOf(basename(folder));
    const hasExamples = options.examples ?? (asks ? await answered(confirm(QUESTIONS.examples)) : false);
    const hasGit = options.git ?? (asks ? await answered(confirm(QUESTIONS.git)) : true);
    createApplication({ ...names, folder, hasExamples, hasGit }, template);
    tell(folder, asks);
  } catch (error) {
    if (!(error instanceof PitstopError)) throw error;
    process.stderr.write(errorText(error));
    process.exitCode = 2;
  }
}

const QUESTIONS = {
  name: { message: "What is the application called?", placeholder: "acme" },
  examples: { message: "Begin with cars and categories as examples?", initialValue: false },
  git: { message: "Make it a git repository?", initialValue: true },
};

async function answered<Answer>(question: Promise<Answer>): Promise<Exclude<Answer, symbol>> {
  const answer = await question;
  if (isCancel(answer))
    throw new CreateError("CREATE_CANCELED", "Nothing was made.", "Run it again any time.");
  return answer as Exclude<Answer, symbol>; // the symbol is that of a cancel
}

function tell(folder: string, isTerminal: boolean): void {
  const place = relative(process.cwd(), folder);
  const next = [...(place === "" ? [] : [`cd ${place}`]), "npx -y pnpm install", "npx -y pnpm start"];
  if (isTerminal) {
    log.success(`Made ${folder}.`);
    outro(`Next:\n\n${next.map((line) => `   ${line}`).join("\n")}`);
  } else {
    console.log(`Made ${folder}. Next:\n${next.map((line) => `  ${line}`).join("\n")}`);
  }
}
