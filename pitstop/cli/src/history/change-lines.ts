import { secondOf } from "../output/moments.ts";

/** A change as the application's API tells it. */
export interface Change {
  readonly recordId: number;
  readonly action: "create" | "update" | "delete" | "restore";
  readonly version: number;
  readonly at: string;
  readonly by: { readonly id: string; readonly name: string } | null;
  readonly client: string | null;
  readonly changes: readonly { readonly name: string; readonly before: unknown; readonly after: unknown }[];
}

/** A change for people: a line of who and when, and one for each value. */
export function linesOf(change: Change, { withId }: { withId: boolean }): string[] {
  const { recordId, action, version, at, by, client, changes } = change;
  const facts = [
    secondOf(at),
    ...(withId ? [`#${recordId}`] : []),
    `v${version}`,
    action.padEnd("restore".length),
    by?.name ?? "(the application)",
    ...(client === null || client === "unknown" ? [] : [`by ${client}`]),
  ];
  return [facts.join("  "), ...changes.map((value) => `  ${value.name}: ${valuesIn(value, change)}`)];
}

const valuesIn = ({ before, after }: Change["changes"][number], { action }: Change): string =>
  action === "create"
    ? textOf(after)
    : action === "delete"
      ? textOf(before)
      : `${textOf(before)} → ${textOf(after)}`;

/** A relation is the record that it leads to. */
function textOf(value: unknown): string {
  if (value === null) return "(empty)";
  if (typeof value === "object" && "id" in value && "name" in value) return `${value.name} (${value.id})`;
  return JSON.stringify(value);
}
