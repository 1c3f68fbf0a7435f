import type { KindRules } from "../rule.ts";

export const operationIdChanged: KindRules<"operation-id-changed"> = {
  procedure: [
    {
      id: "operation-id-changed",
      level: "risky",
      message: ({ before, after }, { place }) =>
        `The operation id of ${place} is ${after ?? "missing"} now; it was ${before}.`,
      hint: () => "Generated clients name their methods after it: their next version has another name.",
    },
  ],
};
