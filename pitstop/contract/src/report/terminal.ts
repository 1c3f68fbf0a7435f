import { styleText } from "node:util";
import type { CausedFinding } from "../cause/causes.ts";
import { type Level, levels } from "../finding.ts";
import { counted, type Group, grouped } from "./group.ts";
import { summary } from "./summary.ts";
import { type Unseen, unseenText } from "./unseen.ts";

/** More places than these are counted, not listed. */
const MOST_PLACES = 4;

const COLOR = { breaking: "red", risky: "yellow", safe: "green" } as const satisfies Record<Level, string>;

/** The findings for a person at a terminal: by level, each with its domain and where it shows. */
export function terminalReport(findings: readonly CausedFinding[], since: string, unseen: Unseen): string {
  const hidden = unseenText(unseen);
  const groups = grouped(findings);
  const blocks = levels.flatMap((level) => {
    const ofLevel = groups.filter((group) => group.level === level);
    return ofLevel.length === 0
      ? []
      : [[styleText(["bold", COLOR[level]], level), ...ofLevel.map(block)].join("\n")];
  });
  return [`Since ${since}:`, ...blocks, summary(counted(groups)), ...(hidden ? [hidden] : [])].join("\n\n");
}

function block({ level, domain, id, message, hint, migration, places }: Group): string {
  const listed = places.slice(0, MOST_PLACES);
  const more = places.length - listed.length;
  const where = `${listed.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
  return [
    `  ${styleText(COLOR[level], "●")} ${styleText("bold", domain)}  ${message}  ${styleText("dim", id)}`,
    `    ${styleText("dim", where)}`,
    ...(hint ? [`    ${hint}`] : []),
    ...(migration ? [`    ${styleText("dim", `by ${migration}`)}`] : []),
  ].join("\n");
}
