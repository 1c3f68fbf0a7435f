import { stripVTControlCharacters } from "node:util";
import { expect, test } from "vitest";
import type { CausedFinding } from "../cause/causes.ts";
import { jsonReport } from "./json.ts";
import { markdownReport } from "./markdown.ts";
import { terminalReport } from "./terminal.ts";

const ALL_SEEN = { answers: [], functions: [] };
const removed = (procedure: string, path: string): CausedFinding => ({
  id: "output-field-removed",
  level: "breaking",
  procedure,
  domain: "car",
  path,
  field: "color",
  message: "`color` is no longer in the answer.",
  hint: "Keep it.",
  migration: "migrations/Migration2.ts",
});
const findings: CausedFinding[] = [
  removed("car.byId", "output.color"),
  removed("car.list", "output.items[].color"),
  {
    id: "procedure-added",
    level: "safe",
    procedure: "boat.sail",
    domain: "boat",
    path: "",
    message: "`boat.sail` is new.",
  },
  {
    id: "output-enum-value-added",
    level: "risky",
    procedure: "boat.byId",
    domain: "boat",
    path: "output.kind",
    message: '`kind` may be "a|b" now, see <docs>.',
  },
];

test("at a terminal: by level, one paragraph for what shows in several places", () => {
  expect(stripVTControlCharacters(terminalReport(findings, "main", ALL_SEEN))).toMatchInlineSnapshot(`
    "Since main:

    breaking
      ● car  \`color\` is no longer in the answer.  output-field-removed
        car.byId output.color, car.list output.items[].color
        Keep it.
        by migrations/Migration2.ts

    risky
      ● boat  \`kind\` may be "a|b" now, see <docs>.  output-enum-value-added
        boat.byId output.kind

    safe
      ● boat  \`boat.sail\` is new.  procedure-added
        boat.sail

    1 breaking, 1 risky and 1 safe change."
  `);
});

test("for a pull request: a table for each level, the safe ones folded, nothing that ends a cell or begins an element", () => {
  expect(markdownReport(findings, "main", ALL_SEEN)).toMatchInlineSnapshot(`
    "## API contract

    Since \`main\`: 1 breaking, 1 risky and 1 safe change.

    ### Breaking: deployed clients fail

    | Domain | Change | Where | Rule |
    | --- | --- | --- | --- |
    | car | \`color\` is no longer in the answer.<br>_Keep it._<br>by \`migrations/Migration2.ts\` | \`car.byId output.color\`<br>\`car.list output.items[].color\` | \`output-field-removed\` |

    ### Risky: deployed clients may fail

    | Domain | Change | Where | Rule |
    | --- | --- | --- | --- |
    | boat | \`kind\` may be "a\\|b" now, see &lt;docs>. | \`boat.byId output.kind\` | \`output-enum-value-added\` |

    <details><summary>Safe (1)</summary>

    | Domain | Change | Where | Rule |
    | --- | --- | --- | --- |
    | boat | \`boat.sail\` is new. | \`boat.sail\` | \`procedure-added\` |

    </details>
    "
  `);
});

test("for a program: every finding, and how many changes of each level", () => {
  expect(JSON.parse(jsonReport(findings, "main", ALL_SEEN))).toEqual({
    since: "main",
    counts: { breaking: 1, risky: 1, safe: 1 },
    unseen: ALL_SEEN,
    findings,
  });
});

test("without findings each says so", () => {
  expect(terminalReport([], "main", ALL_SEEN)).toContain("Nothing changed that a client could notice.");
  expect(markdownReport([], "main", ALL_SEEN)).toContain("Nothing changed that a client could notice.");
  expect(JSON.parse(jsonReport([], "main", ALL_SEEN))).toMatchObject({ findings: [] });
});

test("places beyond the fourth are counted", () => {
  const many = Array.from({ length: 7 }, (_, index) => removed(`car.p${index}`, "output.color"));
  expect(terminalReport(many, "main", ALL_SEEN)).toContain("and 3 more");
});

test("what can't be seen is counted and named", () => {
  const unseen = { answers: ["post.all", "post.byId"], functions: ["post.create"] };
  for (const report of [terminalReport, markdownReport]) {
    expect(report([], "main", unseen)).toContain(
      "2 answers are not described (no .output()): post.all, post.byId",
    );
    expect(report([], "main", unseen)).toContain("1 procedure has checks or conversions");
  }
});
