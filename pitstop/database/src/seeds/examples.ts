import type { DatabaseDefinition } from "../definition.ts";
import { recordsOf } from "./domains.ts";
import type { SeedRecord } from "./seed-record.ts";

/** The bundle carries no seeds: its build writes these records here. */
declare const PITSTOP_SEED_EXAMPLES: Record<string, SeedRecord> | undefined;

/** The first record that the seeds write of each domain, which has the id 1; for examples that find something. */
export async function seedExamples(definition: DatabaseDefinition): Promise<Record<string, SeedRecord>> {
  if (typeof PITSTOP_SEED_EXAMPLES !== "undefined") return PITSTOP_SEED_EXAMPLES;
  const examples: Record<string, SeedRecord> = {};
  for (const name of Object.keys(definition.domains)) {
    const [first] = await recordsOf(definition, name);
    if (first) examples[name] = first;
  }
  return examples;
}
