import { MigratorError } from "../errors.ts";
import type { Pipeline } from "../pipeline.ts";
import type { DriftDifference, SchemaDrift } from "./drift.ts";

/** More than these are counted; the JSON has them all. */
const SHOWN = 5;

/**
 * Notes where schema and entities differ after the migrations, all of which have run. What differed before is told;
 * what is new is the migrations' doing, and what is missing they should have made: MigratorError MIGRATION_DRIFT.
 */
export function refuseDrift(pipeline: Pipeline, before: SchemaDrift, after: SchemaDrift): void {
  const unread = after.unread ?? before.unread;
  if (unread !== undefined) {
    const note = `The schema was not compared with the entities: ${unread}.`;
    pipeline.note({ notes: [...pipeline.report.notes, note] });
    return;
  }
  const known = new Set(before.differences.map(({ sentence }) => sentence));
  const isOlder = ({ sentence, isMissing }: DriftDifference) => known.has(sentence) && !isMissing;
  const older = after.differences.filter(isOlder).map(({ sentence }) => sentence);
  const newer = after.differences.filter((found) => !isOlder(found)).map(({ sentence }) => sentence);
  pipeline.note({
    drift: older,
    notes: [...pipeline.report.notes, ...shortened(older).map((line) => `Already different before: ${line}`)],
    problems: [...pipeline.report.problems, ...newer],
  });
  if (newer.length === 0) return;
  throw new MigratorError(
    "MIGRATION_DRIFT",
    `After these migrations the database would not match the entities. ${newer.join(" ")}`,
    "Correct the migration or the entity. `migration:create` writes what is missing.",
  );
}

function shortened(lines: readonly string[]): string[] {
  if (lines.length <= SHOWN) return [...lines];
  return [...lines.slice(0, SHOWN), `${(lines.length - SHOWN).toLocaleString("en")} more, listed by --json.`];
}
