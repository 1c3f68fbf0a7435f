import { verdicts } from "../../test/findings.ts";

verdicts(
  { id: "input-additional-closed", level: "breaking", side: "input" },
  {
    found: [
      { before: { type: "object" }, after: { type: "object", additionalProperties: false } },
      {
        before: { type: "object", additionalProperties: { type: "string" } },
        after: { type: "object", additionalProperties: false },
      },
    ],
    silent: [
      { before: { type: "object", additionalProperties: false }, after: { type: "object" } },
      { before: { type: "object" }, after: { type: "object", additionalProperties: { type: "string" } } },
      { before: { type: "object" }, after: { type: "object", additionalProperties: true } },
    ],
  },
);

verdicts(
  { id: "output-additional-closed", level: "risky", side: "output" },
  {
    found: [
      { before: { type: "object" }, after: { type: "object", additionalProperties: false } },
      {
        before: { type: "object", additionalProperties: { type: "string" } },
        after: { type: "object", additionalProperties: false },
      },
    ],
    silent: [
      { before: { type: "object", additionalProperties: false }, after: { type: "object" } },
      { before: { type: "object" }, after: { type: "object", additionalProperties: { type: "string" } } },
      { before: { type: "object" }, after: { type: "object", additionalProperties: true } },
    ],
  },
);
