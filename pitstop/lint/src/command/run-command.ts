import { isAbsolute, relative } from "node:path";
import { errorJson, PitstopError } from "@pitstop/errors";
import { type Arguments, readCommandLine } from "./command-line.ts";
import type { Outcome } from "./outcome.ts";

/** What the command reads besides its words. */
export interface Surroundings {
  readonly folder: string;
  readonly readStandardInput: () => Promise<Buffer>;
}

/** Runs the command. Never throws what a person can do something about. */
export async function runCommand(words: readonly string[], surroundings: Surroundings): Promise<Outcome> {
  const line = readCommandLine(words);
  if (line.kind === "help") return { exitCode: 0, stdout: line.text, stderr: "" };
  if (line.kind === "wrong") return wrong(line);
  // The rules and the parser take a while to load, and help doesn't need them.
  const { formats } = await import("../formats/index.ts");
  const { exitCodeOf } = await import("../formats/report.ts");
  const report = await lint(line.given, surroundings);
  const { folder } = surroundings;
  return {
    exitCode: exitCodeOf(report),
    ...formats[line.given.format]({ ...report, folder, since: line.given.since }),
  };
}

function wrong({ text, message, isJson }: { text: string; message: string; isJson: boolean }): Outcome {
  const hint = "pitstop-lint --help shows its arguments and options.";
  const stdout = isJson ? errorJson({ code: "LINT_USAGE", message, hint }) : "";
  return { exitCode: 2, stdout, stderr: text };
}

async function lint(given: Arguments, { folder, readStandardInput }: Surroundings) {
  const { lintFiles } = await import("../lint-files.ts");
  const { findConfig } = await import("./find-config.ts");
  try {
    const config = await findConfig(folder, given.config);
    const { paths, ...settings } = config;
    const fromConfig = (paths ?? []).map((path) => fromFolder(path, config.folder, folder));
    const { serverVersionOf, inputsOf } = await import("./settings.ts");
    return await lintFiles(inputsOf(given, fromConfig), {
      folder,
      flavor: given.flavor ?? settings.flavor,
      serverVersion: serverVersionOf(given) ?? settings.serverVersion,
      startAfter: given.startAfter ?? settings.startAfter,
      since: given.since,
      transaction: settings.transaction,
      standardInput: { read: readStandardInput, as: given.stdinFile },
      ...(settings.rules && { ruleSettings: settings.rules }),
      ...(given.rules !== undefined && { rules: given.rules.split(",").map((id) => id.trim()) }),
      ...(given.style && { style: given.style }),
    });
  } catch (error) {
    if (!(error instanceof PitstopError)) throw error;
    return { files: [], skipped: [], problems: [{ file: "pitstop-lint", error, isArgument: true as const }] };
  }
}

/** A path of the configuration, as it would be typed in the folder of the command. */
const fromFolder = (path: string, from: string, to: string): string =>
  from === to || isAbsolute(path) ? path : [relative(to, from).replaceAll("\\", "/"), path].join("/");
