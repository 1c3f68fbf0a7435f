import type { z } from "zod";
import { innermost, kindOf } from "./attribute.ts";
import { kinds } from "./kinds/index.ts";
import { matchingTexts } from "./matching-texts.ts";
import { variedTexts } from "./varied-texts.ts";

/** What an example is for. */
export interface ExampleOptions {
  /** Whether no two records may have the same: then values that differ for each number come first. */
  readonly isUnique?: boolean;
}

/**
 * A value that fits an attribute's schema: the same for the same number, and another one for another as far as the
 * rules allow. The `examples` of its meta data come first, then what its kind and its patterns make. Null where nothing
 * fits and null is allowed; undefined where nothing does.
 */
export function exampleOf(
  schema: z.ZodType,
  number: number,
  { isUnique = false }: ExampleOptions = {},
): unknown {
  const bare = innermost(schema);
  const stated = turned(statedExamples(schema), number);
  const made = [...matchingTexts(bare, number), ...kinds[kindOf(schema)].examples(bare, number)];
  const values = isUnique ? [...made, ...variedTexts(stated, number), ...stated] : [...stated, ...made];
  const found = values.find((value) => schema.safeParse(value).success);
  if (found !== undefined) return found;
  return schema.safeParse(null).success ? null : schema.safeParse(undefined).data;
}

const statedExamples = (schema: z.ZodType): readonly unknown[] => {
  const { examples } = schema.meta() ?? {};
  return Array.isArray(examples) ? examples : [];
};

/** Each number begins with another one. */
const turned = (values: readonly unknown[], number: number): unknown[] => {
  const first = values.length === 0 ? 0 : number % values.length;
  return [...values.slice(first), ...values.slice(0, first)];
};
