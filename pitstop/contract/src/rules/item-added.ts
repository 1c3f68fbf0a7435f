import type { KindRules } from "../rule.ts";

export const itemAdded: KindRules<"item-added"> = {
  input: [
    {
      id: "input-item-added",
      level: ({ isRequired }) => (isRequired ? "breaking" : "safe"),
      message: ({ index, isRequired }, { place }) =>
        `${place}, which is item ${index + 1}, is ${isRequired ? "required" : "accepted"} now.`,
      hint: ({ isRequired }) => (isRequired ? "Make it optional until every client sends it." : undefined),
    },
  ],
  output: [
    {
      id: "output-item-added",
      level: "risky",
      message: ({ index }, { place }) => `${place} can be followed by others now: item ${index + 1} is new.`,
      hint: () => "A client that checks the number of items refuses the answer.",
    },
  ],
};
