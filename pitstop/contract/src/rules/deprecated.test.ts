import { object, verdicts } from "../../test/findings.ts";

verdicts(
  { id: "deprecated", level: "safe" },
  {
    found: [
      {
        before: object({ color: { type: "string" } }),
        after: object({ color: { type: "string", deprecated: true, sunset: "2027-01-01" } }),
        path: "input.color",
        says: "2027-01-01",
      },
      {
        before: object({ color: { type: "string" } }),
        after: object({ color: { type: "string", deprecated: true } }),
        path: "input.color",
      },
    ],
    silent: [
      {
        before: object({ color: { type: "string", deprecated: true } }),
        after: object({ color: { type: "string" } }),
      },
      { before: object({}), after: object({ color: { type: "string", deprecated: true } }) },
      {
        before: object({ color: { type: "string", deprecated: true } }),
        after: object({ color: { type: "string", deprecated: true } }),
      },
    ],
  },
);
