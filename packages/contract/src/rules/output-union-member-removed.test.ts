import { object, verdicts } from "../testing.ts";
import rule from "./output-union-member-removed.ts";

verdicts(rule, {
  found: [
    {
      before: {
        anyOf: [
          object({ "kind!": { const: "circle" }, "radius!": { type: "number" } }),
          object({ "kind!": { const: "square" }, "side!": { type: "number" } }),
        ],
      },
      after: object({ "kind!": { const: "circle" }, "radius!": { type: "number" } }),
      says: 'with kind "square"',
    },
    {
      before: {
        anyOf: [
          { type: "string", pattern: "@" },
          { type: "string", pattern: "^[0-9]+$" },
          { type: "string", pattern: "^http" },
        ],
      },
      after: {
        anyOf: [
          { type: "string", pattern: "^http" },
          { type: "string", pattern: "@" },
        ],
      },
      says: "[0-9]",
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
      after: {
        anyOf: [
          object({ "kind!": { const: "square" }, "side!": { type: "number" } }),
          object({ "kind!": { const: "circle" }, "radius!": { type: "number" } }),
        ],
      },
    },
    {
      before: object({ "kind!": { const: "circle" }, "radius!": { type: "number" } }),
      after: {
        anyOf: [
          object({ "kind!": { const: "circle" }, "radius!": { type: "number" } }),
          object({ "kind!": { const: "square" }, "side!": { type: "number" } }),
        ],
      },
    },
    {
      before: {
        anyOf: [
          { type: "string", pattern: "@" },
          { type: "string", pattern: "^[0-9]+$" },
        ],
      },
      after: { type: "string" },
    },
    {
      before: {
        anyOf: [
          object({ "kind!": { const: "circle" }, "radius!": { type: "number" } }),
          object({ "kind!": { const: "square" }, "side!": { type: "number" } }),
        ],
      },
      after: {
        oneOf: [
          object({ "kind!": { const: "square" }, "side!": { type: "number" } }),
          object({ "kind!": { const: "circle" }, "radius!": { type: "number" } }),
        ],
      },
    },
  ],
});
