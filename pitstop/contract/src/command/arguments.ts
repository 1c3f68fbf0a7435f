import { usageMessage } from "@pitstop/process";
import { Command, CommanderError, Option } from "commander";
import { ContractError } from "../errors.ts";

/** What the contract of the working tree is compared with. */
export type Against =
  | { readonly kind: "revision"; readonly revision: string }
  | { readonly kind: "file"; readonly path: string }
  | { readonly kind: "url"; readonly url: string };

export interface Arguments {
  readonly against: Against;
  readonly form: "terminal" | "json" | "markdown";
  readonly isStrict: boolean;
  readonly writes: boolean;
  /** Only says whether the file is that of the working tree. */
  readonly checks: boolean;
}

/** What commander reads. */
interface Options {
  readonly against?: string;
  readonly file?: string;
  readonly url?: string;
  readonly strict?: true;
  readonly json?: true;
  readonly markdown?: true;
  readonly write?: true;
  readonly check?: true;
}

/** Reads the words of the command line: the help where they ask for it. Throws CONTRACT_USAGE. */
export function readArguments(words: readonly string[]): Arguments | string {
  let help = "";
  const command = commandLine().configureOutput({
    writeOut: (text) => {
      help += text;
    },
    writeErr: () => undefined,
  });
  try {
    // pnpm hands a "--" before the arguments on to the script.
    command.parse(
      words.filter((word) => word !== "--"),
      { from: "user" },
    );
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return help;
    throw usage(usageMessage(error.message));
  }
  const options = command.opts<Options>();
  return {
    against: againstOf(options),
    form: options.json ? "json" : options.markdown ? "markdown" : "terminal",
    isStrict: options.strict ?? false,
    writes: options.write ?? false,
    checks: options.check ?? false,
  };
}

const COMPARING = ["against", "file", "url", "strict", "markdown"];

const commandLine = (): Command =>
  new Command("pitstop contract")
    .description("Reports what the API of the working tree changes for deployed clients.")
    .addOption(
      new Option("--against <revision>", "since a revision of git (default: the last commit)").conflicts([
        "file",
        "url",
      ]),
    )
    .addOption(new Option("--file <path>", "since a contract in a file").conflicts("url"))
    .option("--url <address>", "since a running server")
    .option("--strict", "a risky change counts as a breaking one")
    .option("--json", "for a program")
    .addOption(new Option("--markdown", "for a pull request").conflicts("json"))
    .addOption(new Option("--write", "write packages/api/contract.json").conflicts([...COMPARING, "check"]))
    .addOption(
      new Option("--check", "say whether packages/api/contract.json is that of the working tree").conflicts(
        COMPARING,
      ),
    )
    .helpOption("-h, --help", "show this help")
    .allowExcessArguments(false)
    .addHelpText("after", AFTER)
    .exitOverride();

const AFTER = `
Exits with 0; with 1 if a deployed client breaks or the file is out of date; with 2 if the arguments are wrong.

Examples:
  pitstop contract --against origin/main --markdown
  pitstop contract --url https://api.example.org --strict`;

function againstOf({ against = "HEAD", file, url }: Options): Against {
  if (file !== undefined) return { kind: "file", path: file };
  if (url === undefined) {
    if (/^(-|$)/.test(against)) throw usage(`"${against}" isn't a revision.`);
    return { kind: "revision", revision: against };
  }
  if (!/^https?:$/.test(URL.parse(url)?.protocol ?? ""))
    throw usage(`"${url}" isn't the address of a server. Use http://host:port.`);
  return { kind: "url", url };
}

const usage = (message: string): ContractError =>
  new ContractError("CONTRACT_USAGE", message, "`pitstop contract --help` lists what is available.");
