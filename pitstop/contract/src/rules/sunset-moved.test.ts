import { object, verdicts } from "../../test/findings.ts";

verdicts(
  { id: "sunset-moved" },
  {
    found: [
      {
        before: object({ color: { type: "string", deprecated: true, sunset: "2027-01-01" } }),
        after: object({ color: { type: "string", deprecated: true, sunset: "2026-09-01" } }),
        path: "input.color",
        level: "risky",
      },
      {
        before: object({ color: { type: "string", deprecated: true, sunset: "2027-01-01" } }),
        after: object({ color: { type: "string", deprecated: true, sunset: "2028-01-01" } }),
        path: "input.color",
        level: "safe",
      },
      {
        before: object({ color: { type: "string", deprecated: true } }),
        after: object({ color: { type: "string", deprecated: true, sunset: "2028-01-01" } }),
        path: "input.color",
        level: "safe",
      },
    ],
    silent: [
      {
        before: object({ color: { type: "string" } }),
        after: object({ color: { type: "string", deprecated: true, sunset: "2027-01-01" } }),
      },
    ],
  },
);
