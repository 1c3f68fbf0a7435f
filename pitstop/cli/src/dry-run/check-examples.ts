import { exampleOf } from "@pitstop/domain/example";
import type { z } from "zod";
import { RefusedError, UsageError } from "../errors.ts";
import type { Plan, SchemaPlace } from "../plan.ts";
import { editedSchemas } from "./edited-schemas.ts";

/** Numbers of examples that are tried; each is another value where the rules have several. */
const NUMBERS = [1, 2, 3];

/** Looks for the values that generated tests will write, in the schemas as the plan leaves them. Throws as `checkExample`. */
export async function checkExamples(
  root: string,
  { needsExample, edits }: Pick<Plan, "needsExample" | "edits">,
  options: { readonly isTested: boolean },
): Promise<void> {
  for (const place of needsExample)
    checkExample((await editedSchemas(root, edits, place)).stated, place, options);
}

/**
 * Throws UsageError BAD_EXAMPLE for a stated example that the schema refuses, whoever wrote its rules, and RefusedError
 * NO_EXAMPLE where there is none and tests would need one.
 */
export function checkExample(
  schema: z.ZodType,
  place: SchemaPlace,
  { isTested }: { readonly isTested: boolean },
): void {
  const { examples = [] } = schema.meta() ?? {};
  for (const example of Array.isArray(examples) ? examples : []) {
    const [issue] = schema.safeParse(example).error?.issues ?? [];
    if (issue) throw badExample(place, { example, why: issue.message });
  }
  if (!isTested || schema.safeParse(null).success) return;
  if (NUMBERS.every((number) => exampleOf(schema, number) === undefined)) throw noExample(place);
}

const badExample = (
  { path, attribute }: SchemaPlace,
  { example, why }: { readonly example: unknown; readonly why: string },
): UsageError =>
  new UsageError(
    "BAD_EXAMPLE",
    `The example ${JSON.stringify(example)} breaks a rule of "${attribute}" in ${path}: ${why}.`.replace(
      /\.\.$/,
      ".",
    ),
    "Pass a value that fits: --example <value>.",
  );

const noExample = ({ path, attribute }: SchemaPlace): RefusedError =>
  new RefusedError(
    "NO_EXAMPLE",
    `Generated tests need a value of "${attribute}", and none follows from its rules in ${path}.`,
    "Pass one that fits: --example <value>. Or leave the tests out: --without tests.",
  );
