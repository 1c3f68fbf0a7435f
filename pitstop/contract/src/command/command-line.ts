import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { errorJson, errorText } from "@pitstop/errors";
import { Command, CommanderError, Option } from "commander";
import { compare } from "../compare.ts";
import type { Contract } from "../contract.ts";
import { ContractError } from "../errors.ts";
import { readContract } from "../read-contract.ts";
import { jsonReport } from "../report/json.ts";
import { markdownReport } from "../report/markdown.ts";
import { terminalReport } from "../report/terminal.ts";
import { unseenIn } from "../report/unseen.ts";
import { writeContract } from "../write-contract.ts";
import { contractOfFile, type LoadOptions } from "./contract-of-file.ts";
import { contractOfRevision } from "./contract-of-revision.ts";
import type { Outcome } from "./run.ts";

interface Options extends LoadOptions {
  readonly against: string;
  readonly contract?: string;
  readonly format: keyof typeof reports;
  readonly strict?: true;
  readonly write?: string;
}

const reports = { text: terminalReport, json: jsonReport, markdown: markdownReport };

const EXIT_CODES = `
Exit codes:
  0  no deployed client breaks
  1  a deployed client breaks, or may break and --strict is set
  2  the contracts can't be compared: the message says why

Examples:
  npx @pitstop/contract src/root.ts --against main
  npx @pitstop/contract src/root.ts --against origin/main --format markdown > contract.md
  npx @pitstop/contract src/root.ts --write contract.json
  npx @pitstop/contract src/root.ts --contract contract.json`;

/** Runs `pitstop-contract` with its arguments in a folder. Never throws what a person can do something about. */
export async function runCommand(args: readonly string[], folder: string): Promise<Outcome> {
  let stdout = "";
  let stderr = "";
  let exitCode: Outcome["exitCode"] = 0;
  const command = commandLine(async (file, options) => {
    const current = await contractOfFile(resolve(folder, file), options);
    if (options.write !== undefined) {
      writeFileSync(resolve(folder, options.write), writeContract(current));
      stderr += `Wrote ${options.write}\n`;
      return;
    }
    const before = await contractBefore(file, folder, options);
    const findings = compare(before, current, { today: new Date().toISOString().slice(0, 10) });
    const since = options.contract ?? options.against;
    stdout += `${reports[options.format](findings, since, unseenIn(current)).trimEnd()}\n`;
    const stops = findings.some(({ level }) => level === "breaking" || (options.strict && level === "risky"));
    exitCode = stops ? 1 : 0;
  }).configureOutput({
    writeOut: (text) => {
      stdout += text;
    },
    writeErr: (text) => {
      stderr += text;
    },
  });
  try {
    await command.parseAsync([...args], { from: "user" });
  } catch (error) {
    if (error instanceof CommanderError) return { exitCode: error.exitCode === 0 ? 0 : 2, stdout, stderr };
    if (!(error instanceof ContractError)) throw error;
    if (args.includes("json")) stdout += errorJson(error);
    else stderr += errorText(error);
    exitCode = 2;
  }
  return { exitCode, stdout, stderr };
}

function commandLine(action: (file: string, options: Options) => Promise<void>): Command {
  return new Command("pitstop-contract")
    .description("Show what a change of a tRPC router means for clients that are deployed.")
    .argument("<file>", "the file that exports the router")
    .option("--against <revision>", "compare with a revision of git", "main")
    .option("--contract <file>", "compare with a contract in a file")
    .option("--write <file>", "write the contract to a file instead of comparing it")
    .option("--router <export>", "name of the exported router, if there are several")
    .option("--env-file <file>", "read environment variables from a file before loading the router")
    .addOption(new Option("--format <format>", "output format").choices(Object.keys(reports)).default("text"))
    .option("--strict", "treat risky changes as breaking")
    .helpOption("-h, --help", "show this help")
    .addHelpText("after", EXIT_CODES)
    .exitOverride()
    .action(action);
}

async function contractBefore(file: string, folder: string, options: Options): Promise<Contract> {
  if (options.contract === undefined)
    return contractOfRevision(options.against, resolve(folder, file), options);
  return readContract(textOf(resolve(folder, options.contract)), options.contract);
}

function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    throw new ContractError(
      "CONTRACT_FILE_MISSING",
      `Can't read ${path}.`,
      "Write it with --write on the revision that clients were built from.",
      { cause },
    );
  }
}
