import { join } from "node:path";
import type { MigrationReport } from "@pitstop/migrator";
import { putBack, RefusedError } from "../errors.ts";
import type { LayerName, Plan } from "../plan.ts";
import { bothOf, type ChecklistLine, done, leftOut, migrated, type Timed, timed } from "./checklist.ts";
import {
  changedGenerated,
  isOfContract,
  readGenerated,
  restoreGenerated,
  writeContract,
} from "./generated-files.ts";
import { closeJournal, leftJournal, type OperationJournal, restoreFiles, writeJournal } from "./journal.ts";
import {
  applyMigrations,
  migrationNames,
  migrationPath,
  revertMigrations,
  writeMigrations,
} from "./migrations.ts";
import { recordOperation } from "./operation-record.ts";
import { roundTrip } from "./round-trip.ts";
import { typeCheck } from "./type-check.ts";
import { readText, writeText } from "./write-file.ts";

export interface ApplyOptions {
  /** Whether the development database follows at once. */
  readonly isApplied: boolean;
}

/**
 * Carries a plan out: files, type check, migrations, development database, tests. All of it happens or nothing does:
 * a journal is on the disk before the first file changes, and whoever finds it puts everything back. The caller holds
 * the lock of the workspace.
 */
export async function applyPlan(
  root: string,
  plan: Plan,
  { isApplied }: ApplyOptions,
): Promise<ChecklistLine[]> {
  refuseChangedFiles(root, plan);
  const journal: OperationJournal = {
    kind: "operation",
    operation: plan.operation,
    edits: plan.edits.map(({ path, before, after }) => ({ path, before, after })),
    migrations: migrationNames(root),
    generated: readGenerated(root),
    isApplying: false,
  };
  writeJournal(root, journal);
  try {
    const checklist = await carryOut(root, plan, journal, isApplied);
    recordOperation(root, journal, migrationNames(root));
    closeJournal(root);
    return checklist;
  } catch (error) {
    const left = leftJournal(root);
    if (left?.kind !== "operation") throw error;
    await takeBack(root, left);
    throw putBack(error);
  }
}

async function carryOut(
  root: string,
  plan: Plan,
  journal: OperationJournal,
  isApplied: boolean,
): Promise<ChecklistLine[]> {
  for (const { path, after } of plan.edits) writeText(join(root, path), after);
  const compiling = timed(() => typeCheck(root));
  const writing = timed(() => writeMigrations(root, plan));
  const describing = timed(() => writeContract(root));
  const testing = writing.then(() => timed(() => roundTrip(root, plan.domains)));
  const following = writing.then(({ value: names }) =>
    timed(async () => {
      if (!isApplied || names.length === 0) return undefined;
      // Rehearsed meanwhile; but the development database sees nothing of a change that does not compile.
      const approved = compiling.then(() => writeJournal(root, { ...journal, isApplying: true }));
      return applyMigrations(root, approved);
    }),
  );
  const [[compiled, [written, described]], [followed, tested]] = await bothOf(
    bothOf(compiling, bothOf(writing, describing)),
    bothOf(following, testing),
  );
  const names = written.value;
  return [
    ...editedLayers(plan),
    done("type check", "the whole workspace compiles", compiled.duration),
    names.length === 0
      ? done("migration", "no column changes")
      : done("migration", names.join(", "), written.duration),
    integrity(names, followed),
    done("tests", testsProof(plan.domains, tested.value), tested.duration),
    done("API docs", docsProof(changedGenerated(root, journal.generated)), described.duration),
  ];
}

function integrity(
  names: readonly string[],
  { value: report, duration }: Timed<MigrationReport | undefined>,
): ChecklistLine {
  if (report) return migrated(report, duration);
  if (names.length === 0) return done("data integrity", "no migration, nothing was run on the database");
  return leftOut("data integrity", "--no-apply: the migrations are pending");
}

function testsProof(domains: readonly string[], tested: readonly string[]): string {
  if (tested.length === 0) return "no domain of this change has tests";
  const untested = domains.filter((domain) => !tested.includes(domain));
  const passed = `those of ${tested.join(", ")} pass`;
  return untested.length === 0 ? passed : `${passed}; ${untested.join(", ")} has none`;
}

const docsProof = (changed: readonly string[]): string => {
  const files = changed.filter(isOfContract);
  return files.length === 0 ? "the API contract is unchanged" : `updated: ${files.join(", ")}`;
};

const layersOfChecklist = {
  model: ["entity"],
  types: ["types"],
  service: ["service"],
  endpoint: ["router"],
  "other code": ["registry", "tests", "seeds", "retired", "references"],
} as const satisfies Record<string, readonly LayerName[]>;

const SHOWN_PATHS = 4;

/** Which files each layer changed in; what is derived needs none. */
function editedLayers({ edits }: Plan): ChecklistLine[] {
  return Object.entries(layersOfChecklist).flatMap(([what, layers]) => {
    const paths = edits.filter(({ layer }) => layers.some((name) => name === layer)).map(({ path }) => path);
    if (paths.length > SHOWN_PATHS) return done(what, `${paths.length} files`);
    if (paths.length > 0) return done(what, paths.join(", "));
    return what === "other code" ? [] : done(what, "no file changes");
  });
}

/** Everything as it was: the database first, while the files of its migrations are there. */
export async function takeBack(root: string, journal: OperationJournal): Promise<void> {
  const added = migrationNames(root).filter((name) => !journal.migrations.includes(name));
  if (journal.isApplying) {
    await revertMigrations(root, added, journal.migrations);
    // The files that the way back needed may go now: a kill among them must not ask for it again.
    writeJournal(root, { ...journal, isApplying: false });
  }
  for (const name of added) writeText(join(root, migrationPath(name)), null);
  restoreGenerated(root, journal.generated);
  restoreFiles(root, journal.edits);
  closeJournal(root);
}

/** A plan holds for the texts that it was made of. Throws RefusedError FILES_CHANGED. */
function refuseChangedFiles(root: string, plan: Plan): void {
  const changed = plan.edits.filter(({ path, before }) => readText(join(root, path)) !== before);
  if (changed.length === 0) return;
  throw new RefusedError(
    "FILES_CHANGED",
    `${changed.map(({ path }) => path).join(", ")} changed while the plan was made.`,
    "Nothing was written. Type the command again.",
  );
}
