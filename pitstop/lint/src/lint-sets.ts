import { PitstopError } from "@pitstop/errors";
import type { PreparedMigration } from "./flavors/flavor.ts";
import type { FlavoredSet, MigrationSets } from "./flavors/migration-sets.ts";
import type { Problem, SelectedFile, SkippedFile } from "./inputs/selection.ts";
import type { LintedFile, LintedFiles, LintFilesOptions } from "./lint-files.ts";
import { Linter } from "./linter.ts";
import { readText } from "./read-text.ts";
import { startIn } from "./start-after.ts";

/** Lints each set of migrations in its order. Results come in the order of the files. */
export async function lintSets(
  files: readonly SelectedFile[],
  sets: MigrationSets,
  options: LintFilesOptions,
): Promise<LintedFiles> {
  const outcomes = new Map<SelectedFile, Outcome>();
  const grouped = new Map<FlavoredSet, SelectedFile[]>();
  for (const file of files) {
    const group = async (): Promise<Outcome> => {
      const set = await sets.of(file.path);
      grouped.set(set, [...(grouped.get(set) ?? []), file]);
      return {};
    };
    outcomes.set(file, await attempted(file, group));
  }
  const { isApplied, problems } = startIn([...grouped.keys()], options.startAfter);
  for (const [set, selected] of grouped)
    for (const [file, outcome] of await lintSet({ set, selected, isApplied, options }))
      outcomes.set(file, outcome);
  const ordered = files.map((file) => outcomes.get(file));
  return {
    files: ordered.flatMap((outcome) => outcome?.linted ?? []),
    skipped: ordered.flatMap((outcome) => outcome?.skipped ?? []),
    problems: [...problems, ...once(ordered.flatMap((outcome) => outcome?.problem ?? []))],
  };
}

interface Outcome {
  readonly linted?: LintedFile;
  readonly skipped?: SkippedFile;
  readonly problem?: Problem;
}

interface SetRun {
  readonly set: FlavoredSet;
  readonly selected: readonly SelectedFile[];
  readonly isApplied: (set: FlavoredSet, path: string) => boolean;
  readonly options: LintFilesOptions;
}

async function lintSet({ set, selected, isApplied, options }: SetRun): Promise<Map<SelectedFile, Outcome>> {
  const { flavor, paths, ranks } = set;
  const linter = linterOf(set, options);
  const outcomes = new Map<SelectedFile, Outcome>();
  const applied: { name: string }[] = [];
  const waiting = new Map(selected.map((file) => [file.path, file]));
  // Standard input may stand for a file that isn't there yet.
  const unwritten = selected.filter(({ path, text }) => text !== undefined && !ranks.has(path));
  const prepare = async (path: string, text?: string) =>
    flavor.prepare(path, text ?? (await readText(path)), { transaction: options.transaction });
  for (const path of [...paths, ...unwritten.map((file) => file.path)]) {
    if (waiting.size === 0) break;
    const file = waiting.get(path);
    waiting.delete(path);
    if (file === undefined || isApplied(set, path)) {
      await learnFile(linter, () => prepare(path));
      if (file !== undefined) outcomes.set(file, skipped(file, "applied already"));
    } else {
      const lint = async (): Promise<Outcome> => {
        const migration = await prepare(path, file.text);
        return { linted: { file: file.file, ...migration.lint(linter, applied) } };
      };
      outcomes.set(file, await attempted(file, lint));
    }
    applied.push({ name: flavor.nameOf(path) });
  }
  for (const file of waiting.values())
    outcomes.set(file, skipped(file, "not in meta/_journal.json, so drizzle doesn't apply it"));
  return outcomes;
}

function linterOf({ flavor, snapshot }: FlavoredSet, options: LintFilesOptions): Linter {
  const { rules, style, ruleSettings, serverVersion } = options;
  return new Linter({
    flavor: flavor.name,
    ...(rules && { rules }),
    ...(style && { style }),
    ...(ruleSettings && { ruleSettings }),
    ...(serverVersion && { serverVersion }),
    ...(snapshot && { snapshot }),
  });
}

/** A file beside it that is no migration, or that can't be read, is not what is linted: less is known without it. */
async function learnFile(linter: Linter, prepare: () => Promise<PreparedMigration>): Promise<void> {
  const migration = await prepare().catch(() => undefined);
  migration?.learn(linter);
}

const skipped = ({ file }: SelectedFile, reason: string): Outcome => ({ skipped: { file, reason } });

/** What is wrong with a file is its outcome. */
async function attempted(file: SelectedFile, attempt: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await attempt();
  } catch (error) {
    if (!(error instanceof PitstopError)) throw error;
    return { problem: { file: file.file, error } };
  }
}

/** What is wrong with a whole set is one problem, named after its first file. */
function once(problems: readonly Problem[]): Problem[] {
  const seen = new Set<PitstopError>();
  return problems.filter(({ error }) => !seen.has(error) && seen.add(error));
}
