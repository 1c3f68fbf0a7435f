import type { KindRules } from "../rule.ts";

export const endpointRemoved: KindRules<"endpoint-removed"> = {
  procedure: [
    {
      id: "endpoint-removed",
      level: "breaking",
      message: ({ before }, { place }) => `${place} can no longer be called by REST: it was ${before}.`,
      hint: () => "Keep it until no deployed client calls it.",
    },
  ],
};
