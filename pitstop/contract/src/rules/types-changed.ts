import type { KindRules } from "../rule.ts";
import { describeType, isFraction } from "../text/describe-type.ts";
import { joinWithOr } from "../text/join-with-or.ts";

const list = (types: readonly string[]): string => joinWithOr(types.map(describeType));

export const typesChanged: KindRules<"types-changed"> = {
  input: [
    {
      id: "input-type-widened",
      when: ({ removed }) => removed.length === 0,
      level: "safe",
      message: ({ added, before }, { place }) =>
        isFraction(added, before)
          ? `${place} accepts fractions now.`
          : `${place} also accepts ${list(added)} now.`,
    },
    {
      id: "input-type-narrowed",
      when: ({ added }) => added.length === 0,
      level: "breaking",
      message: ({ removed, after }, { place }) =>
        isFraction(removed, after)
          ? `${place} must be a whole number now.`
          : `${place} no longer accepts ${list(removed)}.`,
      hint: () => "Accept both until no deployed client sends the other.",
    },
    {
      id: "input-type-changed",
      level: "breaking",
      message: ({ removed, added }, { place }) =>
        `${place} must be ${list(added)} now; it was ${list(removed)}.`,
      hint: () => "Add a second input with the new type, and retire the old one.",
    },
  ],
  output: [
    {
      id: "output-type-widened",
      when: ({ removed }) => removed.length === 0,
      level: "breaking",
      message: ({ added, before }, { place }) =>
        isFraction(added, before)
          ? `${place} can have a fraction now; it was a whole number.`
          : `${place} can be ${list(added)} now.`,
      hint: () => "Add a second attribute with the new type, and deprecate the old one.",
    },
    {
      id: "output-type-narrowed",
      when: ({ added }) => added.length === 0,
      level: "safe",
      message: ({ removed, after }, { place }) =>
        isFraction(removed, after)
          ? `${place} is always a whole number now.`
          : `${place} is no longer ${list(removed)}.`,
    },
    {
      id: "output-type-changed",
      level: "breaking",
      message: ({ removed, added }, { place }) => `${place} is ${list(added)} now; it was ${list(removed)}.`,
      hint: () => "Add a second attribute with the new type, and deprecate the old one.",
    },
  ],
};
