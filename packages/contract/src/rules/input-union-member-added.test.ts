import { object, verdicts } from "../testing.ts";
import rule from "./input-union-member-added.ts";

verdicts(rule, {
  found: [
    {
      before: object({ "kind!": { const: "circle" }, "radius!": { type: "number" } }),
      after: {
        anyOf: [
          object({ "kind!": { const: "circle" }, "radius!": { type: "number" } }),
          object({ "kind!": { const: "square" }, "side!": { type: "number" } }),
        ],
      },
      says: "kind",
    },
    {
      before: {
        anyOf: [
          { type: "string", pattern: "@" },
          { type: "string", pattern: "^[0-9]+$" },
        ],
      },
      after: {
        anyOf: [
          { type: "string", pattern: "^http" },
          { type: "string", pattern: "@" },
          { type: "string", pattern: "^[0-9]+$" },
        ],
      },
      says: "http",
    },
  ],
  silent: [
    {
      before: {
        anyOf: [
          object({ "kind!": { const: "circle" }, "radius!": { type: "number" } }),
          object({ "kind!": { const: "square" }, "side!": { type: "number" } }),
        ],
      },
      after: object({ "kind!": { const: "circle" }, "radius!": { type: "number" } }),
    },
    { before: { type: "string" }, after: { anyOf: [{ type: "string" }, { type: "string", pattern: "@" }] } },
    { before: { anyOf: [{ type: "string" }, { type: "string", pattern: "@" }] }, after: { type: "string" } },
  ],
});
