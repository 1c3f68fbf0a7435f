import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import type { Outcome } from "../../src/command/outcome.ts";
import { runCommand } from "../../src/command/run-command.ts";

/** A folder with files, and the command run in it. */
export interface Project {
  readonly folder: string;
  write(files: Readonly<Record<string, string | Buffer>>): void;
  lint(...words: string[]): Promise<Outcome>;
  /** Lints `text` where the words have "-". */
  pipe(text: string | Buffer, ...words: string[]): Promise<Outcome>;
  /** Each finding as "file:line:column rule". Fails where something could not be linted. */
  findings(...words: string[]): Promise<string[]>;
}

/** Lives as long as the test. */
export function project(files: Readonly<Record<string, string | Buffer>>): Project {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "pitstop lint ü-")));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const write: Project["write"] = (written) => {
    for (const [name, text] of Object.entries(written)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
  };
  write(files);
  const pipe = (text: string | Buffer, ...words: string[]) =>
    runCommand(words, { folder, readStandardInput: async () => Buffer.from(text) });
  const lint = (...words: string[]) => pipe("", ...words);
  const findings = async (...words: string[]) => {
    const { stdout } = await lint(...words, "--json");
    const { files, problems }: Report = JSON.parse(stdout);
    if (problems.length > 0) throw new Error(JSON.stringify(problems, undefined, 2));
    return files.flatMap(({ file, findings }) =>
      findings.map(({ line, column, rule }) => `${file}:${line}:${column} ${rule}`),
    );
  };
  return { folder, write, lint, pipe, findings };
}

interface Report {
  readonly files: readonly {
    readonly file: string;
    readonly findings: readonly { readonly line: number; readonly column: number; readonly rule: string }[];
  }[];
  readonly problems: readonly object[];
}
