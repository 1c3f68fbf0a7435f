import { verdicts } from "../testing.ts";
import rule from "./input-additional-opened.ts";

verdicts(rule, {
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
});
