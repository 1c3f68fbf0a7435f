import { resolve } from "node:path";
import { userFolder } from "./arguments.ts";

/** What a person may say of a run of migrations, applied or rehearsed. */
export interface RunOptions {
  readonly sample?: number;
  readonly report?: string;
  readonly json?: true;
}

/** An option replaces its variable, as it does for `migration:up`. */
export function stateRunOptions({ sample, report, json }: RunOptions): void {
  const { env } = process;
  if (sample !== undefined) env.PITSTOP_SAMPLE = `${sample}`;
  if (report !== undefined) env.PITSTOP_REPORT = resolve(userFolder(), report);
  if (json) env.PITSTOP_OUTPUT = "json";
}
