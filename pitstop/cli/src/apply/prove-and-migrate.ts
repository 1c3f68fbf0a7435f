import type { MigrationReport } from "@pitstop/migrator";
import type { During } from "../output/during.ts";
import { bothOf, type ChecklistLine, timed as timedWork } from "./checklist.ts";
import { type Proofs, provenLines } from "./checklist-of-proofs.ts";
import { changedGenerated, writeContract } from "./generated-files.ts";
import { type OperationJournal, writeJournal } from "./journal.ts";
import { applyMigrations, migrationNames, writeMigrations } from "./migrations.ts";
import { roundTrip } from "./round-trip.ts";
import { turnsOf } from "./running-application.ts";
import { typeCheck } from "./type-check.ts";

/**
 * Proves a change whose files are written, and takes it to the database. What doesn't depend on each other runs side by
 * side; the development database sees nothing of a change that doesn't compile.
 */
export async function proveAndMigrate(
  root: string,
  journal: OperationJournal,
  during: During,
): Promise<ChecklistLine[]> {
  return provenLines(journal, await proofsOf(root, journal, during));
}

async function proofsOf(root: string, journal: OperationJournal, during: During): Promise<Proofs> {
  const { rest } = journal;
  const timed = <Value>(stage: string, work: () => Promise<Value>) => during(stage, () => timedWork(work));
  const compiling = timed("type check", () => typeCheck(root));
  const writing = timed("migrations", () => writtenMigrations(root, journal));
  const describing = timed("API contract", () => writeContract(root));
  const testing = writing.then(() =>
    rest.without.includes("tests")
      ? timedWork(async () => [])
      : timed("tests", () => roundTrip(root, rest.domains)),
  );
  // Where the application has to change with the database, it does so once everything else is proven.
  const proven = rest.order === "database first" ? compiling : bothOf(compiling, testing);
  const following = writing.then(({ value: names }) =>
    timedWork(() => followed(root, journal, names, proven)),
  );
  const [[compiled, [written, described]], [migrated, tested]] = await bothOf(
    bothOf(compiling, bothOf(writing, describing)),
    bothOf(following, testing),
  );
  return {
    compiled,
    written,
    migrated,
    tested,
    changed: changedGenerated(root, journal.generated),
    described,
  };
}

/** Those of an earlier attempt stay. */
async function writtenMigrations(root: string, { migrations, rest }: OperationJournal): Promise<string[]> {
  const added = migrationNames(root).filter((name) => !migrations.includes(name));
  return added.length > 0 ? added : writeMigrations(root, rest);
}

async function followed(
  root: string,
  journal: OperationJournal,
  names: readonly string[],
  proven: Promise<unknown>,
): Promise<MigrationReport | undefined> {
  const { order, isApplied, without } = journal.rest;
  if (!isApplied || names.length === 0) return undefined;
  const turn = turnsOf(root, order);
  const approved = proven.then(() => {
    writeJournal(root, { ...journal, isApplying: true });
    return turn.begin();
  });
  try {
    const report = await applyMigrations(root, {
      approved,
      without: without.filter((what) => what !== "tests"),
    });
    await turn.end();
    return report;
  } finally {
    await turn.release();
  }
}
