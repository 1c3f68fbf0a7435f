import { resolve } from "node:path";
import { optionalStages } from "@pitstop/migrator";
import { UsageError, userFolder, wholeNumber } from "@pitstop/migrator/commands";

interface Flags {
  /** What MikroORM's command line understands. */
  rest: string[];
  /** The migrator's settings, as it reads them. */
  environment: Record<string, string>;
}

/**
 * Takes the migrator's flags out of a command line: `--without STEP` (again, or with commas), `--yes-without-backup`,
 * `--sample N`, `--report FILE` (Markdown) and `--json`. A flag with one value replaces its variable; stages to leave out
 * are added to those of PITSTOP_WITHOUT in `variables`. Throws UsageError for a flag without its value.
 */
export function takeFlags(
  args: readonly string[],
  variables: Readonly<Record<string, string | undefined>> = process.env,
): Flags {
  const rest: string[] = [];
  const without: string[] = [];
  const environment: Record<string, string> = {};
  for (let index = 0; index < args.length; index++) {
    const [flag = "", inline] = (args[index] ?? "").split(/=(.*)/s);
    const value = () => inline ?? args[++index];
    if (flag === "--without") without.push(given(flag, value()));
    else if (flag === "--sample") environment.PITSTOP_SAMPLE = `${wholeNumber(flag, given(flag, value()))}`;
    else if (flag === "--report") environment.PITSTOP_REPORT = resolve(userFolder(), given(flag, value()));
    else if (flag === "--yes-without-backup") environment.PITSTOP_YES_WITHOUT_BACKUP = "yes";
    else if (flag === "--json") {
      environment.PITSTOP_OUTPUT = "json";
      rest.push("--quiet");
    } else rest.push(args[index] ?? "");
  }
  if (without.length > 0) {
    environment.PITSTOP_WITHOUT = [variables.PITSTOP_WITHOUT || [], without].flat().join(",");
  }
  return { rest, environment };
}

const hints: Record<string, string> = {
  "--without": `Name a stage: ${optionalStages.join(", ")}.`,
  "--sample": "Name a number of rows: --sample 1000.",
  "--report": "Name a file: --report report.md.",
};

function given(flag: string, value: string | undefined): string {
  if (value !== undefined && value !== "" && !value.startsWith("-")) return value;
  throw new UsageError(`${flag} needs a value.`, hints[flag] ?? "");
}
