import type { KindRules } from "../rule.ts";

/** A query is sent by GET and a mutation by POST: a deployed client gets 405. */
export const procedureTypeChanged: KindRules<"procedure-type-changed"> = {
  procedure: [
    {
      id: "procedure-type-changed",
      level: "breaking",
      message: ({ before, after }, { place }) => `${place} is a ${after} now; it was a ${before}.`,
      hint: () => "Keep the old one, and add a procedure with another name.",
    },
  ],
};
