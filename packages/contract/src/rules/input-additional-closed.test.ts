import { verdicts } from "../testing.ts";
import rule from "./input-additional-closed.ts";

verdicts(rule, {
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
});
