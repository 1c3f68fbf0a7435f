import type { MigrationReport } from "@pitstop/migrator";
/** A line of the workflow, with what proved it. */
export interface ChecklistLine {
  readonly what: string;
  readonly outcome: "done" | "left out";
  readonly proof: string;
  /** In milliseconds; null where it took no work of its own. */
  readonly duration: number | null;
}

/** What a piece of work gave, and how long it took. */
export interface Timed<Value> {
  readonly value: Value;
  /** In milliseconds. */
  readonly duration: number;
}

export async function timed<Value>(work: () => Promise<Value>): Promise<Timed<Value>> {
  const begin = performance.now();
  return { value: await work(), duration: performance.now() - begin };
}

/** Waits until both have ended, so that nothing still works while it is taken back, and throws what failed first. */
export async function bothOf<One, Other>(one: Promise<One>, other: Promise<Other>): Promise<[One, Other]> {
  const [first, second] = await Promise.allSettled([one, other]);
  if (first.status === "rejected") throw first.reason;
  if (second.status === "rejected") throw second.reason;
  return [first.value, second.value];
}

export const done = (what: string, proof: string, duration: number | null = null): ChecklistLine => ({
  what,
  outcome: "done",
  proof,
  duration,
});

export const leftOut = (what: string, proof: string): ChecklistLine => ({
  what,
  outcome: "left out",
  proof,
  duration: null,
});

type Stage = MigrationReport["stages"][number];

/** What was done by each stage of the migrator, after the fact. */
const participles: Readonly<Record<Stage["stage"], string>> = {
  lint: "linted",
  backup: "backed up",
  rehearsal: "rehearsed",
  apply: "applied",
  verification: "verified",
};

/** The line of a run of the migrator: what its stages did, and which of them did nothing and why. */
export function migrated({ stages, database, applied }: MigrationReport, duration: number): ChecklistLine {
  const of = (outcome: Stage["outcome"]) => stages.filter((stage) => stage.outcome === outcome);
  const ran = of("done").map(({ stage }) => participles[stage]);
  const others = [...of("not needed"), ...of("left out")].map(
    ({ stage, outcome, summary }) => `${stage} ${outcome}: ${summary}`,
  );
  const proof = applied.length === 0 ? `nothing was pending on ${database}` : `${listed(ran)} on ${database}`;
  return { what: "data integrity", outcome: "done", proof: [proof, ...others].join("; "), duration };
}

/** "linted, backed up and applied" */
const listed = (words: readonly string[]): string =>
  [words.slice(0, -1).join(", "), words.at(-1) ?? ""].filter((part) => part !== "").join(" and ");
