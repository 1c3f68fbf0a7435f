import { verdicts } from "../testing.ts";
import rule from "./output-type-widened.ts";

verdicts(rule, {
  found: [
    { before: { type: "integer" }, after: { type: "number" }, level: "breaking", says: "fraction" },
    { before: { type: "string" }, after: { type: ["string", "number"] }, level: "breaking" },
    { before: { type: "string" }, after: {}, level: "breaking" },
  ],
  silent: [
    { before: { type: "number" }, after: { type: "integer" } },
    { before: { type: "string" }, after: { type: "number" } },
    { before: { type: "string" }, after: { type: ["string", "null"] } },
  ],
});
