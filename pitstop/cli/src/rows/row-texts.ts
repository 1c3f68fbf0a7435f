import { RefusedError } from "../errors.ts";
import type { Plan } from "../plan.ts";
import { type CountedRows, countRows } from "./count-rows.ts";

const LONGEST_VALUE = 60;

/** The rows that a plan is about, a sentence for each kind. Throws RefusedError ROWS_IN_THE_WAY if some stop it. */
export async function rowTexts(root: string, plan: Plan): Promise<string[]> {
  const counted = await countRows(root, plan);
  const stopper = counted.find(({ rows, query }) => rows > 0 && query.refuses);
  if (stopper) throw new RefusedError("ROWS_IN_THE_WAY", rowText(stopper), stopper.query.refuses?.hint ?? "");
  // That nothing is in the way needs no sentence.
  return counted.filter(({ query }) => !query.refuses).map(rowText);
}

/** `2 cars have no value in "color": id 17, id 20`, with the values if there are any. */
export function rowText({ rows, query, samples }: CountedRows): string {
  const { one, many } = query.text;
  const counted = `${rows.toLocaleString("en")} ${rows === 1 ? one : many}`;
  if (samples.length === 0) return `${counted}.`;
  const shown = samples.map(({ id, value }) => {
    if (value === null) return `id ${id}`;
    return query.isNamed ? shortened(value) : `${shortened(value)} (id ${id})`;
  });
  const more = rows > samples.length ? ", …" : "";
  return `${counted}: ${shown.join(", ")}${more}`;
}

function shortened(value: string): string {
  const line = value.replaceAll(/\s+/g, " ");
  return line.length > LONGEST_VALUE ? `${line.slice(0, LONGEST_VALUE)}…` : line;
}
