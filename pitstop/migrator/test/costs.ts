import { allowancesOf, hashOf, sqlStep } from "@pitstop/lint";
import { applyMigration } from "../src/apply/index.ts";
import type { TableEffect } from "../src/rehearse/cost/effect.ts";
import { withHeldTimes } from "../src/rehearse/cost/held-times.ts";
import { type CostFinding, judgeCost } from "../src/rehearse/cost/judge.ts";
import { Observation } from "../src/rehearse/cost/observation.ts";

/** A migration of statements alone. */
export interface Statements {
  readonly name?: string;
  readonly isTransactional: boolean;
  readonly statements: readonly string[];
}

export interface Observed {
  readonly statement: string;
  /** In milliseconds. */
  readonly duration: number;
  readonly tables: readonly TableEffect[];
}

function migrationOf({ name = "M", isTransactional, statements }: Statements) {
  const steps = statements.map(sqlStep);
  return { name, direction: "up", isTransactional, steps, hash: hashOf(statements.join()) } as const;
}

/** Applies migrations to a database and says what each statement did, as a rehearsal does. */
export async function observe(url: string, migrations: readonly Statements[]): Promise<Observed[][]> {
  const observation = await Observation.open(url);
  try {
    const all: Observed[][] = [];
    for (const migration of migrations) all.push(await observed(url, observation, migration));
    return all;
  } finally {
    await observation.close();
  }
}

async function observed(url: string, observation: Observation, stated: Statements): Promise<Observed[]> {
  const migration = migrationOf(stated);
  const observer = observation.of(migration);
  const applied = await applyMigration({ url, migration, log: async () => undefined, observe: observer });
  const tables = withHeldTimes(
    applied.statements.map(({ index, duration }) => ({ duration, effects: observer.effects[index] ?? [] })),
    stated.isTransactional,
  );
  return applied.statements.map(({ statement, duration }, index) => ({
    statement,
    duration,
    tables: tables[index] ?? [],
  }));
}

/**
 * Applies migrations to a database and says which of them would be refused if its tables were large: with more than
 * four rows a table counts as one. How long a lock is held counts for nothing. Comments
 * above a statement permit what they permit elsewhere.
 */
export async function costsOf(url: string, migrations: readonly Statements[]): Promise<CostFinding[]> {
  const all = await observe(url, migrations);
  const limits = {
    lockBudget: Number.POSITIVE_INFINITY,
    liveSizes: undefined,
    smallTable: { rows: 4, bytes: Number.POSITIVE_INFINITY },
  };
  return migrations.flatMap((migration, index) => {
    const { name, isTransactional } = migrationOf(migration);
    const allowances = allowancesOf(migrationOf(migration));
    const statements = (all[index] ?? []).map((statement, place) => ({
      ...statement,
      allowances: allowances[place] ?? [],
    }));
    return judgeCost({ name, isTransactional, statements }, limits).filter(({ allowed }) => !allowed);
  });
}
