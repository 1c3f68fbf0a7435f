import { parseArgs } from "node:util";
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
  readonly asksForHelp: boolean;
}

export const USAGE = `pitstop contract [--against <revision> | --file <path> | --url <address>] [--strict] [--json | --markdown]
pitstop contract --write | --check

Says what the API of the working tree changes for clients that are deployed, since the last commit unless told.

  --against <revision>  since a revision of git: main, v1.4.0, HEAD~3
  --file <path>         since a contract in a file
  --url <address>       since a running server: http://127.0.0.1:3000
  --strict              a risky change counts as a breaking one
  --json, --markdown    for a program, for a pull request
  --write               write packages/api/contract.json
  --check               say whether packages/api/contract.json is that of the working tree

Ends with 0, with 1 where a deployed client breaks or the file is not up to date, and with 2 where the command cannot be understood.

Examples:
  pitstop contract --against origin/main --markdown
  pitstop contract --url https://api.example.org --strict`;

/** Reads the words of the command line. Throws CONTRACT_USAGE. */
export function readArguments(words: readonly string[]): Arguments {
  const values = parsed(words);
  const sources = (["against", "file", "url"] as const).filter((name) => values[name] !== undefined);
  if (sources.length > 1)
    throw usage(`--${sources.join(" and --")} cannot stand together: there is one contract to compare with.`);
  if (values.json && values.markdown) throw usage("--json and --markdown cannot stand together.");
  const alone = (["write", "check"] as const).filter((name) => values[name]);
  if (alone.length > 1 || (alone.length === 1 && (sources.length > 0 || values.strict || values.markdown))) {
    throw usage(`--${alone[0]} compares with no other revision: it stands alone.`);
  }
  return {
    against: againstOf(values),
    form: values.json ? "json" : values.markdown ? "markdown" : "terminal",
    isStrict: values.strict ?? false,
    writes: values.write ?? false,
    checks: values.check ?? false,
    asksForHelp: values.help ?? false,
  };
}

function parsed(words: readonly string[]) {
  try {
    const { values } = parseArgs({
      // pnpm hands a "--" before the arguments on to the script.
      args: words.filter((word) => word !== "--"),
      options: {
        against: { type: "string" },
        file: { type: "string" },
        url: { type: "string" },
        strict: { type: "boolean" },
        json: { type: "boolean" },
        markdown: { type: "boolean" },
        write: { type: "boolean" },
        check: { type: "boolean" },
        help: { type: "boolean", short: "h" },
      },
    });
    return values;
  } catch (error) {
    throw usage(error instanceof Error ? error.message : String(error));
  }
}

function againstOf({ against = "HEAD", file, url }: ReturnType<typeof parsed>): Against {
  if (file !== undefined) return { kind: "file", path: file };
  if (url === undefined) {
    if (/^(-|$)/.test(against)) throw usage(`"${against}" is no revision.`);
    return { kind: "revision", revision: against };
  }
  if (!/^https?:$/.test(URL.parse(url)?.protocol ?? ""))
    throw usage(`"${url}" is no address of a server: http://host:port.`);
  return { kind: "url", url };
}

const usage = (message: string): ContractError => new ContractError("CONTRACT_USAGE", message, USAGE);
