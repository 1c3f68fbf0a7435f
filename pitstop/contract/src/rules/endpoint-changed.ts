import type { KindRules } from "../rule.ts";

export const endpointChanged: KindRules<"endpoint-changed"> = {
  procedure: [
    {
      id: "endpoint-changed",
      level: "breaking",
      message: ({ before, after }, { place }) =>
        `The REST endpoint of ${place} is ${after} now; it was ${before}.`,
      hint: () => "Serve the previous endpoint beside the new one until no deployed client calls it.",
    },
  ],
};
