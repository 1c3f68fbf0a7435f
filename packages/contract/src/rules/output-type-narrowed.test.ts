import { verdicts } from "../testing.ts";
import rule from "./output-type-narrowed.ts";

verdicts(rule, {
  found: [
    { before: { type: "number" }, after: { type: "integer" }, level: "safe", says: "whole number" },
    { before: { type: ["string", "number"] }, after: { type: "string" }, level: "safe" },
    { before: {}, after: { type: "string" }, level: "safe" },
  ],
  silent: [
    { before: { type: "integer" }, after: { type: "number" } },
    { before: { type: "string" }, after: { type: "number" } },
    { before: { type: ["string", "null"] }, after: { type: "string" } },
  ],
});
