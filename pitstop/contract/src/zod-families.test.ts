// Every change from one zod schema of a family to another, in both directions of a real router. zod says which value
// is lost: no such change may be called safe.
import { inspect } from "node:util";
import { initTRPC } from "@trpc/server";
import { expect, test } from "vitest";
import type { z } from "zod";
import { buildFamilies, values } from "../test/zod-families.ts";
import { compare } from "./compare.ts";
import type { Contract } from "./contract.ts";
import { contractOf } from "./describe/contract-of.ts";
import { levels } from "./finding.ts";

const families = buildFamilies();
const trpc = initTRPC.create();
const never = (): never => {
  throw new Error("No procedure of these tests is called.");
};
const routers = {
  input: (schema: z.ZodType) => trpc.router({ find: trpc.procedure.input(schema).query(never) }),
  output: (schema: z.ZodType) => trpc.router({ find: trpc.procedure.output(schema as never).query(never) }),
};

/** The gravest thing that is said of a change. */
function verdict(before: Contract, after: Contract): string {
  const found = compare(before, after, { today: "2026-06-15" });
  return levels.find((level) => found.some((finding) => finding.level === level)) ?? "nothing";
}

const accepts = (schema: z.ZodType, value: unknown): boolean => schema.safeParse(value).success;

/** Values that leave a schema, as clients of it read them. */
const answers = (schema: z.ZodType): unknown[] =>
  values.flatMap((value) => {
    const result = schema.safeParse(value);
    return result.success ? [result.data] : [];
  });

const changes = Object.entries(families).flatMap(([family, schemas]) => {
  const described = Object.entries(schemas).map(([name, schema]) => ({
    name,
    schema,
    sent: contractOf(routers.input(schema)),
    answered: contractOf(routers.output(schema)),
  }));
  return described.flatMap((before) =>
    described.filter((after) => after !== before).map((after) => ({ family, before, after })),
  );
});

test.each(Object.keys(families))("%s: an input that refuses a value is never called safe", (name) => {
  const understated = changes
    .filter(({ family }) => family === name)
    .flatMap(({ before, after }) => {
      const witness = values.findIndex(
        (value) => accepts(before.schema, value) && !accepts(after.schema, value),
      );
      const said = verdict(before.sent, after.sent);
      return witness >= 0 && (said === "safe" || said === "nothing")
        ? [`${before.name} → ${after.name}: ${said}, but ${inspect(values[witness])} is refused`]
        : [];
    });
  expect(understated).toEqual([]);
});

test.each(Object.keys(families))(
  "%s: an answer that older clients can't read is never called safe",
  (name) => {
    const understated = changes
      .filter(({ family }) => family === name)
      .flatMap(({ before, after }) => {
        // Clients ignore what they don't know: a strict schema is no way to read an answer.
        if (before.name.includes("strict")) return [];
        const read = answers(before.schema);
        // Clients read what leaves the schema. Where that is another type than what enters, zod can't check it again.
        if (!read.every((value) => accepts(before.schema, value))) return [];
        const isLost = answers(after.schema).some((value) => !accepts(before.schema, value));
        const said = verdict(before.answered, after.answered);
        return isLost && (said === "safe" || said === "nothing")
          ? [`${before.name} → ${after.name}: ${said}`]
          : [];
      });
    expect(understated).toEqual([]);
  },
);

test("a schema that is built again in the same way is no change", () => {
  const again = buildFamilies();
  for (const [family, schemas] of Object.entries(families)) {
    for (const [name, schema] of Object.entries(schemas)) {
      for (const side of ["input", "output"] as const) {
        const [before, after] = [schema, again[family]?.[name]].map(
          (each) => each && contractOf(routers[side](each)),
        );
        const said = before && after && verdict(before, after);
        expect([family, name, side, said]).toEqual([family, name, side, "nothing"]);
      }
    }
  }
});
