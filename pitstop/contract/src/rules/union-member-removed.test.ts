import { object, verdicts } from "../../test/findings.ts";

verdicts(
  { id: "input-union-member-removed", level: "breaking", side: "input" },
  {
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
  },
);

verdicts(
  { id: "output-union-member-removed", level: "safe", side: "output" },
  {
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
  },
);
