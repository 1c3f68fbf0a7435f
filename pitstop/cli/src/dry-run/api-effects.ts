import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Contract, ContractError, compare, grouped, type Level, readContract } from "@pitstop/contract";
import type { Edit } from "../plan.ts";
import { loadEdited } from "./edited-modules.ts";

/** What deployed clients notice, by the judgment of `pitstop contract`. */
export interface ApiEffect {
  readonly level: Level;
  readonly domain: string;
  readonly text: string;
  /** What would not break anybody, or what to look at. */
  readonly hint?: string;
  /** `car.byId output.price` */
  readonly places: readonly string[];
}

const contractPath = "packages/api/contract.json";

/** The contract as it is recorded in the workspace. */
export const recordedContract = (root: string): string | undefined => {
  const path = join(root, contractPath);
  return existsSync(path) ? readFileSync(path, "utf8") : undefined;
};

/** What the edits of a plan mean for clients of the recorded contract; nothing is written. */
export async function plannedEffects(
  root: string,
  edits: readonly Edit[],
  today: string,
): Promise<ApiEffect[]> {
  loadEdited(root, edits);
  const { contractOf } = (await import(
    pathToFileURL(join(root, "packages/api/src/contract/index.ts")).href
  )) as { contractOf: () => Contract }; // the application's own, as the edits leave it
  return effectsBetween(recordedContract(root), contractOf(), today);
}

/** What clients of one contract notice of another one. */
export function effectsBetween(
  before: string | undefined,
  after: Contract | string,
  today: string,
): ApiEffect[] {
  try {
    const [was, is] = [read(before), typeof after === "string" ? read(after) : after];
    return grouped(compare(was, is, { today, hasPitstop: true })).map(
      ({ level, domain, message, hint, places }) => ({
        level,
        domain,
        text: message,
        ...(hint === undefined ? {} : { hint }),
        places,
      }),
    );
  } catch (error) {
    if (!(error instanceof ContractError)) throw error;
    const text = `What deployed clients notice is unknown. ${error.message}`;
    return [{ level: "risky", domain: "", text, hint: error.hint, places: [] }];
  }
}

const read = (text: string | undefined): Contract => readContract(text ?? "", contractPath);
