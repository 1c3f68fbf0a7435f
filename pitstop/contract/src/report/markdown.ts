import type { CausedFinding } from "../cause/causes.ts";
import { type Level, levels } from "../finding.ts";
import { counted, type Group, grouped } from "./group.ts";
import { summary } from "./summary.ts";
import { type Unseen, unseenText } from "./unseen.ts";

const TITLE = {
  breaking: "Breaking: deployed clients fail",
  risky: "Risky: deployed clients may fail",
  safe: "Safe",
} as const satisfies Record<Level, string>;

/** The findings as the comment of a pull request: the safe ones folded away. */
export function markdownReport(findings: readonly CausedFinding[], since: string, unseen: Unseen): string {
  const hidden = unseenText(unseen);
  const groups = grouped(findings);
  const parts = levels.flatMap((level) => {
    const ofLevel = groups.filter((group) => group.level === level);
    if (ofLevel.length === 0) return [];
    if (level !== "safe") return [`### ${TITLE[level]}`, table(ofLevel)];
    return [`<details><summary>${TITLE.safe} (${ofLevel.length})</summary>`, table(ofLevel), "</details>"];
  });
  return `${["## API contract", `Since ${code(since)}: ${summary(counted(groups))}`, ...parts, ...(hidden ? [cell(hidden)] : [])].join("\n\n")}\n`;
}

function table(groups: readonly Group[]): string {
  const rows = groups.map(({ domain, message, hint, id, places, migration }) => {
    const what = [message, hint && `_${hint}_`, migration && `by ${code(migration)}`].filter(Boolean);
    return [
      domain,
      what.map((text) => cell(String(text))).join("<br>"),
      places.map(code).map(cell).join("<br>"),
      code(id),
    ];
  });
  const lines = [["Domain", "Change", "Where", "Rule"], ["---", "---", "---", "---"], ...rows];
  return lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

const code = (text: string): string => `\`${text}\``;

/** A pipe or a line end would end the cell, and an angle bracket begin an element; within code it may stand. */
const cell = (text: string): string =>
  text
    .replaceAll("|", "\\|")
    .replaceAll("\n", " ")
    .replace(/(`[^`]*`)|</g, (found, quoted) => (quoted ? found : "&lt;"));
