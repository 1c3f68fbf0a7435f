import type { KindRules } from "../rule.ts";

export const endpointAdded: KindRules<"endpoint-added"> = {
  procedure: [
    {
      id: "endpoint-added",
      level: "safe",
      message: ({ after }, { place }) => `${place} can be called by REST now: ${after}.`,
    },
  ],
};
