import type { DifferenceOf } from "../compare/difference.ts";
import { deprecationCommand } from "../deprecation-command.ts";
import { levelOfRemoval } from "../removal.ts";
import type { Context, KindRules, Rule } from "../rule.ts";

type Removed = "property-removed";

const looksRenamed = (renamedTo: string | undefined): string =>
  renamedTo === undefined ? "" : ` It looks like \`${renamedTo}\` now.`;

/** Clients learn of a removal from the deprecation before it; this ends the sentence where they didn't. */
const warning: Rule<Removed>["message"] = ({ deprecation: { deprecated, sunset } }, { today }) => {
  if (!deprecated) return " and was never deprecated";
  return sunset !== undefined && sunset > today ? `, before its sunset on ${sunset}` : "";
};

/** What to do instead; `otherwise` is for what no command deprecates. */
function keepHint(
  difference: DifferenceOf<Removed>,
  context: Context,
  otherwise: string,
): string | undefined {
  const { deprecated, sunset } = difference.deprecation;
  if (deprecated)
    return sunset !== undefined && sunset > context.today ? `Keep it until ${sunset}.` : undefined;
  if (!context.hasPitstop) return otherwise;
  const command = deprecationCommand(difference, context);
  return command === undefined ? otherwise : `Keep it and deprecate it first: ${command}`;
}

const input: readonly Rule<Removed>[] = [
  {
    id: "input-removed",
    when: ({ isRefused, wasRetired }) => isRefused && !wasRetired,
    level: ({ deprecation }, { today }) => levelOfRemoval(deprecation, today),
    message: (difference, context) =>
      `${context.place} is refused now${warning(difference, context)}.${looksRenamed(difference.renamedTo)}`,
    hint: (difference, context) =>
      keepHint(
        difference,
        context,
        context.hasPitstop
          ? "Retire it first: a retired input works for deployed clients until it is purged."
          : "Keep accepting it until no deployed client sends it.",
      ),
  },
  {
    id: "input-removed",
    level: "risky",
    message: ({ isRefused, renamedTo }, { place }) =>
      `${place} is ${isRefused ? "refused" : "ignored"} now.${looksRenamed(renamedTo)}`,
  },
];

const output: readonly Rule<Removed>[] = [
  {
    id: "output-field-removed",
    level: ({ deprecation }, { today }) => levelOfRemoval(deprecation, today),
    message: (difference, context) => {
      const { wasRequired, renamedTo } = difference;
      const optional = wasRequired ? "" : ", which was optional,";
      return `${context.place}${optional} is no longer in the answer${warning(difference, context)}.${looksRenamed(renamedTo)}`;
    },
    hint: (difference, context) =>
      keepHint(difference, context, "Keep it until no deployed client reads it."),
  },
];

/** A strict input refuses what it no longer knows; a client that reads a removed field finds undefined. */
export const propertyRemoved: KindRules<Removed> = { input, output };
