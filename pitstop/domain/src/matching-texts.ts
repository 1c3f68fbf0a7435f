import module from "randexp";
import { z } from "zod";

/** What is used of the library, whose types are those of another module format. */
interface Generator {
  /** The most repetitions of what has no end. */
  max: number;
  randInt: (from: number, to: number) => number;
  gen(): string;
}

const RandExp = ("default" in module ? module.default : module) as unknown as new (
  pattern: RegExp,
) => Generator;

/** Tries for what no generator knows, such as a look-ahead: the schema chooses. */
const TRIES = 20;

/** Texts that match the patterns of a schema, other ones for another number; it may refuse some for another reason. */
export function matchingTexts(schema: z.ZodType, number: number): string[] {
  const repetitions = Math.max((schema instanceof z.ZodString && schema.minLength) || 0, 8);
  return patternsOf(schema).flatMap((pattern) => [
    ...texts(pattern, repetitions, counted(number)),
    ...Array.from({ length: TRIES }, (_, index) =>
      texts(pattern, repetitions, mixed(number * TRIES + index)),
    ).flat(),
  ]);
}

/** The patterns of `.regex(…)`. */
const patternsOf = ({ def }: z.ZodType): RegExp[] =>
  (def.checks ?? []).flatMap(({ _zod: { def: check } }) =>
    "pattern" in check && check.pattern instanceof RegExp ? [check.pattern] : [],
  );

type Choice = (from: number, to: number) => number;

/** No text for a pattern that the library can't read. */
function texts(pattern: RegExp, repetitions: number, choose: Choice): string[] {
  try {
    const generator = new RandExp(pattern);
    generator.max = repetitions;
    generator.randInt = choose;
    return [generator.gen()];
  } catch {
    return [];
  }
}

/** The choices are the digits of the number: another number makes another text, as long as there are enough of them. */
function counted(number: number): Choice {
  let rest = number;
  return (from, to) => {
    const choices = to - from + 1;
    const choice = from + (rest % choices);
    rest = Math.floor(rest / choices);
    return choice;
  };
}

/** Choices that look random, always the same for a seed (Numerical Recipes' linear congruential generator). */
function mixed(seed: number): Choice {
  let state = (seed + 1) >>> 0;
  return (from, to) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return from + Math.floor((state / 2 ** 32) * (to - from + 1));
  };
}
