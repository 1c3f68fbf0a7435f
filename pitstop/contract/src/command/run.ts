import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { errorJson, errorText } from "@pitstop/errors";
import { type Tables, withCauses } from "../cause/causes.ts";
import type { MigrationText } from "../cause/migration.ts";
import { compare } from "../compare.ts";
import type { Contract } from "../contract.ts";
import { ContractError, exitCodes } from "../errors.ts";
import type { Finding } from "../finding.ts";
import { readContract } from "../read-contract.ts";
import { jsonReport } from "../report/json.ts";
import { markdownReport } from "../report/markdown.ts";
import { terminalReport } from "../report/terminal.ts";
import { unseenIn } from "../report/unseen.ts";
import { writeContract } from "../write-contract.ts";
import { type Against, readArguments } from "./arguments.ts";
import { fileOfRevision, filesOfRevision } from "./revision.ts";
import { contractOfServer } from "./server.ts";

/** What the command works with; all that it reads and writes is named here. */
export interface ContractCommand {
  /** The contract of the working tree. */
  readonly current: Contract;
  /** The root of the workspace. */
  readonly root: string;
  /** Where the committed contract stands, relative to the root. */
  readonly path: string;
  /** Files that follow from the contract and are written with it, relative to the root. */
  readonly derived: readonly { readonly path: string; readonly text: string }[];
  /** The folder that the person stands in: `--file` is relative to it. */
  readonly folder: string;
  /** The folder of the migrations, relative to the root, and what stands in it. */
  readonly migrations: { readonly folder: string; readonly texts: readonly MigrationText[] };
  readonly tables: Tables;
  /** The day, YYYY-MM-DD. */
  readonly today: string;
}

export interface Outcome {
  readonly exitCode: 0 | 1 | 2;
  /** For a program or a pull request, and the report. */
  readonly stdout: string;
  /** For the person at the terminal. */
  readonly stderr: string;
}

/** The whole of `pitstop contract`: never throws what a person can do something about, but says it. */
export async function runContract(words: readonly string[], command: ContractCommand): Promise<Outcome> {
  try {
    const given = readArguments(words);
    if (typeof given === "string") return { exitCode: exitCodes.done, stdout: given, stderr: "" };
    const { writes, checks, against, form, isStrict } = given;
    if (writes) return write(command, form === "json");
    if (checks) return check(command, form === "json");
    const since = sinceOf(against);
    const before = readContract(await textOf(against, command), since);
    const found = compare(before, command.current, { today: command.today, hasPitstop: true });
    const caused = withCauses(found, await newMigrations(against, command), command.tables);
    const report = { terminal: terminalReport, json: jsonReport, markdown: markdownReport }[form];
    return {
      exitCode: exitOf(found, isStrict),
      stdout: `${report(caused, since, unseenIn(command.current)).trimEnd()}\n`,
      stderr: "",
    };
  } catch (error) {
    if (!(error instanceof ContractError)) throw error;
    return told(error, words.includes("--json"));
  }
}

function exitOf(findings: readonly Finding[], isStrict: boolean): 0 | 1 {
  const stops = findings.some(({ level }) => level === "breaking" || (isStrict && level === "risky"));
  return stops ? exitCodes.failed : exitCodes.done;
}

function write({ current, root, path, derived }: ContractCommand, isJson: boolean): Outcome {
  try {
    writeFileSync(resolve(root, path), writeContract(current));
    for (const file of derived) writeFileSync(resolve(root, file.path), file.text);
  } catch (cause) {
    throw new ContractError(
      "CONTRACT_FILE_NOT_WRITABLE",
      `${path} cannot be written: ${reasonOf(cause)}.`,
      "See who owns the file and its folder.",
      { cause },
    );
  }
  if (isJson)
    return { exitCode: exitCodes.done, stdout: `${JSON.stringify({ written: path })}\n`, stderr: "" };
  return { exitCode: exitCodes.done, stdout: "", stderr: `Written: ${path}\n` };
}

/** Whether the file is that of the working tree, to the byte: it is generated, and read in diffs. */
function check({ current, root, path, derived }: ContractCommand, isJson: boolean): Outcome {
  const isUpToDate = [{ path, text: writeContract(current) }, ...derived].every(
    (file) => textOfFile(resolve(root, file.path), file.path) === file.text,
  );
  const exitCode = isUpToDate ? exitCodes.done : exitCodes.failed;
  if (isJson) return { exitCode, stdout: `${JSON.stringify({ path, isUpToDate })}\n`, stderr: "" };
  const words = isUpToDate
    ? `${path} is up to date.`
    : `${path} is not that of the routers. Write it anew: pitstop contract --write`;
  return { exitCode, stdout: "", stderr: `${words}\n` };
}

function sinceOf(against: Against): string {
  if (against.kind === "file") return against.path;
  return against.kind === "url" ? against.url : against.revision;
}

async function textOf(against: Against, { root, path, folder }: ContractCommand): Promise<string> {
  switch (against.kind) {
    case "revision":
      return fileOfRevision(root, against.revision, path);
    case "url":
      return contractOfServer(against.url);
    case "file":
      return textOfFile(resolve(folder, against.path), against.path);
  }
}

function textOfFile(path: string, shown: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    throw new ContractError(
      "CONTRACT_FILE_MISSING",
      `${shown} cannot be read: ${reasonOf(cause)}.`,
      "Give the path of a contract, relative to the folder that you are in.",
      { cause },
    );
  }
}

/** The migrations that a revision does not have; of a file or a server nobody knows, so it may be any. */
async function newMigrations(
  against: Against,
  { root, migrations }: ContractCommand,
): Promise<readonly MigrationText[]> {
  if (against.kind !== "revision") return migrations.texts;
  const known = new Set(await filesOfRevision(root, against.revision, migrations.folder));
  return migrations.texts.filter(({ path }) => !known.has(path));
}

function told(error: ContractError, isJson: boolean): Outcome {
  const { exitCode } = error;
  return isJson
    ? { exitCode, stdout: errorJson(error), stderr: "" }
    : { exitCode, stdout: "", stderr: errorText(error) };
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
