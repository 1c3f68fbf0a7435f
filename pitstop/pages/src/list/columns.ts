import { z } from "zod";
import type { Domain } from "../domains.ts";
import { fieldsOf, recordFields } from "../fields.ts";
import type { Field } from "../kinds/kind.ts";

/** So many columns a table starts with: more make people scroll sideways for what they seldom need. */
export const DEFAULT_COLUMNS = 8;
export const MIN_WIDTH = 80;
export const MAX_WIDTH = 800;

/** Which columns a person chose, in their order, and how wide each is that isn't as wide as it likes. */
export interface ColumnChoice {
  shown: readonly string[];
  widths: Readonly<Record<string, number>>;
}

/** Every column there can be, the one that names a record and links to it first. */
export function columnsOf(domain: Domain): readonly Field[] {
  const fields = [...fieldsOf(domain), ...recordFields];
  const isTitle = ({ key }: Field) => key === domain.title;
  return [...fields.filter(isTitle), ...fields.filter((field) => !isTitle(field))];
}

/** The title, what says most at a glance in the domain's own order, and when a record was changed. */
export function defaultChoice(domain: Domain): ColumnChoice {
  const [title, ...others] = columnsOf(domain);
  const own = others.filter(({ key }) => !recordFields.some((field) => field.key === key));
  const ranked = [...own.filter(saysMuchAtAGlance), ...own.filter((field) => !saysMuchAtAGlance(field))];
  const best = ranked.slice(0, DEFAULT_COLUMNS - 2);
  const shown = own.filter((field) => best.includes(field)).map(({ key }) => key);
  return { shown: [title?.key, ...shown, "updatedAt"].filter((key) => key !== undefined), widths: {} };
}

const saysMuchAtAGlance = ({ isMultiline, kindName }: Field): boolean =>
  !isMultiline && kindName !== "json" && kindName !== "uuid";

/** The columns of a choice. One that names a record is always there; a choice may be older than the domain. */
export function chosenColumns(domain: Domain, { shown }: ColumnChoice): readonly Field[] {
  const all = columnsOf(domain);
  const [title] = all;
  const chosen = shown.flatMap((key) => all.filter((field) => field.key === key && field !== title));
  return title ? [title, ...chosen] : chosen;
}

/** The choice with a column shown or no longer shown, all in the order of a list of them. */
export const toggled = (choice: ColumnChoice, key: string, order: readonly string[]): ColumnChoice => ({
  ...choice,
  shown: order.filter((one) => (one === key) !== choice.shown.includes(one)),
});

/** A list of columns in which each that is not shown keeps its place, and the shown ones share the rest in their order. */
export function listed(order: readonly string[], shown: readonly string[]): string[] {
  const inTurn = shown.values();
  return order.map((key) => (shown.includes(key) ? (inTurn.next().value ?? key) : key));
}

/** The choice with a column one place further to the left (-1) or right (1); the first column stays first. */
export function moved(choice: ColumnChoice, key: string, by: -1 | 1): ColumnChoice {
  const from = choice.shown.indexOf(key);
  const to = from + by;
  if (from < 1 || to < 1 || to >= choice.shown.length) return choice;
  const shown = choice.shown.filter((one) => one !== key);
  return { ...choice, shown: shown.toSpliced(to, 0, key) };
}

/** The choice with a column of a width in pixels, within what is usable. */
export const resized = (choice: ColumnChoice, key: string, width: number): ColumnChoice => ({
  ...choice,
  widths: { ...choice.widths, [key]: Math.round(Math.min(MAX_WIDTH, Math.max(MIN_WIDTH, width))) },
});

const Stored = z.object({ shown: z.array(z.string()), widths: z.record(z.string(), z.number()) });

/** A choice that was kept as text; undefined for what is none. */
export function readChoice(text: string | undefined): ColumnChoice | undefined {
  try {
    return Stored.safeParse(JSON.parse(text ?? "")).data;
  } catch {
    return undefined;
  }
}
