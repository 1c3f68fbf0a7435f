import { initTRPC } from "@trpc/server";
import { expect, test } from "vitest";
import { z } from "zod";
import { Evolutions } from "../../evolution/evolutions.ts";
import { restOperations } from "../operation.ts";
import { componentsOf } from "./components.ts";

const evolutions = new Evolutions({
  domains: {},
  entities: {},
  retired: [],
  retiredSchemas: {},
  version: { contract: "one", domains: {} },
  history: { versions: [], surfaces: {} },
});

/** The schemas of the document for one procedure with this answer. */
function schemasOf(answer: z.ZodType) {
  const { procedure, router } = initTRPC.create();
  const own = router({ note: router({ find: procedure.output(answer).query(() => undefined) }) });
  return componentsOf(restOperations(own, {}, evolutions)).schemas;
}

test("any JSON is one schema that admits everything, whatever it is a part of", () => {
  const json = z.json();
  const { NoteFindOutput, OutputSchema0 } = schemasOf(
    z.object({ parts: json, byName: z.record(z.string(), json) }),
  );
  expect(OutputSchema0).toEqual({ description: "Any JSON value." });
  expect(NoteFindOutput).toHaveProperty("properties", {
    parts: { $ref: "#/components/schemas/OutputSchema0" },
    byName: { type: "object", additionalProperties: { $ref: "#/components/schemas/OutputSchema0" } },
  });
});

test("what refers to itself and doesn't admit everything keeps its limits", () => {
  type Nested = string | number | boolean | null | string[] | { [key: string]: Nested };
  const nested: z.ZodType<Nested> = z.lazy(() =>
    z.union([
      z.string(),
      z.number(),
      z.boolean(),
      z.null(),
      z.array(z.string()),
      z.record(z.string(), nested),
    ]),
  );
  const { OutputSchema0 } = schemasOf(z.object({ one: nested, other: nested }));
  expect(OutputSchema0).toHaveProperty("anyOf.4", { type: "array", items: { type: "string" } });
  expect(OutputSchema0).toHaveProperty("anyOf.5", {
    type: "object",
    additionalProperties: { $ref: "#/components/schemas/OutputSchema0" },
  });
});

test("an attribute may be called as a word of JSON Schema", () => {
  const { NoteFindOutput } = schemasOf(z.object({ propertyNames: z.string(), items: z.string() }));
  expect(NoteFindOutput).toHaveProperty("properties", {
    propertyNames: { type: "string" },
    items: { type: "string" },
  });
});
