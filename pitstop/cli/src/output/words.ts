import { styleText } from "node:util";
import type { KnownClientUse } from "@pitstop/database";
import { createTwoFilesPatch } from "diff";
import type { ChecklistLine } from "../apply/checklist.ts";
import type { RetiredName } from "../check/check-workspace.ts";
import type { ApiEffect } from "../dry-run/api-effects.ts";
import { counted } from "../names/case.ts";
import type { CodeReference, Edit, Plan, PlannedMigration, PlannedStatement } from "../plan.ts";
import { minuteOf } from "./moments.ts";

/** What a plan would do, for a person: each file's change, the SQL with its locks, what deployed clients notice. */
export function planText(plan: Plan, effects: readonly ApiEffect[]): string {
  return [
    bold(`pitstop ${plan.operation}`),
    ...plan.edits.map(diffText),
    ...schemaText(plan),
    ...(effects.length === 0 ? ["Deployed clients notice nothing."] : effects.map(effectText)),
    ...(plan.references.some(({ isCarried }) => !isCarried)
      ? [referencesText(plan.references.filter(({ isCarried }) => !isCarried))]
      : []),
    ...plan.notes.map(({ level, text }) =>
      level === "warning" ? styleText("yellow", `! ${text}`) : `  ${text}`,
    ),
  ].join("\n");
}

/** Code that still names what is renamed or removed, most certain first. */
export function referencesText(references: readonly CodeReference[]): string {
  const lines = references
    .slice(0, MAX_REFERENCES)
    .map(({ path, line, text }) => `  ${path}:${line}: ${text}`);
  const more = references.length - lines.length;
  return ["Still names it:", ...lines, ...(more > 0 ? [`  and ${more} more (--json lists all)`] : [])].join(
    "\n",
  );
}

const MAX_REFERENCES = 20;

function diffText({ path, before, after }: Edit): string {
  const from = before === null ? "/dev/null" : path;
  const to = after === null ? "/dev/null" : path;
  return createTwoFilesPatch(from, to, before ?? "", after ?? "", undefined, undefined, { context: 2 })
    .split("\n")
    .filter((line) => !line.startsWith("====="))
    .map(colored)
    .join("\n");
}

function colored(line: string): string {
  if (line.startsWith("+++") || line.startsWith("---")) return styleText("bold", line);
  if (line.startsWith("+")) return styleText("green", line);
  if (line.startsWith("-")) return styleText("red", line);
  return line.startsWith("@@") ? styleText("cyan", line) : line;
}

function schemaText({ schema, migrations }: Plan): string[] {
  if (schema === "none") return ["No column changes."];
  return migrations.flatMap(migrationText);
}

function migrationText({ name, phase, deploy, up }: PlannedMigration): string[] {
  return [
    bold(`${name}: ${phase}, deploy ${deploy}`),
    ...up.flatMap((step) =>
      step.kind === "sql"
        ? [`  ${step.sql};`, styleText("dim", `    ${lockText(step)} ${step.comment}`.trimEnd())]
        : [
            `  in batches: update ${step.backfill.table} set ${step.backfill.set} where ${step.backfill.where};`,
            styleText("dim", `    ${step.comment}`),
          ],
    ),
  ];
}

const lockText = ({ lock, table }: PlannedStatement): string =>
  table === "" ? `Lock: ${lock}.` : `Lock: ${lock} on ${table}.`;

/** `breaking car: …`, with the procedures where it shows. */
export function effectText({ level, domain, text, places }: ApiEffect): string {
  const procedures = [...new Set(places.map((place) => place.split(" ")[0] ?? ""))];
  const where = procedures.length === 0 ? "" : styleText("dim", ` (${procedures.join(", ")})`);
  return `${levelMark(level)} ${domain === "" ? "" : `${domain}: `}${text}${where}`;
}

function levelMark(level: "breaking" | "risky" | "safe"): string {
  const color = { breaking: "red", risky: "yellow", safe: "green" } as const;
  return styleText(color[level], level.padEnd(8));
}

/** The checklist of the workflow, each line with what proved it and how long it took. */
export function checklistText(lines: readonly ChecklistLine[]): string {
  const width = Math.max(...lines.map(({ what }) => what.length));
  return lines
    .map(({ what, outcome, proof, duration }) => {
      const mark = outcome === "done" ? styleText("green", "✓") : styleText("yellow", "–");
      const time = duration === null ? "" : styleText("dim", `  (${seconds(duration)})`);
      return `${mark} ${what.padEnd(width)}  ${proof}${time}`;
    })
    .join("\n");
}

/** What waits to be purged, with its age and the command. */
export const retiredText = ({ name, days }: RetiredName): string =>
  `Retired for ${counted(days, "day")}: ${name} (pitstop purge ${name.replace(".", " ")})`;

/** A domain, an attribute or a relation that will go. */
export interface DeprecatedName {
  /** `car` or `car.color` */
  readonly name: string;
  /** The day from which it may be gone; null where none was named. */
  readonly sunset: string | null;
}

/** What will go, with its day and who still uses it. */
export function deprecatedText({ name, sunset }: DeprecatedName, uses: readonly KnownClientUse[]): string {
  const until = sunset === null ? "" : ` until ${sunset}`;
  return [`Deprecated${until}: ${name}`, ...usesText(name, uses)].join("\n");
}

/** Where the uses were counted: that a developer's database knows of none says nothing of the clients that there are. */
export const countedText = (database: string, uses: readonly KnownClientUse[] | null): string =>
  uses === null
    ? `No server has counted uses in ${database}; DATABASE_URL names another database.`
    : `Uses are those that servers counted in ${database}; what has none was not seen. DATABASE_URL names another database.`;

/** Which client builds use something, and when they did last. */
export const usesText = (name: string, uses: readonly KnownClientUse[]): string[] =>
  uses
    .filter(({ domain, attribute }) => (attribute === "" ? domain : `${domain}.${attribute}`) === name)
    .map(({ attribute, build, kind, calls, lastAt }) => {
      const last = minuteOf(lastAt);
      return `  ${attribute === "" ? "called" : kind} by ${build}: ${counted(calls, "call")}, last ${last}`;
    });

const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;
const bold = (text: string): string => styleText("bold", text);
