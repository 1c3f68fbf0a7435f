import type { MigrationReport } from "@pitstop/migrator";
import type { LayerName } from "../plan.ts";
import { type ChecklistLine, done, leftOut, migrated as migratedLine, type Timed } from "./checklist.ts";
import { isOfContract } from "./generated-files.ts";
import type { OperationJournal } from "./journal.ts";

/** What proved a change, as it was recorded. */
export interface Proofs {
  readonly compiled: Timed<void>;
  /** The names of the migrations. */
  readonly written: Timed<readonly string[]>;
  readonly migrated: Timed<MigrationReport | undefined>;
  /** The domains whose tests ran. */
  readonly tested: Timed<readonly string[]>;
  readonly described: Timed<void>;
  /** The generated files that have another text than before. */
  readonly changed: readonly string[];
}

/** The lines of the checklist. */
export function provenLines(journal: OperationJournal, proofs: Proofs): ChecklistLine[] {
  const { compiled, written, migrated, tested, described, changed } = proofs;
  const names = written.value;
  return [
    ...editedLayers(journal),
    done("type check", "the whole workspace compiles", compiled.duration),
    names.length === 0
      ? done("migration", "no column changes")
      : done("migration", names.join(", "), written.duration),
    integrity(names, migrated),
    testsLine(journal, tested),
    done("API docs", docsProof(changed), described.duration),
  ];
}

function integrity(
  names: readonly string[],
  { value: report, duration }: Timed<MigrationReport | undefined>,
): ChecklistLine {
  if (report) return migratedLine(report, duration);
  if (names.length === 0) return done("data integrity", "no migration, nothing was run on the database");
  return leftOut("data integrity", "--no-apply: the migrations are pending");
}

function testsLine({ rest }: OperationJournal, tested: Timed<readonly string[]>): ChecklistLine {
  if (rest.without.includes("tests")) return leftOut("tests", "--without tests");
  return done("tests", testsProof(rest.domains, tested.value), tested.duration);
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
  "other code": ["access", "registry", "tests", "seeds", "retired", "references"],
} as const satisfies Record<string, readonly LayerName[]>;

const SHOWN_PATHS = 4;

/** Which files each layer changed in; what is derived needs none. */
function editedLayers({ edits, rest }: OperationJournal): ChecklistLine[] {
  return Object.entries(layersOfChecklist).flatMap(([what, layers]) => {
    const paths = edits
      .map(({ path }) => path)
      .filter((path) => layers.some((name) => name === (rest.layers[path] ?? "references")));
    if (paths.length > SHOWN_PATHS) return done(what, `${paths.length} files`);
    if (paths.length > 0) return done(what, paths.join(", "));
    return what === "other code" ? [] : done(what, "no file changes");
  });
}
