import { object, verdicts } from "../testing.ts";
import rule from "./sunset-moved.ts";

verdicts(rule, {
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
});
