import { verdicts } from "../../test/findings.ts";

verdicts(
  { id: "input-additional-opened", level: "safe", side: "input" },
  {
    found: [
      { before: { type: "object", additionalProperties: false }, after: { type: "object" } },
      {
        before: { type: "object", additionalProperties: false },
        after: { type: "object", additionalProperties: { type: "string" } },
      },
    ],
    silent: [
      { before: { type: "object" }, after: { type: "object", additionalProperties: false } },
      {
        before: { type: "object", additionalProperties: { type: "string" } },
        after: { type: "object", additionalProperties: { type: "number" } },
      },
    ],
  },
);

verdicts(
  { id: "output-additional-opened", level: "safe", side: "output" },
  {
    found: [
      { before: { type: "object", additionalProperties: false }, after: { type: "object" } },
      {
        before: { type: "object", additionalProperties: false },
        after: { type: "object", additionalProperties: { type: "string" } },
      },
    ],
    silent: [
      { before: { type: "object" }, after: { type: "object", additionalProperties: false } },
      {
        before: { type: "object", additionalProperties: { type: "string" } },
        after: { type: "object", additionalProperties: { type: "number" } },
      },
    ],
  },
);
