import { MigratorError, optionalSteps } from "@pitstop/migrator";

interface Flags {
  /** What MikroORM's command line understands. */
  rest: string[];
  /** The migrator's settings, as it reads them. */
  environment: Record<string, string>;
}

/**
 * Takes the migrator's flags out of a command line: `--without STEP` (again, or with commas), `--yes-without-backup`,
 * `--report FILE` (Markdown) and `--json`. Throws MigratorError SETTINGS_INVALID for a flag without its value.
 */
export function takeFlags(args: readonly string[]): Flags {
  const rest: string[] = [];
  const without: string[] = [];
  const environment: Record<string, string> = {};
  for (let index = 0; index < args.length; index++) {
    const [flag = "", inline] = (args[index] ?? "").split(/=(.*)/s);
    const value = () => inline ?? args[++index];
    if (flag === "--without") without.push(given(flag, value()));
    else if (flag === "--report") environment.PITSTOP_REPORT = given(flag, value());
    else if (flag === "--yes-without-backup") environment.PITSTOP_YES_WITHOUT_BACKUP = "yes";
    else if (flag === "--json") {
      environment.PITSTOP_OUTPUT = "json";
      rest.push("--quiet");
    } else rest.push(args[index] ?? "");
  }
  if (without.length > 0) environment.PITSTOP_WITHOUT = without.join(",");
  return { rest, environment };
}

function given(flag: string, value: string | undefined): string {
  if (value !== undefined && value !== "" && !value.startsWith("-")) return value;
  throw new MigratorError(
    "SETTINGS_INVALID",
    `${flag} needs a value.`,
    flag === "--without" ? `Name a step: ${optionalSteps.join(", ")}.` : "Name a file: --report report.md.",
  );
}
