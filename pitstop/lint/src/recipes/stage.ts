/** The phase that only adds, and the phase that drops what no deployed code uses. */
export type Phase = "expand" | "contract";

/** The order in which the migrations of several changes are safe, and the phase of each. */
export const stages = [
  { name: "rename", phase: "expand" },
  { name: "enum value", phase: "expand" },
  // A check that lets more values in comes before the default that uses one.
  { name: "enum check", phase: "expand" },
  { name: "add", phase: "expand" },
  { name: "relax", phase: "expand" },
  { name: "backfill", phase: "expand" },
  { name: "index", phase: "expand" },
  // A foreign key may refer to a unique constraint of the same diff.
  { name: "unique", phase: "expand" },
  { name: "restrict", phase: "expand" },
  { name: "validate", phase: "expand" },
  { name: "required", phase: "expand" },
  { name: "drop default", phase: "contract" },
  // A foreign key leans on the unique constraint at its other end.
  { name: "drop foreign key", phase: "contract" },
  { name: "drop constraint", phase: "contract" },
  { name: "drop index", phase: "contract" },
  // A column that was filled beside another one takes its name.
  { name: "switch", phase: "contract" },
  { name: "drop column", phase: "contract" },
  { name: "drop table", phase: "contract" },
  { name: "drop type", phase: "contract" },
] as const satisfies readonly { name: string; phase: Phase }[];

export type Stage = (typeof stages)[number]["name"];

export function phaseOf(stage: Stage): Phase {
  return stages.find(({ name }) => name === stage)?.phase ?? "contract";
}
