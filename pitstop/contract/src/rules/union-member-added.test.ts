import { object, verdicts } from "../../test/findings.ts";

verdicts(
  { id: "input-union-member-added", level: "safe", side: "input" },
  {
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
      {
        before: { type: "string" },
        after: { anyOf: [{ type: "string" }, { type: "string", pattern: "@" }] },
      },
      {
        before: { anyOf: [{ type: "string" }, { type: "string", pattern: "@" }] },
        after: { type: "string" },
      },
    ],
  },
);

verdicts(
  { id: "output-union-member-added", level: "risky", side: "output" },
  {
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
      {
        before: { type: "string" },
        after: { anyOf: [{ type: "string" }, { type: "string", pattern: "@" }] },
      },
      {
        before: { anyOf: [{ type: "string" }, { type: "string", pattern: "@" }] },
        after: { type: "string" },
      },
    ],
  },
);
