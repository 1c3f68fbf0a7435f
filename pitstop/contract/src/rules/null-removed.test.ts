import { verdicts } from "../../test/findings.ts";

verdicts(
  { id: "input-became-not-nullable", level: "breaking", side: "input" },
  {
    found: [
      { before: { type: ["string", "null"] }, after: { type: "string" } },
      { before: { anyOf: [{ enum: ["a"] }, { type: "null" }] }, after: { enum: ["a"] } },
      { before: { enum: ["a", null] }, after: { enum: ["a"] } },
    ],
    silent: [
      { before: { type: "string" }, after: { type: ["string", "null"] } },
      { before: { type: ["string", "null"] }, after: { oneOf: [{ type: "null" }, { type: "string" }] } },
    ],
  },
);

verdicts(
  { id: "output-became-not-nullable", level: "safe", side: "output" },
  {
    found: [{ before: { type: ["string", "null"] }, after: { type: "string" } }],
    silent: [
      { before: { type: "string" }, after: { type: ["string", "null"] } },
      { before: { anyOf: [{ type: "null" }, { type: "string" }] }, after: { type: ["string", "null"] } },
    ],
  },
);
