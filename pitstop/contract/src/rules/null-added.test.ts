import { object, verdicts } from "../../test/findings.ts";

verdicts(
  { id: "input-became-nullable", level: "safe", side: "input" },
  {
    found: [
      { before: { type: "string" }, after: { type: ["string", "null"] } },
      {
        before: object({ "a!": { type: "string" } }),
        after: object({ "a!": { anyOf: [{ type: "string" }, { type: "null" }] } }),
        path: "input.a",
      },
    ],
    silent: [
      { before: { type: ["string", "null"] }, after: { anyOf: [{ type: "string" }, { type: "null" }] } },
      { before: { type: ["string", "null"] }, after: { type: "string" } },
    ],
  },
);

verdicts(
  { id: "output-became-nullable", level: "breaking", side: "output" },
  {
    found: [
      { before: { type: "string" }, after: { type: ["string", "null"] } },
      {
        before: object({ "category!": object({ "id!": { type: "integer" } }) }),
        after: object({ "category!": { anyOf: [object({ "id!": { type: "integer" } }), { type: "null" }] } }),
        path: "output.category",
      },
    ],
    silent: [
      { before: { type: ["string", "null"] }, after: { anyOf: [{ type: "null" }, { type: "string" }] } },
      { before: { type: ["string", "null"] }, after: { type: "string" } },
    ],
  },
);
