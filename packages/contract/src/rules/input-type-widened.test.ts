import { verdicts } from "../testing.ts";
import rule from "./input-type-widened.ts";

verdicts(rule, {
  found: [
    { before: { type: "string" }, after: { type: ["string", "number"] }, level: "safe" },
    { before: { type: "integer" }, after: { type: "number" }, level: "safe", says: "fraction" },
    { before: { type: "string" }, after: {}, level: "safe" },
  ],
  silent: [
    { before: { type: "number" }, after: { type: "integer" } },
    { before: { type: "string" }, after: { type: ["string", "null"] } },
    { before: { type: "string" }, after: { type: "number" } },
  ],
});
